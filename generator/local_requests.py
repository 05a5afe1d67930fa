"""Which requests the local server answers at all, and what is right in every answer; knows WSGI and nothing of the server.

A page of a foreign site that somebody has open in another tab can name our address by a name of its own that
leads here (DNS rebinding), and would then read drafts. It cannot lead an address in figures, nor a name of this
computer: whoever is asked for by another name has to be told so (``NAMES``).
"""

from __future__ import annotations

import ipaddress
import os
import re
import socket
from collections.abc import Callable, Collection, Iterable
from typing import Any
from urllib.parse import urlsplit

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

NAMES = "SMARTEKA_ALLOW_HOST"
"""Name in the environment: further names that the server is asked for by, a proxy's say, with blanks between them."""


def own_names(served_at: str) -> frozenset[str]:
    """Names that may stand in an address of the server; those of this computer and those of the environment among them."""
    here = socket.gethostname()
    given = (host_in(text) for text in os.environ.get(NAMES, "").split())
    return frozenset(name.lower() for name in (served_at, "localhost", here, f"{here.partition('.')[0]}.local", *given) if name)


def host_in(text: str) -> str:
    """The name in an address, a ``Host`` or by itself, in small letters; empty where there is none."""
    try:
        name = urlsplit(text if "//" in text else f"//{text}").hostname or ""
    except ValueError:  # half an IPv6 address
        return ""
    return name.rstrip(".") if re.fullmatch(r"[\w.:-]{1,253}", name) else ""


def for_own_names(served: Application, names: Collection[str]) -> Application:
    """``served`` for requests to an address in figures, to these names and to what ends with «.localhost»."""

    def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        asked = environ.get("HTTP_HOST", "")
        name = host_in(asked)
        if not asked or name in names or name.endswith(".localhost") or _is_address(name):  # every browser sends a name
            return served(environ, start_response)
        told = name or asked.encode("latin-1", "replace").decode("utf-8", "replace")[:100]
        return _plain(start_response, "421 Misdirected Request", (
            f"Этот сайт открыт командой smarteka serve для одного компьютера и на имя «{told}» не отвечает.\n"
            f"Если имя ваше – сервера-посредника или облачной среды, – запустите: smarteka serve --allow-host {name or 'ИМЯ'}\n"
            f"(или mkdocs serve с переменной {NAMES}={name or 'ИМЯ'}).\n"
        ))

    return application


def as_files(served: Application) -> Application:
    """``served``, which gives files, in keeping with HTTP: what is asked for how, addresses that no file can have, redirects, encodings."""

    def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        method = environ["REQUEST_METHOD"]
        if method not in ("GET", "HEAD"):
            return _plain(start_response, "405 Method Not Allowed", "Страницы здесь только читают.\n", ("Allow", "GET, HEAD"))
        if not _is_path(environ.get("PATH_INFO", "")):
            return _plain(start_response, "400 Bad Request", "Адрес записан с ошибкой: такого знака в нём быть не может.\n")
        told: list[Any] = []
        body = served(environ, lambda *started: told.extend(started))
        status, headers, *rest = told
        query = environ.get("QUERY_STRING", "")
        mended = [(name, _mended(name, value, query)) for name, value in headers]
        if method == "GET":
            start_response(status, mended, *rest)
            return body
        length = sum(len(chunk) for chunk in body)
        if hasattr(body, "close"):
            body.close()
        mended = [(name, value) for name, value in mended if name.lower() != "content-length"]
        start_response(status, [*mended, ("Content-Length", str(length))], *rest)
        return []

    return application


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _is_path(path: str) -> bool:
    """``path`` as WSGI has it: a sign for each byte."""
    try:
        return "\0" not in path.encode("latin-1").decode()
    except ValueError:
        return False


def _mended(name: str, value: str, query: str) -> str:
    """A value of a header: a redirect keeps what was asked for behind «?»; all our texts are in UTF-8."""
    if name == "Location" and query and "?" not in value:
        return f"{value}?{query}"
    if name == "Content-Type" and value.startswith("text/") and "charset" not in value:
        return f"{value}; charset=utf-8"
    return value


def _plain(start_response: Callable[..., Any], status: str, text: str, *headers: tuple[str, str]) -> list[bytes]:
    body = text.encode()
    start_response(status, [
        ("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(body))), ("X-Content-Type-Options", "nosniff"), *headers,
    ])
    return [body]
