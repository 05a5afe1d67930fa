"""WSGI middleware of the local server: the check of ``Host`` and corrections of the HTTP responses. Independent of the server.

A foreign page open in another tab can reach this server under a host name of its own that resolves to this address
(DNS rebinding), and would then read drafts. It can do that neither with a numeric address nor with a name of this
computer; any other name has to be allowed explicitly (``NAMES``).
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
"""Environment variable with further allowed host names (of a proxy, say), separated by spaces."""


def own_names(served_at: str) -> frozenset[str]:
    """Allowed host names: of the address served at, of this computer and those of the environment variable."""
    here = socket.gethostname()
    given = (host_in(text) for text in os.environ.get(NAMES, "").split())
    return frozenset(name.lower() for name in (served_at, "localhost", here, f"{here.partition('.')[0]}.local", *given) if name)


def host_in(text: str) -> str:
    """The lower-case host name in a URL or a ``Host`` header; empty if there is none."""
    try:
        name = urlsplit(text if "//" in text else f"//{text}").hostname or ""
    except ValueError:  # half an IPv6 address
        return ""
    return name.rstrip(".") if re.fullmatch(r"[\w.:-]{1,253}", name) else ""


def for_own_names(served: Application, names: Collection[str]) -> Application:
    """``served`` for requests to numeric addresses, to these names and to ``*.localhost``; others get 421."""

    def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        asked = environ.get("HTTP_HOST", "")
        name = host_in(asked)
        if not asked or name in names or name.endswith(".localhost") or _is_address(name):  # every browser sends a Host
            return served(environ, start_response)
        shown = name or asked.encode("latin-1", "replace").decode("utf-8", "replace")[:100]
        return _plain(start_response, "421 Misdirected Request", (
            f"Этот сайт открыт командой smarteka serve для одного компьютера и на имя «{shown}» не отвечает.\n"
            f"Если имя ваше – сервера-посредника или облачной среды, – запустите: smarteka serve --allow-host {name or 'ИМЯ'}\n"
            f"(или mkdocs serve с переменной {NAMES}={name or 'ИМЯ'}).\n"
        ))

    return application


def as_files(served: Application) -> Application:
    """``served``, an application that serves files, made to keep to HTTP: methods, invalid paths, query of redirects, charset."""

    def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        method = environ["REQUEST_METHOD"]
        if method not in ("GET", "HEAD"):
            return _plain(start_response, "405 Method Not Allowed", "Страницы здесь только читают.\n", ("Allow", "GET, HEAD"))
        if not _is_path(environ.get("PATH_INFO", "")):
            return _plain(start_response, "400 Bad Request", "Адрес записан с ошибкой: такого знака в нём быть не может.\n")
        response: list[Any] = []
        body = served(environ, lambda *started: response.extend(started))
        status, headers, *rest = response
        query = environ.get("QUERY_STRING", "")
        corrected = [(name, _corrected(name, value, query)) for name, value in headers]
        if method == "GET":
            start_response(status, corrected, *rest)
            return body
        length = sum(len(chunk) for chunk in body)
        if hasattr(body, "close"):
            body.close()
        corrected = [(name, value) for name, value in corrected if name.lower() != "content-length"]
        start_response(status, [*corrected, ("Content-Length", str(length))], *rest)
        return []

    return application


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _is_path(path: str) -> bool:
    """Whether ``path``, as WSGI gives it (a character for each byte), is UTF-8 without NUL."""
    try:
        return "\0" not in path.encode("latin-1").decode()
    except ValueError:
        return False


def _corrected(name: str, value: str, query: str) -> str:
    """The corrected value of a header: a redirect keeps the query string, text types get ``charset=utf-8``."""
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
