"""«Форма для редактора»: the page on which Decap CMS starts, and what it says where it cannot."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from .page import Crumb, Page
from .site import Site

ADDRESS = "admin/"
KEEPERS = {
    "github": "GitHub", "gitlab": "GitLab", "gitea": "Gitea", "bitbucket": "Bitbucket", "azure": "Azure DevOps",
    "git-gateway": "Git Gateway",
}
"""Backends of Decap CMS that keep records in a repository, with what people call them."""


def admin_page(site: Site, backend: Mapping[str, Any]) -> Page:
    """``backend`` is what mkdocs.yml says of the repository; empty where it says nothing."""
    page = site.page(
        "indexes/admin.html", ADDRESS, "Форма для редактора",
        "Добавить практику или исправить запись без git и без YAML.", "about", crumbs=(Crumb("Редактору", "guide/"),),
        scripts=("admin/form.js",), keeper=KEEPERS.get(str(backend.get("name", "")), ""), repository=str(backend.get("repo", "")),
    )
    return replace(page, listed=False)
