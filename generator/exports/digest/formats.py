"""The formats that an issue goes out in, and what their files are called."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from generator.exports.export_file import ExportFile

from .document import DigestDocument
from .markdown import write_markdown
from .pdf import write_pdf
from .plain import write_plain
from .telegram import write_telegram
from .web import write_email, write_page
from .word import write_word

TEMPLATES = Path("site_templates") / "exports"  # below the root of the base

_Writer = Callable[[DigestDocument, Path], bytes]


class FormatUnavailable(Exception):
    """A writer cannot run on this machine; the message says what it lacks, in Russian."""


@dataclass(frozen=True, slots=True)
class FormatFile:
    """One file of a format: the end of its name, its title on the site, its writer."""

    suffix: str
    title: str
    write: _Writer


@dataclass(frozen=True, slots=True)
class Format:
    """``name`` is what ``--to`` takes; ``package`` is what has to be installed for it."""

    name: str
    files: tuple[FormatFile, ...]
    text: bool = True
    package: str = ""

    def write(self, document: DigestDocument, templates: Path) -> list[ExportFile]:
        """The files of an issue, the main one first; paths are bare names. Raises FormatUnavailable."""
        try:
            return [ExportFile(f"{document.name}{f.suffix}", f.write(document, templates)) for f in self.files]
        except ImportError as fault:
            raise FormatUnavailable(
                f"нет пакета {self.package} ({fault}); поставьте: pip install {self.package}"
            ) from fault
        except FileNotFoundError as fault:
            raise FormatUnavailable(f"нет файлов шаблона: {fault}") from fault


def _text(write: Callable[[DigestDocument], str]) -> _Writer:
    return lambda document, _: write(document).encode()


FORMATS: dict[str, Format] = {
    f.name: f
    for f in (
        Format(
            "docx", (FormatFile(".docx", "Word", lambda document, _: write_word(document)),),
            text=False, package="python-docx",
        ),
        Format("pdf", (FormatFile(".pdf", "PDF", write_pdf),), text=False, package="typst"),
        Format("html", (FormatFile(".html", "HTML одним файлом", lambda d, templates: write_page(d, templates).encode()),)),
        Format("email", (
            FormatFile("-email.html", "Письмо", lambda d, templates: write_email(d, templates).encode()),
            FormatFile("-email.txt", "Письмо без оформления", _text(write_plain)),
        )),
        Format("telegram", (FormatFile("-telegram.txt", "Сообщения для Telegram", _text(write_telegram)),)),
        Format("md", (FormatFile(".md", "Markdown", _text(write_markdown)),)),
    )
}
