"""Files of all issues for the site, below the pages of the issues.

A digest from last year does not change, so files are kept between builds: by the words they hold, the
code and the templates that make them, and the libraries below.
"""

from __future__ import annotations

import platform
import zlib
from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass
from functools import partial
from importlib import metadata
from pathlib import Path

from generator.exports.export_file import ExportFile
from generator.exports.kept_files import KeptFiles, fingerprint
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


@dataclass(frozen=True, slots=True)
class PublishedFiles:
    """``missing`` are reasons why a format was not written at all, in Russian."""

    files: tuple[PublishedFile, ...]
    missing: tuple[str, ...] = ()


def publish_digests(
    base: KnowledgeBase, templates: Path, site_url: str, site_name: str, kept: KeptFiles, write: Callable[[ExportFile], None]
) -> PublishedFiles:
    """``write`` every format of every issue. A file that this machine cannot make is left out."""
    code = _code(templates)
    missing: dict[FormatFile, str] = {}
    done: list[PublishedFile] = []
    for digest in base.all(Digest):
        document = compose(base, digest, site_url, site_name)
        words = repr(document).encode()
        for format, file in _wanted(missing):
            key = f"{fingerprint([code, words])}{file.suffix}"
            try:
                data = kept.get(key, partial(file.make, document, templates))
            except FormatUnavailable as fault:
                missing[file] = f"выпуски дайджеста без {file.title}: {fault}"
                continue
            address = f"digests/{digest.id}/{file.name(document)}"
            write(ExportFile(address, data))
            done.append(PublishedFile(digest.id, format.name, file.title, address, len(data)))
    kept.drop_unused()
    return PublishedFiles(tuple(done), tuple(missing.values()))


def _wanted(missing: Container[FormatFile]) -> Iterator[tuple[Format, FormatFile]]:
    for format in FORMATS.values():
        for file in format.files:
            if file not in missing:
                yield format, file


def _code(templates: Path) -> bytes:
    """What the bytes of a file depend on besides the words of its issue."""
    sources = [*sorted(Path(__file__).parent.glob("*.py")), *sorted(p for p in templates.rglob("*") if p.is_file())]
    versions = [f"{name} {_version(name)}" for name in _LIBRARIES]
    versions += [platform.python_version(), zlib.ZLIB_RUNTIME_VERSION]
    return fingerprint([*(p.read_bytes() for p in sources), *(v.encode() for v in versions)]).encode()


def _version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return ""
