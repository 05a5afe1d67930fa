"""The local service of the form as WSGI middleware of the local server; independent of MkDocs.

Only pages of this server, opened on this computer, are answered: a foreign site in another tab can send
requests here, but neither with our ``Host`` (with DNS rebinding it is a foreign name) nor with our
``Origin``, and a cross-origin JSON request needs a preflight.
"""

from __future__ import annotations

import ipaddress
import json
from collections.abc import Callable, Iterable
from typing import Any

from .store import NotFound, RecordStore, RequestRefused

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
ADDRESS = "/admin/api/v1"
SETTINGS = "/admin/config.yml"
HEADER = "Smarteka-Form"
"""A header beside the settings: «here», the form is answered on this computer; «here review», on branches as well."""
MOST = 4_000_000  # bytes of a request: records are smaller by far
_HOSTS = ("localhost", "127.0.0.1", "[::1]")


def with_form_service(served: Application, store: RecordStore) -> Application:
    """``served`` with the service below ``/admin/``, under whatever path the site is served."""

    def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if path.endswith(SETTINGS):
            here = (HEADER, "here review" if store.reviews else "here")
            return served(environ, lambda status, headers, *rest: start_response(status, [*headers, here], *rest))
        if not path.endswith(ADDRESS):
            return served(environ, start_response)
        status, answer = _answer(environ, store)
        body = json.dumps(answer, ensure_ascii=False).encode()
        start_response(status, [("Content-Type", "application/json; charset=utf-8"), ("Content-Length", str(len(body))), ("Cache-Control", "no-store")])
        return [body]

    return application


def _answer(environ: dict[str, Any], store: RecordStore) -> tuple[str, Any]:
    if refusal := _refusal(environ):
        return "403 Forbidden", {"error": refusal}
    if environ["REQUEST_METHOD"] != "POST":
        return "405 Method Not Allowed", {"error": "сюда пишет форма, читать здесь нечего"}
    if environ.get("CONTENT_TYPE", "").partition(";")[0].strip().lower() != "application/json":
        return "415 Unsupported Media Type", {"error": "нужен JSON"}
    try:
        length = int(environ.get("CONTENT_LENGTH") or 0)
    except ValueError:
        length = -1
    if not 0 <= length <= MOST:
        return "413 Content Too Large", {"error": "слишком большой запрос"}
    try:
        request = json.loads(environ["wsgi.input"].read(length))
    except (ValueError, RecursionError):
        return "400 Bad Request", {"error": "непонятный запрос"}
    try:
        return "200 OK", store.answer(request)
    except NotFound as refusal:
        return "404 Not Found", {"error": str(refusal)}
    except RequestRefused as refusal:
        return "422 Unprocessable Content", {"error": str(refusal)}


def _refusal(environ: dict[str, Any]) -> str:
    """Why a request is not from the form, in Russian; empty if it is."""
    host = environ.get("HTTP_HOST", "")
    name = host.rpartition(":")[0] if host.rpartition(":")[2].isdigit() else host
    if name not in _HOSTS or not _is_here(environ.get("REMOTE_ADDR", "")):
        return "форма пишет только с этого компьютера"
    if environ.get("HTTP_ORIGIN") != f"http://{host}":
        return "форма отвечает только своей странице"
    return ""


def _is_here(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False
