"""What the page of a practice chooses to show."""

from __future__ import annotations

from datetime import date
from urllib.parse import parse_qsl, urlsplit

from generator.analysis.likeness import Reason, ReasonKind
from generator.pipeline import Checked
from generator.rendering.views.facts import Facts
from generator.rendering.views.practice import telling
from generator.rendering.views.record_foot import RecordLinks


def test_reasons_of_likeness_are_those_that_say_something() -> None:
    problem = Reason(ReasonKind.PROBLEM, ("poluchit-lekarstvo#1",), 1.0)
    situation = Reason(ReasonKind.LIFE_SITUATION, ("poluchit-lekarstvo",), 1.0)
    direction = Reason(ReasonKind.DIRECTION, ("zdravookhranenie",), 1.0)
    words = Reason(ReasonKind.WORDS, ("аптека", "обещать", "рецепт"), 1.0)
    faint = Reason(ReasonKind.WORDS, ("человек", "обещать"), 1.0)
    kind = Reason(ReasonKind.KIND, (), 1.0)

    def said(*reasons: Reason) -> list[tuple[ReasonKind, tuple[str, ...]]]:
        return [(r.kind, r.shared) for r in telling(reasons)]

    assert said(problem, words, situation, direction, kind) == [problem[:2], kind[:2]], "проблема говорит всё это сама"
    assert said(words, situation, direction) == [(ReasonKind.WORDS, ("аптека", "рецепт")), situation[:2]]
    assert said(direction, faint) == [direction[:2]]
    assert said(one := Reason(ReasonKind.WORDS, ("аптека", "человек"), 1.0), kind) == [kind[:2]]
    assert said(one) == [(ReasonKind.WORDS, ("аптека",))]
    assert said(faint) == [faint[:2]], "больше сказать нечего"
    assert said() == []


def test_a_page_leads_to_the_form_of_a_correction(sample_checked: Checked) -> None:
    item = sample_checked.base.find("practice", "avtobus-s-lekarstvami")
    assert item is not None
    pattern = "https://git.example/issues/new?page=https://s.example/{page}&file={path}&title={title}"
    foot = Facts(sample_checked.base, date(2022, 1, 10), links=RecordLinks(correction_url=pattern)).foot(item)
    query = dict(parse_qsl(urlsplit(foot.correction_url).query))
    assert query == {"page": "https://s.example/practices/avtobus-s-lekarstvami/", "file": item.path, "title": item.record.title}
    assert Facts(sample_checked.base, date(2022, 1, 10)).foot(item).correction_url == ""
