"""The browser's index: search documents → slim HTML → Pagefind's files in the site.

Pagefind knows stems and no Russian dictionary, so each document carries, unseen, the forms of its
words whose stem differs («ребёнок»: «дети», «ребёнка») and other names of what it names. These
are metadata, which Pagefind searches, and not text, from which it cuts excerpts.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from generator.analysis.language import dictionary_forms, every_word, is_stop_word, lexeme

from .documents import SearchDocument
from .engine import SearchIndexError
from .pagefind_files import fragments, put_in_order
from .pagefind_stem import pagefind_stem

FOLDER = "pagefind"
RECORDS_FILE = "records.json"
# What Pagefind brings besides the search itself: ready-made interfaces, highlighting of pages.
_UNUSED = ("pagefind-*ui*", "pagefind-highlight.js", "wasm.unknown.pagefind")
_LATIN = re.compile("[A-Za-z]{2,}")
_WEIGHTS = {"question": 5, "summary": 3, "results": 2}  # of a text that says what the matter is


@dataclass(frozen=True, slots=True)
class IndexSize:
    """What was written: documents that can be found, files and bytes."""

    documents: int
    files: int
    bytes: int


def build_index(documents: Iterable[SearchDocument], site_dir: Path) -> IndexSize:
    """Write ``<site_dir>/pagefind/`` anew. The same documents give the same bytes."""
    found = sorted(documents, key=lambda document: document.key)
    target = site_dir / FOLDER
    with tempfile.TemporaryDirectory(prefix="smarteka-pagefind-") as folder:
        pages, output = Path(folder, "pages"), Path(folder, "output")
        for document in found:
            page = pages / _path(document)
            page.parent.mkdir(parents=True, exist_ok=True)
            page.write_text(document_html(document), "utf-8")
        if found:
            _run(pages, output)
            for pattern in _UNUSED:
                for file in output.glob(pattern):
                    file.unlink()
            shown = fragments(output)
            put_in_order(output, shown)
            (output / RECORDS_FILE).write_text(_records(shown, found), "utf-8")
        else:
            output.mkdir()
        shutil.rmtree(target, ignore_errors=True)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(output, target)
    files = [file for file in target.rglob("*") if file.is_file()]
    return IndexSize(len(found), len(files), sum(file.stat().st_size for file in files))


def _path(document: SearchDocument) -> str:
    """A file for every document: Pagefind takes addresses from paths, and a path has no «#»."""
    return f"{document.url.replace('#', '')}/index.html".replace("//", "/")


def _run(pages: Path, output: Path) -> None:
    if find_spec("pagefind_bin") is None:
        raise SearchIndexError("нет программы Pagefind: установите пакет pagefind[bin]")
    # «50+» is a word of its own and not the number 50.
    options = {"--site": pages, "--output-path": output, "--include-characters": "+"}
    command = [
        sys.executable,
        "-m",
        "pagefind_bin",
        *(str(part) for option in options.items() for part in option),
        "--silent",
    ]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode:
        raise SearchIndexError(f"Pagefind не построил индекс: {(done.stderr or done.stdout).strip()[-500:]}")


def document_html(document: SearchDocument) -> str:
    """One document as Pagefind reads it; the title is metadata, so that excerpts do not repeat it."""
    facets = document.facets
    metadata = {
        "title": document.title,
        "record_id": document.id,
        "type": document.type,
        "url": document.url,
        "regions": "; ".join(document.region_titles),
        "stage": facets.stage,
        "date": document.date,
        "effect": document.effect,
        "names": "; ".join(document.keywords),
        "forms": " ".join(other_forms(document)),
    }
    filters = {
        "type": (document.type,),
        "region": facets.regions,
        "direction": (facets.direction,),
        "subcategory": facets.subcategories,
        "life_situation": facets.life_situations,
        "stage": (facets.stage,),
        "year": (str(facets.year or ""),),
    }
    tags = [
        *(_tag("meta", name, value) for name, value in metadata.items()),
        *(_tag("filter", name, value) for name, values in filters.items() for value in values),
        *(_tag("sort", name, value) for name, value in (("date", document.date), ("title", document.title))),
    ]
    texts = [
        f'<p data-pagefind-weight="{weight}">{escape(text)}</p>'
        for name, weight in _WEIGHTS.items()
        if (text := getattr(document, name))
    ]
    # Pagefind leaves out pages without text: a region's has a name and no more.
    texts += [f"<p>{escape(line)}</p>" for line in (document.text or document.title).split("\n")]
    return (
        '<!doctype html><html lang="ru"><head><meta charset="utf-8"></head>'
        f"<body data-pagefind-body>{''.join(tag for tag in tags if tag)}{''.join(texts)}</body></html>"
    )


def _tag(use: str, name: str, value: str) -> str:
    return f'<meta data-pagefind-{use}="{name}[content]" content="{escape(value)}">' if value else ""


@cache
def _form_by_stem(word: str) -> dict[str, str]:
    """A form for every stem of a word of the dictionary."""
    forms: dict[str, str] = {}
    for form in lexeme(word):
        forms.setdefault(pagefind_stem(form), form)
    return forms


def _texts(document: SearchDocument) -> tuple[str, ...]:
    named = (document.title, document.question, document.summary, document.results, document.text)
    return (*named, *document.keywords)


def other_forms(document: SearchDocument) -> list[str]:
    """Forms of the document's words that Pagefind would not find it by, one for each stem."""
    words = sorted(
        {t.word for text in _texts(document) for t in every_word(text) if not is_stop_word(t.word)}
    )
    known = {pagefind_stem(word) for word in words}
    missing: dict[str, str] = {}
    for word in words:
        for wanted in dictionary_forms(word):
            for stem, form in _form_by_stem(wanted).items():
                if stem not in known:
                    missing.setdefault(stem, form)
    return sorted(missing.values())


def _records(shown: dict[str, dict[str, Any]], documents: list[SearchDocument]) -> str:
    """Which practice stands behind each of Pagefind's results, so that a page of results needs no
    request a result; and the Latin words of the base, which are no Russian typed by mistake.
    """
    practices = {
        id: page["meta"]["record_id"] for id, page in shown.items() if page["meta"]["type"] == "practice"
    }
    latin = sorted(
        {word.lower() for document in documents for text in _texts(document) for word in _LATIN.findall(text)}
    )
    return json.dumps({"practices": practices, "latin": latin}, ensure_ascii=False, separators=(",", ":"))
