"""The files of all issues for the site, below the pages of the issues.

Old issues do not change, so files are cached between builds; the key is made of the document, the code and
the templates of the writers, and the versions of libraries.
"""

from __future__ import annotations

import platform
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from importlib import metadata
from pathlib import Path

from generator.exports.cached_files import CachedFiles, fingerprint
from generator.exports.export_file import ExportFile
from generator.knowledge.base import KnowledgeBase
from generator.model.digest import Digest

from .compose import compose
from .formats import FORMATS, Format, FormatFile, FormatUnavailable

_LIBRARIES = ("python-docx", "lxml", "typst", "jinja2")


@dataclass(frozen=True, slots=True)
class PublishedFile:
    """``address`` is relative to the site, ``size`` in bytes."""

    digest: str
    format: str
    title: str
    address: str
    size: int


class DigestFiles:
    """Makes the files of issues. A format with missing requirements is left out; ``missing`` says why, in Russian."""

    def __init__(self, base: KnowledgeBase, templates: Path, site_url: str, site_name: str, kept: CachedFiles) -> None:
        self._base = base
        self._templates = templates
        self._site_url = site_url
        self._site_name = site_name
        self._kept = kept
        self._missing: dict[FormatFile, str] = {}

    @property
    def missing(self) -> tuple[str, ...]:
        return tuple(self._missing.values())

    @cached_property
    def _code(self) -> bytes:
        return _code(self._templates)

    def publish(self, digest: Digest, write: Callable[[ExportFile], None]) -> list[PublishedFile]:
        """Make all formats of an issue and pass them to ``write``."""
        document = compose(self._base, digest, self._site_url, self._site_name)
        words = repr(document).encode()
        done: list[PublishedFile] = []
        for format, file in self._wanted():
            key = f"{fingerprint([self._code, words])}{file.suffix}"
            try:
                data = self._kept.get(key, partial(file.make, document, self._templates))
            except FormatUnavailable as fault:
                self._missing[file] = f"выпуски дайджеста без {file.title}: {fault}"
                continue
            address = f"digests/{digest.id}/{file.name(document)}"
            write(ExportFile(address, data))
            done.append(PublishedFile(digest.id, format.name, file.title, address, len(data)))
        return done

    def _wanted(self) -> Iterator[tuple[Format, FormatFile]]:
        for format in FORMATS.values():
            for file in format.files:
                if file not in self._missing:
                    yield format, file


def _code(templates: Path) -> bytes:
    """Fingerprint of everything besides the document that files depend on."""
    sources = [*sorted(Path(__file__).parent.glob("*.py")), *sorted(p for p in templates.rglob("*") if p.is_file())]
    versions = [f"{name} {_version(name)}" for name in _LIBRARIES]
    versions += [platform.python_version(), zlib.ZLIB_RUNTIME_VERSION]
    return fingerprint([*(p.read_bytes() for p in sources), *(v.encode() for v in versions)]).encode()


def _version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return ""
