"""The issue as an e-mail message file (.eml) to be opened in a mail program, addressed and sent."""

from __future__ import annotations

from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

from .document import DigestDocument
from .plain import write_plain
from .web import write_email


def write_message(document: DigestDocument, templates: Path) -> bytes:
    """MIME (RFC 5322, 2046): plain text and HTML as alternatives. Without sender and date, which the mail program adds."""
    message = EmailMessage(SMTP)
    message["Subject"] = document.title
    message["X-Unsent"] = "1"  # Outlook opens it as a draft
    message.set_content(write_plain(document), cte="base64")
    message.add_alternative(write_email(document, templates), subtype="html", cte="base64")
    message.set_boundary(f"=_{document.name}")  # fixed, not random: the same issue gives the same bytes
    return message.as_bytes()
