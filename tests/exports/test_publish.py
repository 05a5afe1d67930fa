"""Files of all issues for a site: what is written, what is kept, what happens where a library is missing."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from issues import SITE, TEMPLATE_FOLDER

from generator.exports.cached_files import CachedFiles
from generator.exports.digest import publish
from generator.exports.digest.formats import FormatFile
from generator.exports.digest.publish import DigestFiles, PublishedFile
from generator.exports.export_file import ExportFile
from generator.model.digest import Digest
from generator.pipeline import Checked

SUFFIXES = [".docx", ".pdf", ".html", "-email.html", "-email.txt", "-email.eml", "-telegram.txt", ".md"]  # ends of published addresses


def published(checked: Checked, folder: Path) -> tuple[list[PublishedFile], tuple[str, ...], dict[str, bytes]]:
    """What was published, what could not be made, and the bytes."""
    written: list[ExportFile] = []
    kept = CachedFiles(folder)
    files = DigestFiles(checked.base, TEMPLATE_FOLDER, SITE, "Смартека", kept)
    found = [file for digest in checked.base.all(Digest) for file in files.publish(digest, written.append)]
    kept.drop_unused()
    return found, files.missing, {file.path: file.data for file in written}


def test_every_format_stands_beside_the_page(sample_checked: Checked, tmp_path: Path) -> None:
    found, missing, written = published(sample_checked, tmp_path)
    assert list(written) == [f"digests/2021-w46/vydumannyy-2021-w46{suffix}" for suffix in SUFFIXES]
    assert [(f.address, f.size) for f in found] == [(path, len(data)) for path, data in written.items()]
    assert {f.digest for f in found} == {"2021-w46"}
    assert missing == ()


def test_kept_files_are_the_same_as_new_ones(sample_checked: Checked, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = published(sample_checked, tmp_path)
    names = {p.name for p in tmp_path.iterdir()}
    monkeypatch.setattr(FormatFile, "make", lambda *_: pytest.fail("made anew"))
    assert published(sample_checked, tmp_path) == first
    assert {p.name for p in tmp_path.iterdir()} == names


def test_another_version_of_a_library_makes_them_anew(sample_checked: Checked, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    published(sample_checked, tmp_path)
    names = {p.name for p in tmp_path.iterdir()}
    monkeypatch.setattr(publish, "_version", lambda _: "0")
    published(sample_checked, tmp_path)
    assert len(names & {p.name for p in tmp_path.iterdir()}) == 0
    assert len(names) == len(SUFFIXES)


@pytest.mark.parametrize(("module", "package", "suffix"), [("docx", "python-docx", ".docx"), ("typst", "typst", ".pdf")])
def test_what_cannot_be_made_is_told_and_left_out(
    sample_checked: Checked, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: str, package: str, suffix: str
) -> None:
    from generator.exports.digest import pdf, word_styles

    pdf._compiler.cache_clear()
    word_styles.template.cache_clear()
    monkeypatch.setitem(sys.modules, module, None)  # what Python does for a package that is not there
    _, missing, written = published(sample_checked, tmp_path)
    assert [path for path in written if path.endswith(suffix)] == []
    assert len(written) == len(SUFFIXES) - 1
    (reason,) = missing
    assert f"pip install {package}" in reason
