"""Pages made to open from a folder: addresses name files, what a disk cannot give is not asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.exports.offline import make_offline, offline_address, offline_html


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("practices/", "practices/index.html"),
        ("../../", "../../index.html"),
        ("./", "./index.html"),
        ("..", "../index.html"),
        ("api/v1/index.json", "api/v1/index.json"),
        ("assets/site.css?v=1", "assets/site.css?v=1"),
        ("https://example.org/a/", "https://example.org/a/"),
        ("mailto:a@example.org", "mailto:a@example.org"),
        ("//example.org/", "//example.org/"),
    ],
)
def test_an_address_names_its_file(address: str, file: str) -> None:
    assert offline_address(address) == file


def test_links_and_forms_keep_what_follows_the_path() -> None:
    html = '<a href="../practices/?q=a#b">А</a> <a href="#top">Б</a> <form action="practices/"> <img src="a/">'
    assert offline_html(html) == (
        '<a href="../practices/index.html?q=a#b">А</a> <a href="#top">Б</a> <form action="practices/index.html"> <img src="a/">'
    )


def test_nothing_is_fetched_ahead() -> None:
    html = '<link rel="preload" href="a.woff2" as="font" crossorigin>\n<link rel="stylesheet" href="a.css">'
    assert offline_html(html) == '<link rel="stylesheet" href="a.css">'


def test_every_page_below_the_folder(tmp_path: Path) -> None:
    for name in ("index.html", "practices/index.html", "404.html"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text('<a href="regions/">Регионы</a>\n', encoding="utf-8")
    make_offline(tmp_path)
    pages = {p.relative_to(tmp_path).as_posix(): p.read_text(encoding="utf-8") for p in tmp_path.rglob("*.html")}
    linked = '<a href="regions/index.html">Регионы</a>\n'
    assert pages == {"index.html": linked, "practices/index.html": linked}, "404.html только для веб-сервера"
