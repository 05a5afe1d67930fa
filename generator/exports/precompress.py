"""Precompressed copies of the files of a site, for servers that can send them (``x.html.gz``, ``x.html.br``).

A server that compresses itself does it for every request; here it is done once. Files that gain too
little have no copies: small ones, and those in compressed formats.
"""

from __future__ import annotations

import gzip
import importlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from generator.parallel import ForkedTask, cores

SUFFIXES = frozenset(".html .css .js .json .xml .svg .txt .md .yml .ics .csv .map .webmanifest".split())
LEAST_BYTES = 1_000  # a smaller file fits into one packet anyway
LEAST_GAIN = 0.1  # of the size; less is not worth a copy
NO_BROTLI = (
    "пакета brotli нет, поэтому сделаны только файлы .gz; чтобы были и .br: pip install brotli"
)
# Measured on 4.7 MB of a site (compressed size, MB/s): gzip 9 24.4 %, 32; brotli 5 22.6 %, 46; 10 19.9 %, 2.5; 11 19.9 %, 0.9.
_GZIP_LEVEL = 9
_BROTLI_QUALITY = 5
_BEST_QUALITY = 10
_READ_BY_ALL = ("assets", "search", "data")  # few files, loaded by every reader: worth the best quality


@dataclass(frozen=True, slots=True)
class Compressed:
    """Number of files that got copies, their bytes, and the bytes of the copies (no brotli if it is not installed)."""

    files: int = 0
    bytes: int = 0
    gzip_bytes: int = 0
    brotli_bytes: int = 0

    def __add__(self, other: Compressed) -> Compressed:
        return Compressed(
            self.files + other.files, self.bytes + other.bytes,
            self.gzip_bytes + other.gzip_bytes, self.brotli_bytes + other.brotli_bytes,
        )


def worth_compressing(site: Path) -> list[Path]:
    """Files of the site that may gain, largest first, so that parts made of every n-th file take equally long."""
    found = [
        (path.stat().st_size, path) for path in site.rglob("*") if path.suffix in SUFFIXES and path.is_file()
    ]
    return [path for size, path in sorted(found, key=lambda f: (-f[0], f[1])) if size >= LEAST_BYTES]


def compress_site(site: Path) -> Compressed:
    """Write copies of all files that gain from it, using all cores."""
    paths, count = worth_compressing(site), cores()
    others = [ForkedTask(partial(compress, site, paths[start::count])) for start in range(1, count)]
    try:
        return sum((other.result() for other in others), compress(site, paths[::count]))
    finally:
        for other in others:
            other.stop()


def has_brotli() -> bool:
    return _brotli() is not None


def compress(site: Path, paths: Iterable[Path]) -> Compressed:
    """Write the copies; the same bytes for the same file."""
    brotli = _brotli()
    total = Compressed()
    for path in paths:
        data = path.read_bytes()
        zipped = gzip.compress(data, _GZIP_LEVEL, mtime=0)
        packed = b""
        if brotli is not None:
            often = path.relative_to(site).parts[0] in _READ_BY_ALL
            packed = brotli.compress(data, mode=brotli.MODE_TEXT, quality=_BEST_QUALITY if often else _BROTLI_QUALITY)
        if min(len(zipped), len(packed) or len(zipped)) > len(data) * (1 - LEAST_GAIN):
            continue
        path.with_name(f"{path.name}.gz").write_bytes(zipped)
        if packed:
            path.with_name(f"{path.name}.br").write_bytes(packed)
        total += Compressed(1, len(data), len(zipped), len(packed))
    return total


def _brotli() -> Any:
    try:
        return importlib.import_module("brotli")
    except ImportError:
        return None
