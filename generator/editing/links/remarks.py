"""Visits → diagnostics, one for every place in records with a problematic address."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from generator.model.diagnostic import Diagnostic, Location, error, warning

from .visits import Outcome, Visit


def remarks(visits: Mapping[str, Visit], places: Mapping[str, Sequence[Location]]) -> list[Diagnostic]:
    """Sorted by place."""
    found = [d for address, visit in visits.items() for place in places[address] for d in _remark(visit, place)]
    return sorted(found, key=lambda d: d.sort_key)


def _remark(visit: Visit, place: Location) -> Iterator[Diagnostic]:
    led = f" (ведёт на {visit.final})" if visit.final and visit.outcome is not Outcome.MOVED else ""
    text = f"{visit.address}{led}: {visit.reason}"
    if visit.outcome is Outcome.DEAD:
        yield error("link-dead", text, place, "замените адрес или впишите archived_url – адрес сохранённой копии")
    elif visit.outcome is Outcome.SILENT:
        yield error("link-silent", text, place, "проверьте позже; если так и останется, замените адрес или впишите archived_url")
    elif visit.outcome is Outcome.CLOSED:
        yield warning("link-closed", text, place, "программе страницу не показали; откройте адрес в браузере")
    elif visit.outcome is Outcome.INTERNAL:
        yield warning("link-internal", text, place, "читатель его не откроет; назовите открытый адрес или проверьте с --internal")
    elif visit.outcome is Outcome.MOVED:
        yield warning("link-moved", f"{visit.address} навсегда переехал", place, f"впишите {visit.final}")
