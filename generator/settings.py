"""Settings of a site: the inputs of a build besides the content. ``mkdocs_settings`` reads them from ``mkdocs.yml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Settings:
    site_name: str
    site_url: str  # ends with a slash
    templates: Path  # the folder site_templates
    today: date
    source_url: str = ""  # pattern with {path}: the file of a record in the repository; empty if that is not public
    history_url: str = ""  # pattern with {path}: the history of that file
    correction_url: str = ""  # pattern with {page}, {path} or {title}: where a reader can report an error
    extra_addresses: tuple[str, ...] = ()  # of hand-written pages, for the sitemap
    digest_files: bool = True  # digest issues are also published as files for Word, mail and other programs
    tag: str = "smarteka.example,2026"  # tagging entity of the ids of feed entries (RFC 4151); never to be changed
    drafts: bool = False  # a preview for editors: pages of drafts are included and marked
    form: Mapping[str, Any] = field(default_factory=dict)  # ``backend`` of the form at /admin/, as in Decap CMS
    form_answers: bool = False  # the form has a back end, so pages link to it
