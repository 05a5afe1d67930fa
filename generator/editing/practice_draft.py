"""The known facts of a new practice → its commented draft.

Used for options, questions in the terminal, an issue and a pasted text alike, so that the same
facts give the same record.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from generator.knowledge.base import KnowledgeBase
from generator.loading.records import load_text
from generator.loading.yaml_signs import Path
from generator.model.diagnostic import Diagnostic, Severity
from generator.model.practice import Practice, Stage
from generator.wording.blanks import blank, is_blank
from generator.wording.russian import KINDS, STAGES

from .ids import new_id, taken_ids
from .importing.digest_drafts import figure_lines, first_sentence, grounds
from .importing.figures import Candidate
from .importing.proposals import propose_kind, propose_stage
from .record_values import field_order
from .scaffold import DraftRefused, check_id, field_description, offered
from .yaml_writer import Comments, to_yaml

_NEEDED = {"title": "название", "summary": "суть одной фразой", "solution": "что сделано и как это работает"}
_RETELL = {
    "summary": "Текст источника. Перескажите одной фразой, до 300 знаков: кто что сделал и что это дало.",
    "solution": "Текст источника. Перескажите своими словами; факты и числа оставьте.",
}
_HEAD = "Допишите, чего не хватает (слово ДОПИСАТЬ), сотрите лишние строки с # и, когда всё готово, строку draft: true."
_TRIED = "practices/2000/x.yml"  # path of a text that is only validated


@dataclass(slots=True)
class PracticeFacts:
    """Known fields of a practice, in the form of its record, texts as they were given.

    ``beside`` are remarks by the path of a value, ``remarks`` those below the title.
    ``borrowed``: summary and solution are quoted from a source, to be retold.
    """

    values: dict[str, Any] = field(default_factory=dict)
    beside: dict[Path, str] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)
    figures: Sequence[Candidate] = ()
    borrowed: bool = False


@dataclass(frozen=True, slots=True)
class PracticeDraft:
    """``blanks`` are the fields still to be filled in."""

    id: str
    path: str
    text: str
    blanks: tuple[str, ...]


def practice_draft(base: KnowledgeBase, facts: PracticeFacts, year: int, *, id: str = "", origin: str = "") -> PracticeDraft:
    """The draft; it passes the check as one. ``base`` includes drafts.

    Without ``id`` one is made from the title. ``origin`` says where the facts come from, in Russian.
    Raises DraftRefused for an invalid or taken id and for values that are not valid in the record.
    """
    if id:
        check_id(base, "practice", id)
    else:
        if not facts.values.get("title"):
            raise DraftRefused("нет ни id, ни названия: по чему назвать запись, не ясно")
        id = new_id(facts.values["title"], taken_ids(base, "practice"), facts.values.get("regions", ()))
    values, comments = _filled(facts, id)
    path = f"practices/{year}/{id}.yml"
    text = _text(values, _comments(facts, values, comments, origin))
    item, faults = load_text(text, path, base.registry["practice"])
    if item is None:
        raise DraftRefused("; ".join(map(message_of, faults)))
    blanks = tuple(name for name, value in values.items() if isinstance(value, str) and is_blank(value))
    return PracticeDraft(id, path, text, blanks + (("sources",) if is_blank(values["sources"][0]["title"]) else ()))


def fault_of(base: KnowledgeBase, values: dict[str, Any]) -> str:
    """Why the values are not valid in a practice, in Russian; empty if they are. Validated by the reader of records."""
    filled, _ = _filled(PracticeFacts(values), "x")
    try:
        text = _text(filled, Comments())
    except DraftRefused as fault:
        return str(fault)
    _, faults = load_text(text, _TRIED, base.registry["practice"])
    return "; ".join(message_of(d) for d in faults if d.severity is Severity.ERROR and d.code != "id-differs-from-file")


def message_of(d: Diagnostic) -> str:
    return d.message + (f" ({d.hint})" if d.hint else "")


def _text(values: dict[str, Any], comments: Comments) -> str:
    try:
        return to_yaml(values, comments)
    except ValueError:
        raise DraftRefused("в тексте есть невидимый знак, который запись хранить не может; наберите это место заново") from None


def _filled(facts: PracticeFacts, id: str) -> tuple[dict[str, Any], dict[Path, str]]:
    """All required fields, the missing ones guessed from the text or as blanks, in the order of files; remarks by path."""
    known = facts.values
    solution = str(known.get("solution") or "")
    values: dict[str, Any] = {**known, "id": id, "draft": True}
    beside: dict[Path, str] = dict(facts.beside)
    if not known.get("summary") and solution:
        values["summary"] = first_sentence(solution)
        if not facts.borrowed:
            beside["summary",] = "взята первая фраза текста: проверьте"
    for name, what in _NEEDED.items():
        if not values.get(name):
            values[name] = blank(f"{what} ({id})" if name == "title" else what)
    title = str(known.get("title") or "")
    if not known.get("kind"):
        kind = propose_kind(title, solution)
        values["kind"] = kind.value.value
        beside["kind",] = grounds(KINDS[kind.value], kind.words)
    if not known.get("stage"):
        stage = propose_stage(solution, 9999)
        values["stage"] = stage.value.value
        beside["stage",] = grounds(STAGES[stage.value], stage.words)
    if not known.get("sources"):
        values["sources"] = [{"title": blank("название источника")}]
    elif not known["sources"][0].get("title"):
        first, *rest = known["sources"]
        values["sources"] = [{"title": blank("название источника"), **first}, *rest]
    return {name: values[name] for name in field_order(Practice) if values.get(name) not in (None, "", [])}, beside


def _comments(facts: PracticeFacts, values: dict[str, Any], beside: dict[Path, str], origin: str) -> Comments:
    """A description of every field; unknown fields are offered commented out."""
    above: dict[Path, list[str]] = {}
    waiting: list[str] = []
    for name in field_order(Practice):
        info = Practice.model_fields[name]
        if name == "aliases":  # a new record has none
            continue
        if name not in values:
            offer = figure_lines(facts.figures) if name == "results" and facts.figures else offered(name, info)
            waiting += [_check_hint(values), *offer] if name == "check_on" and _check_hint(values) else offer
            continue
        own = [_RETELL[name]] if facts.borrowed and name in _RETELL and not is_blank(str(values[name])) else field_description(info)
        above[name,] = [*waiting, *own]
        waiting = []
    below: dict[Path, list[str]] = {("title",): facts.remarks} if facts.remarks else {}
    if waiting:
        below[list(values)[-1],] = waiting
    return Comments(top=[f"Черновик: практика{f', {origin}' if origin else ''}.", _HEAD], above=above, beside=beside, below=below)


def _check_hint(values: dict[str, Any]) -> str:
    waits = values["stage"] in (Stage.ANNOUNCED.value, Stage.PILOT.value)
    return "Это анонс или пилот: назначьте день проверки." if waits else ""


