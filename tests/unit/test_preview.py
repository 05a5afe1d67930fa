"""What the local server adds to the pages of the last good site."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import pytest

from generator.preview import Preview, notice, with_notice

FILES = {
    "/": ("text/html; charset=utf-8", "<html><body><h1>Сайт</h1></body></html>"),
    "/bare": ("text/html", "без конца"),
    "/api.json": ("application/json", '{"title": "Сайт"}'),
}


def served(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    kind, text = FILES[environ["PATH_INFO"]]
    data = text.encode()
    start_response("200 OK", [("Content-Type", kind), ("Content-Length", str(len(data)))])
    return iter([data[:5], data[5:]])


def get(preview: Preview, path: str) -> str:
    """The text of an answer, whose length must be the one it names."""
    told: list[Any] = []
    body = b"".join(preview.application(served)({"PATH_INFO": path}, lambda *args: told.append(args)))
    ((status, headers),) = told
    assert status == "200 OK"
    assert [value for name, value in headers if name == "Content-Length"] == [str(len(body))]
    return body.decode()


@pytest.fixture
def broken() -> Preview:
    preview = Preview()
    preview.problems = ("practices/a.yml:3:8: [wrong-word] стоит «pilott»", "<b>&")
    return preview


@pytest.mark.parametrize("path", FILES)
def test_a_right_site_is_served_as_it_is(path: str) -> None:
    assert get(Preview(), path) == FILES[path][1]


def test_pages_say_what_is_broken(broken: Preview) -> None:
    page = get(broken, "/")
    start, end = FILES["/"][1].split("</body>")
    assert page.startswith(start)
    assert page.endswith(f"</body>{end}")
    assert "<li>practices/a.yml:3:8: [wrong-word] стоит «pilott»</li><li>&lt;b&gt;&amp;</li>" in page
    assert get(broken, "/bare").startswith("без конца<div")


def test_what_is_no_page_stays_as_it_is(broken: Preview) -> None:
    assert get(broken, "/api.json") == FILES["/api.json"][1]


def test_nothing_is_left_of_it_once_the_edit_is_right(broken: Preview) -> None:
    broken.problems = ()
    assert get(broken, "/") == FILES["/"][1]


def test_many_faults_do_not_fill_the_window() -> None:
    bar = notice([f"a.yml:{n}:1: беда" for n in range(40)])
    assert bar.count("<li>") == 6
    assert "и ещё 35" in bar
    assert with_notice(b"<body></body>", bar).decode() == f"<body>{bar}</body>"
