"""Sites that have nothing but search, ours and Pagefind's, on the same documents.

``python -m bench.search_sites ours|pagefind DOCUMENTS SITE`` builds one of them in a process of its
own and prints a line of JSON.
"""

from __future__ import annotations

import json
import pickle
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import date
from html import escape
from pathlib import Path
from typing import Any

from generator.analysis.language import content_forms
from generator.pipeline import check
from generator.rendering.assets import joined, joined_scripts
from generator.search.document import SearchDocument
from generator.search.documents import search_documents
from generator.search.names import Names
from generator.search.static_index import build_static_index

from .shared_content import REPOSITORY

MEASURE = Path(__file__).with_name("measure.py")
ASSETS = REPOSITORY / "site_templates" / "assets"
NAMES = ("ours", "pagefind")
TITLES = {"ours": "свой индекс", "pagefind": "Pagefind"}

# Every page answers the same call: window.find(query, limit) → {total, hits: ["type:id"…], suggestion}.
# ``kind`` narrows to one type, as the catalogue does; counts of all facets come with the answer.
_PAGE = '<!doctype html><html lang="ru"><meta charset="utf-8"><title>{title}</title><script>{script}</script></html>\n'
_SCRIPTS = {
    "ours": """
let engine;
const load = () => engine = engine || new Promise((done, failed) => {
  const script = document.createElement("script");
  script.src = "assets/search.js";
  script.onload = () => done(window.smartekaSearch);
  script.onerror = failed;
  document.head.appendChild(script);
});
window.find = async (query, limit, kind) => {
  const found = await (await load()).search(query, {limit, types: kind ? [kind] : []});
  const hits = found.hits.map(hit => hit.type + ":" + hit.id);
  return {total: found.total, hits, suggestion: found.suggestion,
    facets: Object.keys(found.facetCounts.region).length};
};""",
    "pagefind": """
let engine;
const load = () => engine = engine || import("./pagefind/pagefind.js").then(async pagefind => {
  await pagefind.init();
  await pagefind.filters();
  return pagefind;
});
window.find = async (query, limit, kind) => {
  const found = await (await load()).search(query, kind ? {filters: {type: kind}} : {});
  const shown = await Promise.all(found.results.slice(0, limit).map(result => result.data()));
  const hits = shown.map(page => page.meta.type + ":" + page.meta.record_id);
  return {total: found.results.length, hits, suggestion: null,
    facets: Object.values(found.filters.region || {}).filter(Boolean).length};
};""",
}


@dataclass(frozen=True, slots=True)
class Built:
    """What building an index cost; ``read``: seconds for the lemmas, which other parts of a build need, too."""

    read: float
    seconds: float
    cpu_seconds: float
    peak_bytes: int  # of the largest process
    files: int
    bytes: int
    largest: int
    phases: dict[str, float]


def save_documents(root: Path, file: Path) -> None:
    """Documents of a content root and the names of things in it, for the builders."""
    base = check(root, date(2026, 11, 22)).base
    documents = search_documents(base)
    file.write_bytes(pickle.dumps((documents, [tuple(group) for group in base.name_groups])))


def build(name: str, documents: Path, site: Path) -> Built:
    """One index, made from nothing by a fresh process."""
    shutil.rmtree(site, ignore_errors=True)
    site.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as folder:
        figures, log = Path(folder, "figures.json"), Path(folder, "log")
        command = (sys.executable, "-m", "bench.search_sites", name, str(documents), str(site))
        subprocess.run((sys.executable, str(MEASURE), str(figures), str(log), "0", *command), cwd=REPOSITORY, check=True)
        cost, printed = json.loads(figures.read_text("utf-8")), log.read_text("utf-8")
    if cost["code"]:
        raise RuntimeError(f"{TITLES[name]}: {printed.strip()[-800:]}")
    told: dict[str, Any] = json.loads(printed.splitlines()[-1])
    sizes = [file.stat().st_size for file in site.rglob("*") if file.is_file()]
    (site / "index.html").write_text(_PAGE.format(title=TITLES[name], script=_SCRIPTS[name]), "utf-8")
    if name == "ours":
        (site / "assets").mkdir()
        (site / "assets" / "search.js").write_bytes(joined(ASSETS, joined_scripts(ASSETS)["search.js"]))
    return Built(
        told["read"], told["seconds"], cost["cpu_seconds"], cost["peak_bytes"],
        len(sizes), sum(sizes), max(sizes), told["phases"],
    )


def _read(documents: list[SearchDocument]) -> None:
    """Look up every word once, as a build does before it comes to search: for likeness."""
    for document in documents:
        content_forms(f"{document.title} {document.question} {document.summary} {document.results} {document.text}")


Groups = list[tuple[tuple[str, ...], bool]]


def _ours(documents: list[SearchDocument], names: Groups, site: Path) -> dict[str, float]:
    return build_static_index(documents, site / "search", Names(names)).phases


def _pagefind(documents: list[SearchDocument], names: Groups, site: Path) -> dict[str, float]:
    """Pagefind's own search over slim pages of the same documents."""
    _slim(documents, site)
    return {}


def _slim(documents: list[SearchDocument], site: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for number, document in enumerate(documents):
            page = Path(folder, str(number), "index.html")
            page.parent.mkdir()
            page.write_text(_slim_page(document), "utf-8")
        options = ("--site", folder, "--output-path", str(site / "pagefind"), "--silent")
        subprocess.run((sys.executable, "-m", "pagefind_bin", *options), check=True)


def _slim_page(document: SearchDocument) -> str:
    facets = document.facets
    filters = [("type", document.type), ("direction", facets.direction), ("stage", facets.stage)]
    filters += [("year", str(facets.year or "")), *(("region", value) for value in facets.regions)]
    filters += [("subcategory", value) for value in facets.subcategories]
    filters += [("life_situation", value) for value in facets.life_situations]
    tags = [f'<meta data-pagefind-filter="{name}[content]" content="{escape(value)}">' for name, value in filters if value]
    for name, value in (("type", document.type), ("record_id", document.id)):
        tags.append(f'<meta data-pagefind-meta="{name}[content]" content="{escape(value)}">')
    texts = (document.question, document.summary, document.results, *document.keywords, *document.text.split("\n"))
    body = "".join(f"<p>{escape(text)}</p>" for text in texts if text)
    return (
        f'<!doctype html><html lang="ru"><head>{"".join(tags)}</head>'
        f"<body data-pagefind-body><h1>{escape(document.title)}</h1>{body}</body></html>"
    )


def main() -> int:
    name, file, site = sys.argv[1:]
    documents, names = pickle.loads(Path(file).read_bytes())
    builders = {"ours": _ours, "pagefind": _pagefind}
    start = time.perf_counter()
    _read(documents)
    read = time.perf_counter()
    phases = builders[name](documents, names, Path(site))
    print(json.dumps({"read": read - start, "seconds": time.perf_counter() - read, "phases": phases}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
