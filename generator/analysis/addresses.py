"""External addresses in records, with their locations."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urldefrag

from generator.knowledge.texts import texts
from generator.loading.records import Loaded
from generator.model.diagnostic import Location

_ADDRESS = re.compile(r"https?://[^\s<>\"«»\\\[\]]+")
_END = ".,;:!?'"


def addresses(items: Iterable[Loaded]) -> dict[str, list[Location]]:
    """Address without fragment → locations, in the order of the base; from fields and links in texts."""
    found: dict[str, list[Location]] = {}
    for item in items:
        if "://" not in item.text:
            continue
        for where, text in texts(item.record):
            for address in addresses_of(text):
                found.setdefault(address, []).append(item.location(*where))
    return found


def addresses_of(text: str) -> list[str]:
    """Addresses in a text, each once, without a trailing full stop or bracket."""
    found = []
    for match in _ADDRESS.finditer(text):
        address = match.group().rstrip(_END)
        while address.endswith(")") and address.count(")") > address.count("("):
            address = address[:-1].rstrip(_END)
        found.append(urldefrag(address).url)
    return list(dict.fromkeys(found))

