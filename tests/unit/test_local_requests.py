"""Whom the local server answers, and how: names it is asked for by, methods, paths, redirects, encodings."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterable
from typing import Any

import pytest

from generator.local_requests import NAMES, as_files, for_own_names, host_in, own_names

FILES = {"/": ("text/html", "<h1>Сайт</h1>"), "/a.txt": ("text/plain", "Текст"), "/a.json": ("application/json", "{}")}


class Body(list[bytes]):
    closed = False

    def close(self) -> None:
        self.closed = True


def site(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """As MkDocs' server does it."""
    path = environ["PATH_INFO"]
    if path in FILES:
        kind, text = FILES[path]
        start_response("200 OK", [("Content-Type", kind), ("Content-Length", str(len(text.encode())))])
        return Body([text.encode()])
    if path == "/practices":
        start_response("302 Found", [("Location", "/practices/")])
        return []
    start_response("404 Not Found", [("Content-Type", "text/html")])
    return ["Нет".encode()]


def asked(path: str = "/", method: str = "GET", host: str | None = "localhost:8000", query: str = "", names: Iterable[str] = ()) -> tuple[int, dict[str, str], str]:
    told: list[Any] = []
    environ = {"PATH_INFO": path.encode().decode("latin-1"), "REQUEST_METHOD": method, "QUERY_STRING": query}
    if host is not None:
        environ["HTTP_HOST"] = host
    body = b"".join(for_own_names(as_files(site), {*own_names("127.0.0.1"), *names})(environ, lambda *args: told.append(args)))
    ((status, headers),) = told
    return int(status.split()[0]), dict(headers), body.decode()


@pytest.mark.parametrize(
    "host",
    [
        "localhost", "LOCALHOST:8000", "localhost.:8000", "127.0.0.1", "127.0.0.1:8000", "[::1]:8000", "[fe80::1]", "0.0.0.0:8000",
        "192.168.1.7:8000", "smarteka.localhost:8000", socket.gethostname(), f"{socket.gethostname().upper()}:80", None, "",
    ],
)
def test_names_of_this_computer_and_addresses_in_figures(host: str | None) -> None:
    assert asked(host=host)[0] == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example", "evil.example:8000", "localhost.evil.example", "127.0.0.1.evil.example", "evillocalhost", "localhost, evil.example",
        "evil.example,localhost", "[::1", "a b", "\xff", "x" * 3000, "1.2.3", "evil.example#localhost",
    ],
)
@pytest.mark.parametrize("path", ["/", "/a.json", "/admin/api/v1", "/\0"])
def test_other_names(host: str, path: str) -> None:
    status, headers, text = asked(path, host=host)
    assert status == 421
    assert headers["Content-Type"] == "text/plain; charset=utf-8"
    assert headers["Content-Length"] == str(len(text.encode()))
    assert "--allow-host" in text
    assert "Сайт</h1>" not in text


def test_a_name_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NAMES, " 8000-base.gitpod.example  https://Preview.example:443/admin/ ")
    assert {"8000-base.gitpod.example", "preview.example"} <= own_names("0.0.0.0")
    assert asked(host="8000-base.gitpod.example")[0] == 200
    assert asked(host="other.gitpod.example")[0] == 421
    assert "--allow-host other.gitpod.example\n" in asked(host="other.gitpod.example:8000")[2], "имя можно скопировать в команду"
    assert "base.example" in own_names("Base.Example")


@pytest.mark.parametrize(("text", "name"), [("Сервер.рф", "сервер.рф"), ("", ""), ("*", ""), ("http://", ""), ("a/b", "a"), ("::1", ""), ("http://[::1]:8/", "::1")])
def test_the_name_in_an_address(text: str, name: str) -> None:
    assert host_in(text) == name


@pytest.mark.parametrize("path", ["/\0", "/a\0b", "/a.txt\0/"])
def test_a_path_that_no_file_has(path: str) -> None:
    assert asked(path)[0] == 400


def test_a_path_that_is_no_text() -> None:
    told: list[Any] = []
    as_files(site)({"PATH_INFO": "/\xff\xfe", "REQUEST_METHOD": "GET"}, lambda *args: told.append(args))
    assert told[0][0] == "400 Bad Request", "не главная страница"


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "XXX"])
def test_pages_are_only_read(method: str) -> None:
    status, headers, _ = asked(method=method)
    assert (status, headers["Allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize("path", ["/", "/a.txt", "/a.json", "/none", "/practices"])
def test_head_has_the_headers_and_no_text(path: str) -> None:
    status, headers, text = asked(path)
    assert asked(path, "HEAD") == (status, {**headers, "Content-Length": str(len(text.encode()))}, "")


def test_a_redirect_keeps_what_was_asked_for() -> None:
    assert asked("/practices", query="q=%D0%B0&region=x")[1]["Location"] == "/practices/?q=%D0%B0&region=x"
    assert asked("/practices")[1]["Location"] == "/practices/"


def test_texts_say_their_encoding() -> None:
    assert [asked(path)[1]["Content-Type"] for path in FILES] == ["text/html; charset=utf-8", "text/plain; charset=utf-8", "application/json"]
