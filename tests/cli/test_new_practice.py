"""``smarteka new practice``: asked, told, pasted, from an issue; the same facts end in the same record."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from github_form import form_body
from publishing import ROOT, SAMPLE, Run, Runner, tree
from terminal import CTRL_C, TerminalSession

from generator.analysis.practice_choices import choices
from generator.cli import questions
from generator.editing.formatting import canonical
from generator.editing.likely_names import problems_like, regions_like
from generator.editing.practice_answers import understand
from generator.editing.proposal_issue import form_answers, read_proposal, refusal_reply
from generator.editing.scaffold import DraftRefused, draft
from generator.exports.issue_form import GITHUB, GITLAB, github_form, gitlab_template
from generator.loading.records import load_text
from generator.model.practice import Practice
from generator.model.registry import Registry
from generator.pipeline import Checked
from generator.wording.practice_questions import BY_NAME, QUESTIONS, Answer

WAYS = ROOT / "tests" / "editing_ways"


def record(text: str, path: str) -> Practice:
    item, faults = load_text(text, path, Registry()["practice"])
    assert item is not None, faults
    assert isinstance(item.record, Practice)
    return item.record


def written(root: Path, run: Run) -> Practice:
    """The draft that a run wrote; it is in its one form and nothing is wrong with it."""
    assert run.code == 0, run.err
    path = run.out.strip()
    text = (root / path).read_text(encoding="utf-8")
    assert canonical(text, path, Practice)[0] == text
    return record(text, path)


def leaves(root: Path, smarteka: Runner, run: Run) -> set[str]:
    checked = smarteka("--root", root, "check", run.out.strip(), SMARTEKA_TODAY="2026-11-22")  # after the days of the answers
    return {line.partition("[")[2].partition("]")[0] for line in checked.out.splitlines()}


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The records of the invented base, for runs that write nothing."""
    root = tmp_path_factory.mktemp("untouched") / "base"
    shutil.copytree(SAMPLE, root, ignore=shutil.ignore_patterns(".cache"))
    return root


# One practice, each way

VALUES: dict[str, Any] = yaml.safe_load((WAYS / "practice.yml").read_text(encoding="utf-8"))


def told(values: Mapping[str, Any]) -> dict[str, str]:
    """The facts as answers to the questions, in words: names instead of ids, a line for each item."""
    answers = {}
    for question in QUESTIONS:
        value: Any = values
        for name in question.place:
            value = value[name] if isinstance(name, int) or name in value else None
            if value is None:
                break
        if value is None or not question.place:
            continue
        if question.answer is Answer.PROBLEMS:
            value = "\n".join(f"{link['problem']} – {link['why']}" for link in value)
        elif isinstance(value, list):
            value = ("\n" if question.answer is Answer.LINES else ", ").join(value)
        answers[question.name] = str(value)
    return answers


@pytest.fixture(scope="module")
def expected() -> Practice:
    return record((WAYS / "practice.record.yml").read_text(encoding="utf-8"), f"practices/2026/{VALUES['id']}.yml")


def test_by_parameters(smarteka: Runner, sample_root: Path, expected: Practice) -> None:
    parameters = [part for name, answer in told(VALUES).items() for part in (BY_NAME[name].option, answer)]
    run = smarteka("--root", sample_root, "new", "practice", VALUES["id"], "--year", "2026", *parameters)
    assert written(sample_root, run) == expected
    assert leaves(sample_root, smarteka, run) == set()


def named(base: Any, answers: Mapping[str, str]) -> dict[str, str]:
    """What is chosen from a list stands in an issue by its name."""
    lists = {q.name: choices(base, q) for q in QUESTIONS if q.answer is not Answer.PROBLEMS}
    return {name: ", ".join(lists[name].get(part, part) for part in answer.split(", ")) if lists.get(name) else answer for name, answer in answers.items()}


def test_by_issue(smarteka: Runner, sample_root: Path, sample_checked: Checked, expected: Practice, tmp_path: Path) -> None:
    """The body is what GitHub makes of the form: a heading for each field, and its word for an empty one."""
    answers = named(sample_checked.base, told(VALUES))
    assert answers["region"] == "Озёрная область"
    issue, reply = tmp_path / "issue.md", tmp_path / "reply.md"
    issue.write_bytes(form_body(answers).replace("\n", "\r\n").encode())
    run = smarteka("--root", sample_root, "new", "practice", VALUES["id"], "--year", "2026", "--from-issue", issue, "--answer", reply)
    assert written(sample_root, run) == expected
    assert f"practices/2026/{VALUES['id']}.yml" in reply.read_text(encoding="utf-8")


class Terminal:
    """Somebody at a terminal who answers what is asked, and may press Ctrl+C instead."""

    def __init__(self, answers: list[str | None]) -> None:
        self.answers = iter(answers)

    def isatty(self) -> bool:
        return True

    def readline(self, size: int = -1) -> str:
        answer = next(self.answers)
        if answer is None:
            raise KeyboardInterrupt
        return f"{answer}\n"


@pytest.fixture
def asked(smarteka: Runner, sample_root: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Run]:
    def ask(answers: list[str | None], *args: str) -> Run:
        monkeypatch.setattr(sys, "stdin", Terminal(answers))
        return smarteka("--root", sample_root, "new", "practice", *args)

    return ask


def typed(values: Mapping[str, Any], checked: Checked) -> Iterator[str]:
    """What is typed for the facts: numbers in lists, a few letters of the region, words to search a problem by."""
    answers = told(values)
    for question in QUESTIONS:
        answer = answers.get(question.name, "")
        options = list(choices(checked.base, question))
        if question.name == "check_on":
            continue  # only asked of announcements and pilots
        if question.answer is Answer.REGIONS:
            yield "озёрн"  # the base knows no such region, but one that begins so
            yield "1"
        elif question.answer is Answer.PROBLEMS:
            yield "ехать за лекарством"
            id, why = answer.split(" – ", 1)
            found = problems_like(checked.base, "ехать за лекарством")
            yield str(found.index(id) + 1)
            yield why
            yield ""
        elif options:
            yield ", ".join(str(options.index(part) + 1) for part in answer.split(", ")) if answer else ""
        elif question.answer in (Answer.TEXT, Answer.LINES, Answer.RESULTS):
            yield from [line for line in answer.split("\n") if line]
            yield ""
        else:
            yield answer


def test_by_questions(asked: Callable[..., Run], sample_root: Path, sample_checked: Checked, expected: Practice) -> None:
    run = asked(list(typed(VALUES, sample_checked)), VALUES["id"], "--year", "2026", "--ask")
    made = written(sample_root, run)
    # A text that is typed line by line has no empty lines.
    assert made.solution == expected.solution.replace("\n\n", "\n")
    assert made.model_copy(update={"solution": expected.solution}) == expected
    assert run.out == f"practices/2026/{VALUES['id']}.yml\n", "вопросы не мешаются с данными"


# Asking


def test_a_wrong_answer_is_explained_and_asked_again(asked: Callable[..., Run], sample_root: Path) -> None:
    enter = [""] * 40
    answers = ["", "Аптека на лыжах", "Атлантида", "", "", "9", "1"]  # title twice, no such region, organisation, direction
    answers += ["", "", "", "", "", "", "", "Лыжник развозит лекарства.", ""]  # subcategory … problem, solution
    run = asked([*answers, *enter[:8], "", "", "Отчёт", "", "", "example.org", "https://example.org/x"])
    assert run.code == 0, run.err
    assert "без этого записи не сделать" in run.err
    assert "регион «Атлантида» не найден" in run.err
    assert "нужны номера от 1 до 2" in run.err
    assert "«example.org» – не адрес страницы" in run.err
    made = written(sample_root, run)
    assert (made.title, made.regions, made.direction, made.sources[0].url) == ("Аптека на лыжах", (), "dela-doma", "https://example.org/x")


def test_names_are_taken_for_numbers_and_what_was_understood_is_said(asked: Callable[..., Run], sample_root: Path) -> None:
    """A stage by its name is a stage: of a pilot it is asked when to look again."""
    answers = ["Аптека на лыжах", "озёрная область", "", "дела дома", "", "услуга", "полёт", "пилот", "21.11.2021", "01.03.2023"]
    answers += ["", "", "", "", "Лыжник развозит лекарства.", ""]  # summary, question, for whom, problem, solution
    run = asked([*answers, *[""] * 9, "Отчёт", *[""] * 3])
    assert run.code == 0, run.err
    made = written(sample_root, run)
    assert (made.kind, made.stage, made.stage_date, str(made.check_on)) == ("service", "pilot", "2021-11-21", "2023-03-01")
    assert re.findall("  = (.*)", run.err) == ["Озёрная область", "Дела дома", "услуга", "пилот"]
    assert "стадия «полёт» не найдена" in run.err


def test_paragraphs_that_are_pasted_at_once_are_one_answer(asked: Callable[..., Run], sample_root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    waiting = iter([True, False])
    monkeypatch.setattr(questions, "more_waits", lambda: next(waiting, False))
    answers = ["Аптека на лыжах", *[""] * 10, "Первый абзац.", "", "Второй абзац.", ""]
    run = asked([*answers, *[""] * 9, "Отчёт", *[""] * 3])
    assert run.code == 0, run.err
    assert written(sample_root, run).solution == "Первый абзац.\n\nВторой абзац."


def test_an_id_that_is_taken_is_refused_before_anything_is_asked(asked: Callable[..., Run]) -> None:
    run = asked([], "avtobus-s-lekarstvami", "--ask")
    assert run.code == 2
    assert "id «avtobus-s-lekarstvami» уже занят" in run.err


@pytest.mark.parametrize("before", [0, 1, 3])
def test_ctrl_c_leaves_nothing(asked: Callable[..., Run], sample_root: Path, before: int) -> None:
    was = tree(sample_root)
    run = asked([*["Аптека на лыжах", "", "", ""][:before], None])
    assert (run.code, run.out) == (130, "")
    assert "Ничего не записано" in run.err
    assert tree(sample_root) == was


def test_a_practice_that_is_there_is_named_before_more_is_asked(asked: Callable[..., Run], sample_root: Path) -> None:
    was = tree(sample_root)
    run = asked(["Автобус с лекарствами", "Озёрная область", "может", "нет"])
    assert (run.code, tree(sample_root) == was) == (2, True)
    assert "practices/2021/avtobus-s-lekarstvami.yml" in run.err
    assert "ответьте: да или нет" in run.err


def test_parameters_ask_nothing(asked: Callable[..., Run], sample_root: Path) -> None:
    run = asked([], "--title", "Аптека на лыжах", "--region", "лесной край")
    assert written(sample_root, run).regions == ("lesnoy-kray",)


@pytest.mark.slow
def test_at_a_real_terminal(sample_root: Path) -> None:
    """The installed command in a pseudo-terminal, left with Ctrl+C in the middle."""
    was = tree(sample_root)
    session = TerminalSession("--root", sample_root, "new", "practice")
    session.until("Название", "> ")
    session.type("Аптека на лыжах")
    session.until("Регион", "> ")
    session.type(CTRL_C, end="")
    session.until("Ничего не записано", impatient=True)
    assert session.ended() == 130
    assert {path: data for path, data in tree(sample_root).items() if not path.startswith(".cache")} == {p: d for p, d in was.items() if not p.startswith(".cache")}


# A pasted text

ENTRY = """\
Прокат колясок, Озёрная область
Глава региона: врио Иван Выдуманный
Направление: Здоровье
Подкатегория: Лекарства, Соседи и помощники, Чудеса
Описание. В области запустили прокат колясок. За 2021 год выдано более
214 колясок, ждать стали 3 дня вместо 90.

Прокат есть в каждом районе.
Источник: Выдуманная новость https://example.org/news
"""
NEWS = """\
Прокат колясок открыли в каждом районе

В Озёрной области запустили прокат колясок. Выдано 214 колясок.
"""


def pasted(smarteka: Runner, root: Path, tmp_path: Path, text: str, *args: str) -> Run:
    file = tmp_path / "zametka.txt"
    file.write_text(text, encoding="utf-8")
    return smarteka("--root", root, "new", "practice", "--from", file, *args)


def test_an_entry_of_a_digest_is_read(smarteka: Runner, sample_root: Path, tmp_path: Path) -> None:
    run = pasted(smarteka, sample_root, tmp_path, ENTRY)
    made = written(sample_root, run)
    assert (made.title, made.regions, made.direction, made.subcategories) == ("Прокат колясок", ("ozernaya-oblast",), "zdorove", ("lekarstva", "sosedi"))
    assert made.solution.startswith("В области запустили прокат колясок.")
    assert made.solution.endswith("\n\nПрокат есть в каждом районе.")
    assert (made.sources[0].title, made.sources[0].url) == ("Выдуманная новость", "https://example.org/news")
    text = (sample_root / run.out.strip()).read_text(encoding="utf-8")
    assert "врио Иван Выдуманный (ozernaya-oblast)" in text
    assert "«Чудеса» нет в practices/taxonomy.yml" in text
    assert "#   - title: За 2021 год выдано более 214 колясок, ждать стали 3 дня вместо 90\n#     value: 214\n#     unit: колясок\n#     qualifier: over\n" in text
    assert leaves(sample_root, smarteka, run) == set()
    assert "unknown-subcategory" in run.err


def test_plain_news_is_read_and_parameters_win(smarteka: Runner, sample_root: Path, tmp_path: Path) -> None:
    run = pasted(smarteka, sample_root, tmp_path, NEWS, "--region", "Лесной край", "--title", "Коляски напрокат")
    made = written(sample_root, run)
    assert (made.title, made.regions, made.solution) == ("Коляски напрокат", ("lesnoy-kray",), "В Озёрной области запустили прокат колясок. Выдано 214 колясок.")
    assert leaves(sample_root, smarteka, run) == {"blank-left"}
    text = (sample_root / run.out.strip()).read_text(encoding="utf-8")
    assert "в тексте назван регион" not in text, "регион уже назван"
    other = pasted(smarteka, sample_root, tmp_path, NEWS)
    assert "назван регион «Озёрная область»; если практика его, впишите [ozernaya-oblast]" in (sample_root / other.out.strip()).read_text(encoding="utf-8")


def test_a_paragraph_without_a_heading_is_the_text(smarteka: Runner, sample_root: Path, tmp_path: Path) -> None:
    """It was taken for the title, and what it told stood nowhere; one sentence may well be a title."""
    paragraph = NEWS.splitlines()[2]
    refused = pasted(smarteka, sample_root, tmp_path, paragraph)
    assert (refused.code, "--title" in refused.err) == (2, True)
    assert written(sample_root, pasted(smarteka, sample_root, tmp_path, paragraph, "--title", "Коляски")).solution == paragraph
    assert written(sample_root, pasted(smarteka, sample_root, tmp_path, NEWS.splitlines()[0])).title == NEWS.splitlines()[0]


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [("", 1, "empty-document"), (ENTRY + "\n" + ENTRY, 1, "several-practices"), ("а" * 400, 2, "--title"), ("%PDF-1.7 \x00", 1, "broken-document")],
)
def test_a_text_that_is_no_practice(smarteka: Runner, untouched: Path, tmp_path: Path, text: str, code: int, said: str) -> None:
    was = tree(untouched)
    run = pasted(smarteka, untouched, tmp_path, text)
    assert (run.code, run.out, said in run.err) == (code, "", True), run.err
    assert tree(untouched) == was


# An issue


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({}, ["Название", "Что сделано", "Источник"]),
        ({"region": "Атлантида"}, ["регион «Атлантида» не найден"]),
        ({"region": "Озёрная облость"}, ["Возможно, Озёрная область"]),
        ({"direction": "здоровьё и быт"}, ["направление «здоровьё и быт» не найдено", "«Здоровье»"]),
        ({"stage": "идёт"}, ["стадия «идёт» не найдена", "«работает»"]),
        ({"source_url": "example.org"}, ["не адрес страницы"]),
        ({"source_date": "31.02.2026"}, ["не бывает"]),
        ({"helps_with": "poluchit-lekarstvo#1"}, ["чем практика помогает"]),
        ({"helps_with": "нет такой – помогает"}, ["не найдена"]),
        ({"title": "Автобус с лекарствами", "region": "Озёрная область"}, ["уже есть", "practices/2021/avtobus-s-lekarstvami.yml"]),
        ({"title": "т" * 401}, ["Название"]),
    ],
)
def test_a_refusal_explains_itself(sample_checked: Checked, answers: dict[str, str], said: list[str]) -> None:
    base = sample_checked.with_drafts
    whole = {"title": "Аптека на лыжах", "solution": "Лыжник развозит лекарства.", "source_title": "Отчёт"} if answers else {}
    proposal = read_proposal(base, form_body({**whole, **answers}))
    assert proposal.refused
    text = refusal_reply(base, proposal)
    assert "Черновик" in text
    assert [words for words in said if words not in text] == []


def test_a_refused_issue_leaves_nothing_but_the_reply(smarteka: Runner, untouched: Path, tmp_path: Path) -> None:
    was = tree(untouched)
    issue, reply = tmp_path / "issue.md", tmp_path / "reply.md"
    issue.write_text(form_body({"title": "Аптека на лыжах"}), encoding="utf-8")
    run = smarteka("--root", untouched, "new", "practice", "--from-issue", issue, "--answer", reply)
    assert (run.code, run.out) == (1, "")
    assert "**Источник**: нет ответа." in reply.read_text(encoding="utf-8")
    assert tree(untouched) == was


def test_an_issue_of_another_kind(smarteka: Runner, untouched: Path, tmp_path: Path) -> None:
    (tmp_path / "issue.md").write_text("Всё сломалось, @all `rm -rf`", encoding="utf-8")
    run = smarteka("--root", untouched, "new", "practice", "--from-issue", tmp_path / "issue.md")
    assert (run.code, run.out) == (1, "")
    assert "не видно ответов формы" in run.err


def test_nothing_of_an_answer_takes_effect_in_the_reply(smarteka: Runner, sample_root: Path, tmp_path: Path) -> None:
    nasty = "@vsem [x](https://evil.example) <img src=x> `код` $(touch hacked)"
    answers = {"title": nasty, "solution": "Лыжник развозит лекарства.\n### Выдумка\n$(id)", "source_title": "Отчёт", "results": nasty}
    issue, reply = tmp_path / "issue.md", tmp_path / "reply.md"
    issue.write_text(form_body(answers), encoding="utf-8")
    run = smarteka("--root", sample_root, "new", "practice", "--from-issue", issue, "--answer", reply)
    made = written(sample_root, run)
    assert made.title == nasty
    assert made.solution == answers["solution"], "чужой заголовок – часть ответа"
    text = reply.read_text(encoding="utf-8")
    assert not {"@vsem", "](", "<img", "://"} & set(text.split()) and "@" not in text and "<img" not in text and "](" not in text


def test_answers_are_divided_by_the_headings_of_the_form_in_their_order() -> None:
    answers = {"title": "А", "solution": "Б\n\n### Название\n\nвторое", "source_title": "В"}
    read = {name: answer for name, answer in form_answers(form_body(answers)).items() if answer}
    assert read == answers
    template = "<!-- подсказка -->\n### название\n\nА\n<!-- ещё\nподсказка -->\n### Источник\nВ\n"
    assert form_answers(template) == {"title": "А", "source_title": "В"}


# The form


def test_the_form_offers_what_is_understood(real_checked: Checked) -> None:
    """Everything that may be chosen, all at once, comes back as the ids it stands for."""
    base = real_checked.base
    form = yaml.safe_load(github_form(base))
    offered = {f["id"]: f["attributes"].get("options", []) for f in form["body"] if "id" in f}
    assert list(offered) == [q.name for q in QUESTIONS]
    for question in QUESTIONS:
        options = choices(base, question)
        if not offered[question.name]:
            continue
        assert offered[question.name] == list(options.values())
        assert len(set(options.values())) == len(options)
        many = next(f for f in form["body"] if f.get("id") == question.name)["attributes"]["multiple"]
        for chosen in [[", ".join(options.values())]] if many else [[title] for title in options.values()]:
            found = understand(base, {question.name: chosen[0]})
            assert found.refusals == (), found.refusals
            (place,) = question.place
            value = found.facts.values[str(place)]
            assert value == list(options) if many else options[value] == chosen[0]


def test_the_committed_forms_are_fresh(real_checked: Checked) -> None:
    assert (ROOT / GITHUB).read_text(encoding="utf-8") == github_form(real_checked.base), "smarteka schemas"
    assert (ROOT / GITLAB).read_text(encoding="utf-8") == gitlab_template(real_checked.base), "smarteka schemas"
    assert form_answers(gitlab_template(real_checked.base)) == dict.fromkeys(BY_NAME, "")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("тульск", "tulskaya-oblast"), ("Рязаньская", "ryazanskaya-oblast"), ("югра", "khanty-mansiyskiy-avtonomnyy-okrug-yugra"), ("москва", "moskva"), ("Питер", "sankt-peterburg")],
)
def test_a_region_by_a_part_of_its_name(real_checked: Checked, typed: str, meant: str) -> None:
    assert regions_like(real_checked.base, typed)[0] == meant


@pytest.mark.parametrize(
    ("named", "id"),
    [
        ("Тула", "tulskaya-oblast"), ("Татария", "respublika-tatarstan"), ("Питер", "sankt-peterburg"), ("ХМАО", "khanty-mansiyskiy-avtonomnyy-okrug-yugra"),
        ("Кузбасс", "kemerovskaya-oblast"), ("Башкирия", "respublika-bashkortostan"), ("Якутия", "respublika-sakha-yakutiya"), ("Чувашия", "chuvashskaya-respublika"),
        ("Приморье", "primorskiy-kray"), ("Подмосковье", "moskovskaya-oblast"), ("Мособласть", "moskovskaya-oblast"), ("улан-удэ", "respublika-buryatiya"), ("Москва", "moskva"),
        ("Ростов-на-Дону", "rostovskaya-oblast"), ("Орел", "orlovskaya-oblast"),
    ],
)
def test_a_region_by_a_name_of_everyday_or_its_centre(real_checked: Checked, named: str, id: str) -> None:
    assert understand(real_checked.base, {"region": named}).facts.values["regions"] == [id]
    assert draft(real_checked.base, "event", "vstrecha", region=named)[0] == f"regions/{id}/events/vstrecha.yml"


@pytest.mark.parametrize(
    ("named", "hint"),
    [
        ("Новгород", "возможно, Новгородская область (novgorodskaya-oblast) или Нижегородская область (nizhegorodskaya-oblast)"),
        ("Сочи", "возможно, Краснодарский край (krasnodarskiy-kray)"), ("Осетия", "возможно, Республика Северная Осетия – Алания (respublika-severnaya-osetiya-alaniya)"),
        ("Крым", "назовите регион базы, например «Тульская область»"), ("Севастополь", "назовите регион базы, например «Тульская область»"),
    ],
)
def test_a_region_in_doubt_is_only_suggested(real_checked: Checked, named: str, hint: str) -> None:
    (refused,) = understand(real_checked.base, {"region": named}).refusals
    assert refused.hint.startswith(hint)
    with pytest.raises(DraftRefused, match=re.escape(hint)):
        draft(real_checked.base, "event", "vstrecha", region=named)


@pytest.mark.parametrize(("words", "found"), [("торги", "tekhnicheskie-sredstva-reabilitatsii#3"), ("неконкретная вакансия", "trudoustroystvo-cherez-tszn#11"), ("квазибулочная", None)])
def test_a_problem_by_words(real_checked: Checked, words: str, found: str | None) -> None:
    assert next(iter(problems_like(real_checked.base, words)), None) == found


@pytest.mark.parametrize(
    ("args", "named"),
    [
        (["--from", "net.txt"], "net.txt"),
        (["--from", "a.txt", "--from-issue", "b.md"], "--from-issue"),
        (["--from-issue", "b.md", "--title", "А"], "--from-issue"),
        (["--answer", "a.md", "novaya"], "--answer"),
        (["--ask"], "терминал"),
        (["--title", "А", "--source-url", "example.org"], "--source-url"),
        (["--title", "А", "--stage-date", "вчера"], "--stage-date"),
        (["--title", "А", "--problem", "x", "--life-situation", "poluchit"], "poluchit"),
    ],
    ids=" ".join,
)
def test_wrong_usage(smarteka: Runner, untouched: Path, args: list[str], named: str) -> None:
    was = tree(untouched)
    run = smarteka("--root", untouched, "new", "practice", *args)
    assert (run.code, run.out) == (2, "")
    assert named in run.err
    assert tree(untouched) == was
