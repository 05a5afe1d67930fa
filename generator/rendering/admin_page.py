"""«Форма для редактора»: the page of Decap CMS, with a message for when it cannot start."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from .page import Crumb, Page
from .site import Site

ADDRESS = "admin/"
BACKENDS = {
    "github": "GitHub", "gitlab": "GitLab", "gitea": "Gitea", "bitbucket": "Bitbucket", "azure": "Azure DevOps",
    "git-gateway": "Git Gateway",
}
"""Backends of Decap CMS that save records to a repository: key → product name."""


def admin_page(site: Site, backend: Mapping[str, Any]) -> Page:
    """``backend`` is the option ``form`` of mkdocs.yml; may be empty."""
    page = site.page(
        "indexes/admin.html", ADDRESS, "Форма для редактора",
        "Добавить практику или исправить запись без git и без YAML.", "about", crumbs=(Crumb("Редактору", "guide/"),),
        scripts=("admin/form.js",), keeper=BACKENDS.get(str(backend.get("name", "")), ""), repository=str(backend.get("repo", "")),
    )
    return replace(page, listed=False)
