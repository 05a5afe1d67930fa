"""HTTP headers of each file of a site: content type, caching, cross-origin access, security policies.

The single definition: the upload to an object storage uses it, and a test compares ``deploy/nginx/`` with it.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".md": "text/markdown; charset=utf-8",
    ".yml": "text/yaml; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".ics": "text/calendar; charset=utf-8",
    ".eml": "message/rfc822",
    ".svg": "image/svg+xml; charset=utf-8",
    ".png": "image/png",
    ".woff2": "font/woff2",
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_FEED = {".xml": "application/atom+xml; charset=utf-8", ".json": "application/feed+json; charset=utf-8"}

REVALIDATE = "no-cache"  # may be cached, but is revalidated each time: an unchanged page costs a 304
MONTH = "public, max-age=2592000"
IMMUTABLE = "public, max-age=31536000, immutable"

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""Policy of pages: scripts and style sheets are files of the site. Bars of charts have their width in ``style``."""

FILE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; frame-ancestors 'none'"
"""Policy of issues of the digest as a single HTML file, which contains everything it needs."""

FORM_POLICY = (
    "default-src 'none'; script-src 'self' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob: https:; "
    "font-src 'self' data:; connect-src 'self' https:; frame-src 'self' blob:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""Policy of the form for editors below ``admin/``, where Decap CMS runs: it compiles its schemas, writes its styles
into the page and sends requests to the server of the repository. The rest of the site keeps the strict policy."""

_FORM = "admin/"
_DOWNLOADED_HTML = re.compile(r"digests/[^/]+/(?!index\.html$)[^/]+\.html")
_HASHED_FOLDER = re.compile(r"search/[0-9a-f]{10}/")
_OPEN_DATA = ("api/", "schemas/", "feeds/", "calendars/", "records/")


def content_type(path: str) -> str:
    suffix = PurePosixPath(path).suffix
    return (_FEED.get(suffix) if path.startswith("feeds/") else None) or TYPES.get(suffix, "application/octet-stream")


def cache_control(path: str, version: str = "") -> str:
    """``version`` is the ``?v=`` of the address: the content of such an address never changes.

    An object storage has one header for a file with and without the query string: give it any version for scripts
    and styles, since pages never link to them without one.
    """
    if _HASHED_FOLDER.match(path) or (path.startswith("assets/") and version):
        return IMMUTABLE
    return MONTH if path.startswith("assets/fonts/") else REVALIDATE


def content_policy(path: str) -> str:
    if path.startswith(_FORM):
        return FORM_POLICY
    return FILE_POLICY if _DOWNLOADED_HTML.fullmatch(path) else POLICY


def opener_policy(path: str) -> str:
    """The form logs in through a popup window, which has to send it the result."""
    return "same-origin-allow-popups" if path.startswith(_FORM) else "same-origin"


def is_open_data(path: str) -> bool:
    """Whether scripts of other sites may read it (CORS)."""
    return path.startswith(_OPEN_DATA)
