"""The document properties of a Word file: title, author, dates."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docx.document import Document

MOST = 255  # characters of a property: python-docx refuses more
NO_DAY = datetime(2000, 1, 1, tzinfo=UTC)  # fixed, so that the same content gives the same bytes


def set_properties(file: Document, title: str, *, author: str, moment: datetime = NO_DAY, subject: str = "", keywords: str = "", comments: str = "") -> None:
    """Values longer than ``MOST`` are truncated: titles of records have up to 400 characters."""
    properties = file.core_properties
    properties.title, properties.subject, properties.keywords, properties.comments = title[:MOST], subject[:MOST], keywords[:MOST], comments[:MOST]
    properties.author = properties.last_modified_by = author[:MOST]
    properties.language = "ru-RU"
    properties.created = properties.modified = moment
    properties.revision = 1
