"""The formats of an issue, and the names of their files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from .document import DigestDocument
from .letter import write_message
from .markdown import write_markdown
from .pdf import write_pdf
from .plain import write_plain
from .telegram import write_telegram
from .web import write_email, write_page
from .word import write_word

TEMPLATES = Path("site_templates") / "exports"  # below the root of the base

_Writer = Callable[[DigestDocument, Path], bytes]


class FormatUnavailable(Exception):
    """A writer cannot run on this machine; the message says what is missing, in Russian."""


@dataclass(frozen=True, slots=True)
class FormatFile:
    """One file of a format: suffix, title on the site, writer and its requirements."""

    suffix: str
    title: str
    write: _Writer
    package: str = ""

    def name(self, document: DigestDocument) -> str:
        return f"{document.name}{self.suffix}"

    def make(self, document: DigestDocument, templates: Path) -> bytes:
        """The content of the file of an issue. Raises FormatUnavailable if a requirement is missing."""
        try:
            return self.write(document, templates)
        except ImportError as fault:
            raise FormatUnavailable(f"нет пакета {self.package} ({fault}); поставьте: pip install {self.package}") from fault
        except FileNotFoundError as fault:
            raise FormatUnavailable(f"не хватает файла: {fault}") from fault


@dataclass(frozen=True, slots=True)
class Format:
    """``name`` is a value of ``--to``, ``meaning`` its help; the first of ``files`` is the main one; ``text``: can be printed in a terminal."""

    name: str
    meaning: str
    files: tuple[FormatFile, ...]
    text: bool = True


def _text(write: Callable[[DigestDocument], str]) -> _Writer:
    return lambda document, _: write(document).encode()


def _html(write: Callable[[DigestDocument, Path], str]) -> _Writer:
    return lambda document, templates: write(document, templates).encode()


FORMATS: dict[str, Format] = {
    f.name: f
    for f in (
        Format("docx", "Word", (FormatFile(".docx", "Word", lambda document, _: write_word(document), "python-docx"),), text=False),
        Format("pdf", "PDF", (FormatFile(".pdf", "PDF", write_pdf, "typst"),), text=False),
        Format("html", "страница одним файлом", (FormatFile(".html", "HTML одним файлом", _html(write_page)),)),
        Format("email", "письмо", (
            FormatFile("-email.html", "Письмо", _html(write_email)),
            FormatFile("-email.txt", "Письмо без оформления", _text(write_plain)),
            FormatFile("-email.eml", "Письмо для почтовой программы", write_message),
        )),
        Format("telegram", "сообщения", (FormatFile("-telegram.txt", "Сообщения для Telegram", _text(write_telegram)),)),
        Format("md", "Markdown", (FormatFile(".md", "Markdown", _text(write_markdown)),)),
    )
}
