"""A site that opens from a folder by double click: every address names its ``index.html``.

A browser shows a list of files for ``practices/`` under ``file://``; a web server would show the
page. Done once over the finished site, so that nothing before it needs to know.
"""

from __future__ import annotations

import re
from pathlib import Path

_ADDRESS = re.compile(r'\b(href|action)="([^"#?]*)([^"]*)"')
_PRELOAD = re.compile(r'<link rel="preload"[^>]*>\n?')
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)


def offline_address(path: str) -> str:
    """The path part of a relative address with ``index.html`` where it ends at a folder."""
    if _ELSEWHERE.match(path):
        return path
    if path.endswith("/") or path in (".", ".."):
        return f"{path.rstrip('/')}/index.html" if path.strip("/") else "index.html"
    return path


def offline_html(html: str) -> str:
    """HTML of a page with its links and form targets made to open from a folder.

    Preloads go: under ``file://`` every file is an origin of its own, so a browser refuses to
    fetch a font ahead (it only complains), and from a disk there is nothing to gain.
    """

    def replace(match: re.Match[str]) -> str:
        attribute, path, rest = match.groups()
        return f'{attribute}="{offline_address(path)}{rest}"' if path else match.group()

    return _ADDRESS.sub(replace, _PRELOAD.sub("", html))


def make_offline(site_dir: Path) -> int:
    """Rewrite every page below ``site_dir``; returns how many there are.

    The page for lost addresses goes: only a web server shows it, and its own addresses start at
    the root of a site.
    """
    (site_dir / "404.html").unlink(missing_ok=True)
    (site_dir / "assets" / "vendor" / "decap-cms.js").unlink(missing_ok=True)  # 5 MB that start on a server only
    pages = sorted(site_dir.rglob("*.html"))
    for page in pages:
        page.write_text(offline_html(page.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
    return len(pages)
