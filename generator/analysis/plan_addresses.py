"""Addresses around a region's plan: calendars and items. Pages link to them, exports write them."""

from __future__ import annotations

import hashlib
import re

from generator.wording.transliteration import slug

_LONGEST = 60
_ITEM = re.compile(r"пункт (\d[\d.–]*)")


def item_anchor(number: str) -> str:
    """Anchor of an item on the page of its report: «12.1–12.8» → «item-12-1--12-8»."""
    return f"item-{number.replace('.', '-').replace('–', '--')}"


def item_named(place: str | None) -> str:
    """Number of the item that a place in a report names: «пункт 6.9»; empty where it names none, or more."""
    found = _ITEM.fullmatch(place or "")
    return found[1] if found else ""


def plan_calendar(region: str) -> str:
    """Deadlines of the newest report of each plan of a region."""
    return f"calendars/plans/{region}.ics"


def body_calendar(region: str, body: str) -> str:
    """The same of one responsible body. Long names are cut and kept apart by a few letters of their hash."""
    name = slug(body)
    if len(name) > _LONGEST or not name:
        name = f"{name[:_LONGEST].rstrip('-')}-{hashlib.sha256(body.encode()).hexdigest()[:6]}".strip("-")
    return f"calendars/plans/{region}/{name}.ics"
