"""Settings of a site: what a build depends on besides the content. ``mkdocs_settings`` reads them from ``mkdocs.yml``."""

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
    source_url: str = ""  # a pattern with {path}: a record's file in the repository; empty where that is not public
    history_url: str = ""  # a pattern with {path}: the changes of that file
    correction_url: str = ""  # a pattern with {page}, {path} or {title}: where anybody can say what is wrong
    extra_addresses: tuple[str, ...] = ()  # of hand-written pages, for the sitemap
    digest_files: bool = True  # issues are published for Word, mail and other programs too
    tag: str = "smarteka.example,2026"  # authority of the ids of feed entries (RFC 4151); never to be changed
    drafts: bool = False  # a preview for editors: drafts are among the pages, marked
    form: Mapping[str, Any] = field(default_factory=dict)  # the back end of the form at /admin/, in the words of Decap CMS
    form_answers: bool = False  # somebody keeps what the form sends, so pages lead to it
