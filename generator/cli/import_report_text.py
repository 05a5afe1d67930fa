"""The report of ``import report`` for the editor: what was read, what is doubtful and where, what to do next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from generator.editing.importing.imported_report import ReportImport
from generator.editing.importing.report_doubts import RULES
from generator.wording.russian import STATUSES, count, day

from .import_text import REPEAT, doubts, existing, mending, numbered, unsure, whole


def report(result: ReportImport, out: Path | None, *, written: bool, dry_run: bool) -> str:
    """``out`` is the folder of ``--out``; None means the base itself."""
    lines = [*_sure(result), *_unsure(result), *_known(result), *_files(result, written, dry_run), *numbered(list(_steps(result, out, written, dry_run)))]
    return "\n".join(lines) + "\n"


def _sure(result: ReportImport) -> Iterator[str]:
    yield f"Документ: {result.document}"
    yield from whole(result)
    if not result.sections:
        return
    yield f"Отчёт: {result.title}"
    yield f"Регион: {result.region or 'не найден'}; период: {result.period or 'не найден'}; на дату: {day(result.as_of) if result.as_of else 'не названа'}"
    yield ""
    yield "Прочитано"
    yield f"  {count(len(result.sections), 'раздел', 'раздела', 'разделов')}, {count(len(result.items), 'пункт', 'пункта', 'пунктов')}"
    statuses = Counter(item.status.value for item in result.items)
    yield "  Отметки: " + ", ".join(f"{STATUSES[status]} – {n}" for status, n in statuses.most_common())
    kinds = Counter(item.deadline.kind.value for item in result.items if item.deadline)
    yield "  Сроки: " + ", ".join(f"{_DEADLINES[kind]} – {n}" for kind, n in kinds.most_common())
    pairs = sum(len(item.figures.pairs) for item in result.items)
    others = sum(len(item.figures.others) for item in result.items)
    yield f"  Числа: {pairs} – план и факт или было и стало (в figures), {others} – на выбор, в комментариях черновика"


_DEADLINES = {
    "date": "день", "quarter": "квартал", "year": "год", "range": "промежуток", "recurring": "повтор", "standing": "постоянно",
    "as_needed": "по мере необходимости", "several": "несколько дней", "unclear": "не прочитан",
}


def _unsure(result: ReportImport) -> Iterator[str]:
    yield from doubts(result)
    used = {d.code for d in unsure(result)}
    rules = [rule for rule in RULES if rule.code in used]
    if rules:
        yield ""
        yield "По каким правилам текст сверен с отметкой"
        yield from (f"  {rule.code}: {rule.says}" for rule in rules)


def _known(result: ReportImport) -> Iterator[str]:
    if result.published is not None:
        yield ""
        yield from existing(result, "Черновик этого отчёта", "Этот отчёт")


def _files(result: ReportImport, written: bool, dry_run: bool) -> Iterator[str]:
    if not result.files or result.errors:
        return
    yield ""
    yield "Было бы записано (--dry-run)" if dry_run else "Записано" if written else "Ничего не записано"
    if dry_run or written:
        yield from (f"  {path}" for path in sorted(result.files))


def _steps(result: ReportImport, out: Path | None, written: bool, dry_run: bool) -> Iterator[str]:
    if result.errors:
        yield from mending(result)
        return
    if not result.files:
        yield f"Поправьте {result.path}, если документ точнее." if result.changes else "Ничего делать не нужно."
        return
    if not written:
        yield "Запустите команду без --dry-run, чтобы записать черновик." if dry_run else REPEAT
        return
    yield "Сверьте с источником места из списка «Проверьте»: они же стоят в поле doubts у пунктов."
    yield "Перескажите исполнение своими словами и подтвердите числа."
    if out is not None:
        yield f"Перенесите файл из {out} в базу, в ту же папку."
    yield "Проверьте: smarteka check. Посмотрите: smarteka serve."
    yield "Когда всё готово, уберите строку draft: true."
