"""The issue as a message that a mail program opens, ready to be addressed and sent."""

from __future__ import annotations

from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

from .document import DigestDocument
from .plain import write_plain
from .web import write_email


def write_message(document: DigestDocument, templates: Path) -> bytes:
    """MIME (RFC 5322, 2046): the plain text and the letter as alternatives. Neither sender nor date: whoever sends it has them."""
    message = EmailMessage(SMTP)
    message["Subject"] = document.title
    message["X-Unsent"] = "1"  # Outlook opens it for writing, not for reading
    message.set_content(write_plain(document), cte="base64")
    message.add_alternative(write_email(document, templates), subtype="html", cte="base64")
    message.set_boundary(f"=_{document.name}")  # else a random one: the same issue is the same bytes
    return message.as_bytes()
