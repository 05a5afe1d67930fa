"""References between records."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.knowledge.base import KnowledgeBase
from generator.knowledge.references import Path, home, references
from generator.knowledge.suggestions import hint_for_reference
from generator.model.diagnostic import Diagnostic, error
from generator.model.scalars import RecordId

from .per_record import Records

# Message by kind of reference, with «не найден» in its grammatical gender.
_NOT_FOUND = {
    "practice": "практика «{}» не найдена",
    "region": "регион «{}» не найден",
    "life_situation": "жизненная ситуация «{}» не найдена",
    "target_model": "целевая модель «{}» не найдена",
    "digest": "выпуск «{}» не найден",
    "problem": "проблема «{}» не найдена",
    "direction": "направление «{}» не найдено",
    "subcategory": "подкатегория «{}» не найдена",
    "standard_report": "отчёт «{}» не найден",
    "roadmap": "дорожная карта «{}» не найдена",
    "event": "событие «{}» не найдено",
    "survey": "опрос «{}» не найден",
    "collection": "подборка «{}» не найдена",
    "canvas": "заполненный шаблон «{}» не найден",
}


def lists_name_each_once(records: Records, today: date) -> Iterator[Diagnostic]:
    """Lists of ids have no duplicates, which pages would show and count twice. The TOP-5 has a rule of its own."""
    for item in records.loaded:
        first: dict[tuple[Path, RecordId], Path] = {}
        for ref in references(item.record):
            where = ref.where
            if not isinstance(where[-1], int) or where[0] == "top":
                continue
            before = first.setdefault((where[:-1], ref.target), where)
            if before is not where:
                yield error("named-twice", f"«{ref.target}» уже есть в этом списке", item.location(*where), "оставьте одно", item.location(*before))


def references_exist(base: KnowledgeBase, today: date) -> Iterator[Diagnostic]:
    """The target of every reference exists, and published records do not refer to drafts.

    A record whose file could not be read counts as existing, since its own errors are reported already.
    """
    known: dict[str, set[str]] = {}
    for item, named in base.references:
        for ref in named:
            kind, id = ref.target.kind, ref.target
            if kind not in known:
                known[kind] = set(base.ids(kind))
            if id in known[kind] or (place := home(id)) in base.unreadable:
                continue
            if draft := base.left_out.get(place):
                yield error(
                    "refers-to-draft", f"опубликованная запись ссылается на черновик «{place[1]}»", item.location(*ref.where),
                    f"опубликуйте его (уберите draft в {draft.path}), уберите ссылку или отметьте draft: true и здесь",
                    draft.location("draft"),
                )
                continue
            message = _NOT_FOUND.get(kind, "«{}»: такой записи нет").format(id)
            yield error("unknown-reference", message, item.location(*ref.where), hint_for_reference(base, kind, id))
