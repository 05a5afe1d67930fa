"""A site that works from ``file://``: every address of a folder gets its ``index.html``.

For ``practices/``, a browser shows a list of files under ``file://``, where a web server sends the page.
Done as a post-processing of the finished site, so that no other code has to know.
"""

from __future__ import annotations

import re
from pathlib import Path

_ADDRESS = re.compile(r'\b(href|action)="([^"#?]*)([^"]*)"')
_PRELOAD = re.compile(r'<link rel="preload"[^>]*>\n?')
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)


def offline_address(path: str) -> str:
    """The path part of an address, with ``index.html`` appended if it is a folder; external addresses unchanged."""
    if _ELSEWHERE.match(path):
        return path
    if path.endswith("/") or path in (".", ".."):
        return f"{path.rstrip('/')}/index.html" if path.strip("/") else "index.html"
    return path


def offline_html(html: str) -> str:
    """HTML of a page with its links and form actions rewritten.

    Preloads are removed: under ``file://`` every file is an origin of its own, so a browser refuses to
    preload a font (with a console warning), and from a disk there is nothing to gain.
    """

    def replace(match: re.Match[str]) -> str:
        attribute, path, rest = match.groups()
        return f'{attribute}="{offline_address(path)}{rest}"' if path else match.group()

    return _ADDRESS.sub(replace, _PRELOAD.sub("", html))


def make_offline(site_dir: Path) -> int:
    """Rewrite all pages below ``site_dir``; returns their number.

    404.html is removed: only a web server shows it, and its links are relative to the root of a host.
    """
    (site_dir / "404.html").unlink(missing_ok=True)
    (site_dir / "assets" / "vendor" / "decap-cms.js").unlink(missing_ok=True)  # 5 MB that work on a server only
    pages = sorted(site_dir.rglob("*.html"))
    for page in pages:
        page.write_text(offline_html(page.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
    return len(pages)
