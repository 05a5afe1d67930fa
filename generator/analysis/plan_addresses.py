"""Addresses of the calendars and items of a region's plan. Pages link to them, exports write them."""

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
    """Number of the item in a reference such as «пункт 6.9»; empty if it refers to none or to several."""
    found = _ITEM.fullmatch(place or "")
    return found[1] if found else ""


def plan_calendar(region: str) -> str:
    """Path of the calendar with the deadlines of the newest report of each plan of a region."""
    return f"calendars/plans/{region}.ics"


def body_calendar(region: str, body: str) -> str:
    """The same for one responsible body. Long names are cut and made unique by a short hash."""
    name = slug(body)
    if len(name) > _LONGEST or not name:
        name = f"{name[:_LONGEST].rstrip('-')}-{hashlib.sha256(body.encode()).hexdigest()[:6]}".strip("-")
    return f"calendars/plans/{region}/{name}.ics"
