"""The archive of the digest with 60 synthetic issues over two years, and with one: what its pages say."""

from __future__ import annotations

import itertools
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path

import archive
import pytest
from html_page import HtmlPage, parse_page
from publishing import ROOT, SAMPLE, SAMPLE_TODAY

from generator.analysis.calendar import WeekState
from generator.analysis.check_back import CheckState
from generator.knowledge.base import KnowledgeBase
from generator.loading.records import load_text
from generator.model.digest import Digest
from generator.model.practice import Practice
from generator.model.week import IsoWeek
from generator.pipeline import check
from generator.rendering.environment import make_environment
from generator.rendering.list_pages import digest_year, digest_years, digests
from generator.rendering.markup import TextRenderer
from generator.rendering.page import Page
from generator.rendering.record_pages import record_page
from generator.rendering.site import Site
from generator.rendering.views.digest import digest_page
from generator.rendering.views.digest_archive import YearPage, year_page
from generator.rendering.views.digest_archive import archive as archive_view
from generator.rendering.views.facts import Facts
from generator.wording.russian import OUTCOMES


@dataclass
class Issues:
    """A base with issues, its facts and its pages."""

    base: KnowledgeBase
    today: date
    compiled: Path

    @cached_property
    def facts(self) -> Facts:
        return Facts(self.base, self.today)

    @cached_property
    def site(self) -> Site:
        return Site(self.base, self.facts, make_environment(ROOT / "site_templates", TextRenderer({}), self.compiled))

    @cached_property
    def lists(self) -> dict[str, Page]:
        years = (page for year in digest_years(self.site) for page in digest_year(self.site, year))
        return {page.address: page for page in (*digests(self.site), *years)}

    def issue(self, id: str) -> Digest:
        found = self.base.get(Digest, id)
        assert found
        return found

    def page(self, address: str) -> HtmlPage:
        return read(self.lists[address])

    def year(self, year: int) -> YearPage:
        return year_page(self.facts, year)


def read(page: Page) -> HtmlPage:
    return parse_page(f"<html><body>{page.body()}</body></html>")


@pytest.fixture(scope="module")
def sixty(tmp_path_factory: pytest.TempPathFactory, compiled: Path) -> Issues:
    today = date.fromisoformat(archive.ARCHIVE_TODAY)
    checked = check(archive.copy_archive_records(tmp_path_factory.mktemp("archive") / "base"), today)
    assert {d.code for d in checked.diagnostics} == {"check-due"}
    return Issues(checked.base, today, compiled)


@pytest.fixture(scope="module")
def single(compiled: Path) -> Issues:
    today = date.fromisoformat(SAMPLE_TODAY)
    return Issues(check(SAMPLE, today).base, today, compiled)


# Many issues


def test_the_archive_has_a_cell_for_each_week_it_knows_of(sixty: Issues) -> None:
    view = archive_view(sixty.facts)
    assert (view.issues, [y.year for y in view.years], view.silent) == (60, [2025, 2024], ())
    later, earlier = view.years
    states = {y.year: Counter(week.state for month in y.months for week in month.weeks) for y in view.years}
    assert states[2025] == {WeekState.ISSUE: 44, WeekState.MISSING: 5, WeekState.AHEAD: 3}
    assert states[2024] == {WeekState.ISSUE: 16, WeekState.MISSING: 1}
    assert [month.title for month in earlier.months] == ["сентябрь", "октябрь", "ноябрь", "декабрь"]
    assert [(run.numbers, run.weeks) for run in later.missing] == [("1–2", 2), ("18", 1), ("30–31", 2)]
    assert (later.before, earlier.before) == (0, 36)
    assert (later.going_on, earlier.going_on) == (True, False)
    assert len(later.months[0].weeks) == 5  # 30 December belongs to January


def test_missing_weeks_are_told_in_words(sixty: Issues) -> None:
    text = sixty.page("digests/").text
    assert "44 выпуска за 2025 год. Выпуска нет за 5 недель: 1–2 (30 декабря 2024 – 12 января 2025), 18 (" in text
    assert "Год ещё идёт." in text
    assert "16 выпусков за 2024 год. База начинается с 36-й недели. Выпуска нет за неделю 45 (4–10 ноября 2024)." in text
    assert "30: выпуска нет" in text


def test_every_issue_is_reached_from_the_archive(sixty: Issues) -> None:
    links = {link.removeprefix("../") for link in sixty.page("digests/").links}
    assert {f"digests/{str(week).lower()}/" for week in archive.weeks()} - links == set()
    assert {"digests/2024/", "digests/2025/"} <= links


def test_a_year_lists_its_issues_by_month(sixty: Issues) -> None:
    view = sixty.year(2025)
    assert [title for title, _ in view.by_month][:2] == ["декабрь", "ноябрь"]
    assert sum(len(cards) for _, cards in view.by_month) == 44
    assert [card.week.number for card in view.by_month[1][1]] == [48, 47, 46, 45]
    assert (view.earlier.address if view.earlier else "", view.later) == ("digests/2024/", None)


def test_figures_of_a_year_add_up(sixty: Issues) -> None:
    view = sixty.year(2025)
    issues = [d for d in sixty.base.all(Digest) if d.id.startswith("2025")]
    ids = {e.practice for d in issues for s in d.sections for e in s.entries}
    practices = [p for p in sixty.base.all(Practice) if p.id in ids]
    assert view.practices == len(practices)
    assert sum(bar.count for bar in view.directions) == len(practices)
    assert sum(n for _, n in view.months) == len(practices)
    topics = Counter(s for p in practices for s in p.subcategories)
    assert [bar.count for bar in view.subcategories[:-1]] == sorted(topics.values(), reverse=True)
    assert view.subcategories[-1].title == "Тема не указана"
    assert view.subcategories[-1].count == sum(1 for p in practices if not p.subcategories)
    assert view.region_counts == Counter(r for p in practices for r in p.regions)
    assert view.subcategories[0].share == 100
    assert {state for state, _ in view.checks} == set(CheckState)
    assert sum(len(items) for _, items in view.checks) == sum(1 for p in practices if p.stage in ("announced", "pilot") or p.follow_ups)
    assert dict(view.outcomes) == {
        title: n for outcome, title in OUTCOMES.items()
        if (n := sum(1 for p in practices if p.last_follow_up and p.last_follow_up.outcome is outcome))
    }
    assert len(view.outcomes) == 4


def test_regions_new_in_a_year_stood_in_no_issue_before(sixty: Issues) -> None:
    new = {ref.address.split("/")[1] for ref in sixty.year(2025).new_regions}
    assert new
    before = {r for p in sixty.base.all(Practice) if p.stage_date and p.stage_date < "2024-12-30" for r in p.regions}
    assert new.isdisjoint(before)
    assert new <= sixty.year(2025).region_counts.keys()


def test_an_issue_knows_its_neighbours_and_the_weeks_between(sixty: Issues) -> None:
    view = digest_page(sixty.facts, sixty.issue("2025-w29"))
    assert view.previous
    assert view.following
    assert (view.previous.card.week, view.previous.skipped) == (IsoWeek(2025, 28), 0)
    assert (view.following.card.week, view.following.skipped) == (IsoWeek(2025, 32), 2)
    first = digest_page(sixty.facts, sixty.issue("2024-w36"))
    assert (first.previous, first.newcomers.first) == (None, True)
    assert digest_page(sixty.facts, sixty.issue("2025-w49")).following is None
    item = sixty.base.find("digest", "2025-w29")
    assert item
    text = read(record_page(sixty.site, item)).text
    assert "Неделей раньше" in text
    assert "2 недели между ними без выпуска" in text


def test_the_top_five_lead_to_their_entries(sixty: Issues) -> None:
    item = sixty.base.find("digest", "2025-w28")
    assert item
    page = read(record_page(sixty.site, item))
    anchors = {link.removeprefix("#") for link in page.links if link.startswith("#")}
    assert anchors - set(page.ids) == set()
    assert {f"top-{n}" for n in range(1, 6)} <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))
    view = digest_page(sixty.facts, sixty.issue("2025-w28"))
    assert next(card.place.section for card in view.top if card.place) == "Социальная сфера"
    row = view.top[0].row
    assert page.text.count(row.summary.rstrip(".")) == 1, "TOP-5 tells of a practice, its entry leads there"


def test_a_practice_of_two_sections_names_the_other(sixty: Issues) -> None:
    twice = next(d for d in sixty.base.all(Digest) if len({e.practice for s in d.sections for e in s.entries}) < sum(len(s.entries) for s in d.sections))
    view = digest_page(sixty.facts, twice)
    also = [(s.title, place.section, place.anchor) for s in view.sections for e in s.entries for place in e.also]
    assert [(a, b) for a, b, _ in also] == [("Социальная сфера", "Вовлеченность"), ("Вовлеченность", "Социальная сфера")]
    told = [(e.told.section if e.told else None, e.place) for s in view.sections for e in s.entries if e.also]
    assert told == [(None, told[0][1]), (None if told[0][1] else "Социальная сфера", told[0][1])]


# One issue


def test_one_issue_is_told_plainly(single: Issues) -> None:
    view = archive_view(single.facts)
    assert [(y.year, y.months, len(y.issues)) for y in view.years] == [(2021, (), 1)]
    text = single.page("digests/").text
    assert "1 выпуск в базе" in text
    assert "Других выпусков в базе нет." in text
    assert "выпуска нет" not in text


def test_the_review_of_one_issue_says_that_it_is_one(single: Issues) -> None:
    text = single.page("digests/2021/").text
    assert "В базе один выпуск этого года – за 15–21 ноября 2021. Обзор построен по нему одному" in text
    assert "Все выпуски" not in text


def test_no_issue_at_all(compiled: Path) -> None:
    nothing = Issues(KnowledgeBase([]), date(2026, 11, 22), compiled)
    assert list(nothing.lists) == ["digests/"]
    assert "Выпусков пока нет." in nothing.page("digests/").text


def test_a_second_series_is_named_in_lists(single: Issues) -> None:
    text = (SAMPLE / "digests/2021/2021-w46.yml").read_text(encoding="utf-8")
    other = text.replace("id: 2021-w46", "id: vtoroy").replace("series: Выдуманный дайджест", "series: Второй дайджест")
    item, faults = load_text(other, "digests/2021/vtoroy.yml", single.base.registry["digest"])
    assert item
    assert faults == []
    two = replace(single, base=KnowledgeBase([*single.base.loaded, item]))
    for address in ("digests/", "digests/2021/"):
        assert "Второй дайджест" in two.page(address).text
        assert "Второй дайджест" not in single.page(address).text
    assert digest_page(two.facts, two.issue("vtoroy")).previous is None


# Everything


@pytest.mark.parametrize("which", ["sixty", "single"])
def test_headings_follow_each_other(which: str, request: pytest.FixtureRequest) -> None:
    issues: Issues = request.getfixturevalue(which)
    for address in issues.lists:
        levels = [level for level, _ in issues.page(address).headings]
        assert levels[0] == 1
        assert [b for a, b in itertools.pairwise(levels) if b > a + 1] == [], address
