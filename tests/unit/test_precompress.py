"""Compressed copies beside the files of a site: right bytes, the same each time, only where they gain."""

from __future__ import annotations

import gzip
import os
import random
from pathlib import Path

import brotli
import pytest

from generator.exports import precompress
from generator.exports.precompress import LEAST_BYTES, compress, worth_compressing

TEXT = "Регион сделал, людям стало быстрее. ".encode() * 200


@pytest.fixture
def site(tmp_path: Path) -> Path:
    files = {
        "index.html": TEXT,
        "search/0.js": TEXT * 2,
        "tiny.json": b"x" * (LEAST_BYTES - 1),
        "font.woff2": TEXT,
        "noise.txt": random.Random(7).randbytes(5_000),  # whatever its name says
    }
    for name, data in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data)
    return tmp_path


def test_copies_stand_beside_what_gains(site: Path) -> None:
    done = compress(site, worth_compressing(site))
    names = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.suffix in (".gz", ".br")}
    assert names == {"index.html.gz", "index.html.br", "search/0.js.gz", "search/0.js.br"}
    assert (done.files, done.bytes) == (2, 3 * len(TEXT))
    assert done.gzip_bytes == sum(path.stat().st_size for path in site.rglob("*.gz"))
    assert gzip.decompress((site / "index.html.gz").read_bytes()) == TEXT
    assert brotli.decompress((site / "search/0.js.br").read_bytes()) == TEXT * 2


def test_the_same_file_gives_the_same_bytes(site: Path) -> None:
    first = compress(site, worth_compressing(site))
    before = {path: path.read_bytes() for path in site.rglob("*.*")}
    os.utime(site / "index.html", (0, 0))
    assert compress(site, worth_compressing(site)) == first
    assert {path: path.read_bytes() for path in site.rglob("*.*")} == before


def test_without_brotli_there_is_gzip(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(precompress, "_brotli", lambda: None)
    assert not precompress.has_brotli()
    done = compress(site, worth_compressing(site))
    assert (done.files, done.brotli_bytes) == (2, 0)
    assert not [*site.rglob("*.br")]
