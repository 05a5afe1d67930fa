"""Issues of the digest for tests, by week."""

from __future__ import annotations

from builders import Files, digest, region

from generator.model.week import IsoWeek

REGIONS: Files = {
    path: text
    for n, (id, code) in enumerate(zip("abcdef", ("TUL", "RYA", "KLU", "TVE", "ORL", "BRY"), strict=True), 1)
    for path, text in region(id, iso=f"RU-{code}", tile=n).items()
}


def issue(week: str, *practices: str, series: str = "Серия", top: tuple[str, ...] = ()) -> Files:
    """One section «Раздел»; by default all of its practices are the TOP."""
    found = IsoWeek.parse(week)
    entries = "".join(f"\n      - practice: {id}" for id in practices)
    return digest(
        week.lower(),
        f"series: {series}\nweek: {week}\nstarts: {found.starts}\nends: {found.ends}\n"
        f"top: [{', '.join(top or practices)}]\nsections:\n  - title: Раздел\n    entries:{entries}",
    )
