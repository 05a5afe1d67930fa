"""What an issue of the digest says, before any format."""

from __future__ import annotations

from builders import base, digest, practice, region, taxonomy

from generator.exports.digest.compose import compose
from generator.exports.digest.document import DigestDocument
from generator.model.digest import Digest

SITE = "https://smarteka.example/baza"


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def issue(extra: str = "", of_first: str = "", site: str = SITE) -> DigestDocument:
    """An issue of six practices, of which the first and the issue itself may be told more of."""
    files = digest("2021-w46", extra) | practice("p1", of_first)
    for n in range(2, 7):
        files |= practice(f"p{n}")
    files |= region("tulskaya-oblast") | region("ryazanskaya-oblast", iso="RU-RYA", tile=2)
    files |= taxonomy("subcategories:\n  - {id: dom, title: Дом и двор}\n  - {id: les, title: Лес}")
    made = base(files)
    return compose(made, made.all(Digest)[0], site, "База")


def test_the_published_issue_has_what_the_source_has(published_issue: DigestDocument) -> None:
    found = published_issue
    assert [(s.heading, len(s.entries)) for s in found.sections] == [
        ("1. Социальная сфера", 15), ("2. Вовлеченность", 8), ("3. Региональная специфика", 1),
    ]
    assert (found.name, found.title, plain(found.lead)) == (
        "monitoring-2021-w46", "Мониторинг региональных практик, 15–21\u00a0ноября\u00a02021",
        "22 практики из 18 регионов, 24 записи в 3 разделах",
    )
    assert plain(found.top[0].title) == "Поддержка сотрудников скорой медицинской помощи"
    first = found.sections[0].entries[0]
    assert [(label, plain(value)) for label, value in first.fields] == [
        ("Глава региона", "Николай Любимов"),
        ("Направление", "Решение проблем социально-экономической сферы"),
        ("Подкатегория", "Финансовая и инфраструктурная поддержка, Медицина и здравоохранение"),
    ]
    assert plain(first.heading) == "Поддержка сотрудников скорой медицинской помощи, Рязанская область"
    last = found.sections[2].entries[0]
    assert [label for label, _ in last.fields] == ["Глава региона", "Направление"]  # the source gives it no subcategory


def test_what_is_unknown_is_left_out() -> None:
    first = issue().sections[0].entries[0]
    assert (first.heading, first.regions, first.fields, first.results) == ("Практика p1", "", (), ())
    assert plain(issue().lead) == "6 практик"


def test_heads_are_named_as_in_the_issue() -> None:
    def heads(*lines: str) -> tuple[str, str]:
        written = "".join(f"\n          - {line}" for line in lines)
        rest = "".join(f"\n      - practice: p{n}" for n in range(2, 7))
        found = issue(f"sections:\n  - title: Раздел\n    entries:\n      - practice: p1\n        heads:{written}{rest}")
        label, value = found.sections[0].entries[0].fields[0]
        return label, plain(value)

    assert heads("{region: tulskaya-oblast, name: Иван Иванов, acting: true}") == ("Глава региона", "Иван Иванов (врио)")
    assert heads(
        "{region: tulskaya-oblast, name: Иван Иванов}", "{region: ryazanskaya-oblast, name: Пётр Петров, acting: true}"
    ) == ("Главы регионов", "Иван Иванов (Регион tulskaya-oblast), Пётр Петров (врио, Регион ryazanskaya-oblast)")


def test_several_regions_and_subcategories_stand_in_the_order_of_the_record() -> None:
    first = issue(of_first="regions: [ryazanskaya-oblast, tulskaya-oblast]\nsubcategories: [les, dom]").sections[0].entries[0]
    assert first.regions == "Регион ryazanskaya-oblast, Регион tulskaya-oblast"
    assert [(label, plain(value)) for label, value in first.fields] == [("Подкатегория", "Лес, Дом и двор")]


def test_figures_say_whether_they_are_plan_or_fact() -> None:
    results = "results:\n  - {title: Срок, before: 12, after: 8.5, unit: дней, period: 2021 год, note: По опросу}\n" \
        "  - {title: Деревни, value: 10, kind: plan}"
    first = issue(of_first=results).sections[0].entries[0]
    assert [plain(r) for r in first.results] == ["Срок: 12 → 8,5 дней (факт, 2021 год; по опросу)", "Деревни: 10 (план)"]


def test_a_stage_tells_what_checks_found_and_when_the_next_one_is() -> None:
    def stage(extra: str) -> tuple[str, bool]:
        first = issue(of_first=extra).sections[0].entries[0]
        return plain(first.stage), first.announced

    promised = "stage: announced\nstage_date: 2021-11\ncheck_on: 2022-07-01\n"
    source = "source: {title: Новость}"
    assert stage("stage_date: 2021") == ("работает, 2021", False)
    assert stage(promised) == ("анонс, ноябрь 2021; проверить 1 июля 2022", True)
    assert stage(f"{promised}follow_ups:\n  - {{date: 2022-07-05, outcome: postponed, text: Ждут, next_check: 2023-03-01, {source}}}") == (
        "анонс, ноябрь 2021; проверили 5 июля 2022: отложено; проверить 1 марта 2023", True,
    )
    assert stage(f"{promised}follow_ups:\n  - {{date: 2022-07-05, outcome: worked, text: Открыли, {source}}}") == (
        "анонс, ноябрь 2021; проверили 5 июля 2022: получилось", False,
    )


def test_a_practice_in_two_sections_says_where_it_stood_before(sample_issue: DigestDocument) -> None:
    found = sample_issue
    places = [(e.anchor, e.seen_in) for s in found.sections for e in s.entries if "avtobus" in e.anchor]
    assert places == [("s1-avtobus-s-lekarstvami", ""), ("s2-avtobus-s-lekarstvami", "1. Здоровье")]
    assert [t.anchor for t in found.top if "avtobus" in t.address] == ["s1-avtobus-s-lekarstvami"]


def test_anchors_are_unique(published_issue: DigestDocument) -> None:
    anchors = [e.anchor for s in published_issue.sections for e in s.entries]
    assert len(set(anchors)) == len(anchors)


def test_addresses_are_absolute_or_absent() -> None:
    assert issue().address == "https://smarteka.example/baza/digests/2021-w46/"
    assert issue().top[0].address == "https://smarteka.example/baza/practices/p1/"
    nowhere = issue(site="/")
    assert {nowhere.address, nowhere.top[0].address, nowhere.sections[0].entries[0].address} == {""}


def test_a_draft_says_so() -> None:
    assert issue("draft: true").lead.startswith("Черновик. ")
    assert issue(of_first="draft: true").sections[0].entries[0].stage == "черновик записи; работает"
