"""Percent-encoding of texts for web addresses, and the check of links in texts."""

from __future__ import annotations

import re

from generator.model.scalars import is_web_address

_OTHER = re.compile(r"(?:mailto|tel):", re.IGNORECASE)
_UNSAFE = re.compile(r"[^A-Za-z0-9_.~-]+")


def percent_encoded(text: str, safe: str = "") -> str:
    """As ``urllib.parse.quote`` but faster for Russian: encodes a run of characters at once instead of byte by byte.

    ``safe``: characters that are not encoded.
    """
    encoded = _UNSAFE.sub(_encoded, text)
    for sign in safe:
        encoded = encoded.replace(_encoded(sign), sign)
    return encoded


def _encoded(found: re.Match[str] | str) -> str:
    return f"%{(found if isinstance(found, str) else found[0]).encode().hex('%').upper()}"


def link_is_safe(url: str) -> bool:
    """Whether a link in a text may be rendered: a full web address, mailto, tel, or a path inside the site; not ``//host`` or a script."""
    if url[:5].lower() in ("http:", "https"):
        return is_web_address(url)
    return bool(_OTHER.match(url)) or (not url.startswith(("//", "\\", "/\\")) and ":" not in url.split("/")[0])
