"""The report of ``import digest`` for the editor: what was read, what is doubtful, what to do next."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePath

from generator.editing.importing.digest_import import DigestImport
from generator.wording.russian import count, day_range, plural

from .import_text import REPEAT, doubts, existing, mending, numbered, unsure, whole


def report(result: DigestImport, out: Path | None, *, written: bool, dry_run: bool) -> str:
    """``out`` is the folder of ``--out``; None means the base itself."""
    lines = [*_sure(result), *_unsure(result), *_files(result, written, dry_run), *numbered(list(_steps(result, out, written, dry_run)))]
    return "\n".join(lines) + "\n"


def _sure(result: DigestImport) -> Iterator[str]:
    yield f"Документ: {result.document}"
    if result.issue is not None:
        yield f"Выпуск {result.issue.id}: {result.issue.series}, {day_range(result.issue.starts, result.issue.ends)}"
    yield from whole(result)
    if not result.practices:
        return
    places = sum(len(section.entries) for section in result.sections)
    regions = {id for practice in result.practices for id in practice.found.region_ids}
    yield ""
    yield "Прочитано"
    yield (
        f"  {count(len(result.practices), 'практика', 'практики', 'практик')} из {count(len(regions), 'региона', 'регионов', 'регионов')}, "
        f"{count(places, 'место', 'места', 'мест')} в {count(len(result.sections), 'разделе', 'разделах', 'разделах')}: "
        + ", ".join(f"«{section.title}» – {len(section.entries)}" for section in result.sections)
    )
    if result.top:
        yield "  ТОП-5:"
        yield from (f"    {place}. {practice.title}" for place, practice in enumerate(result.top, 1))
    known = [practice for practice in result.practices if practice.record is not None]
    if known:
        yield f"  Уже в базе: {len(known)} из {len(result.practices)}; они связаны с выпуском, записи не изменены"
    if result.new:
        yield f"  Новых: {len(result.new)}"


def _unsure(result: DigestImport) -> Iterator[str]:
    yield from doubts(result)
    if result.published is not None:
        yield ""
        yield from existing(result, "Черновик выпуска за эту неделю", "Выпуск за эту неделю")


def _files(result: DigestImport, written: bool, dry_run: bool) -> Iterator[str]:
    if not result.files or result.errors:
        return
    yield ""
    words = plural(len(result.files), "файл", "файла", "файлов")
    if dry_run:
        yield f"Было бы записано {len(result.files)} {words} (--dry-run)"
    elif written:
        yield f"Записано {len(result.files)} {words}"
    else:
        yield "Ничего не записано"
        return
    yield from (f"  {path}" for path in sorted(result.files))


def _steps(result: DigestImport, out: Path | None, written: bool, dry_run: bool) -> Iterator[str]:
    if result.errors:
        yield from mending(result)
        return
    if not result.files:
        yield "Ничего делать не нужно." if not result.changes else f"Поправьте {result.path}, если документ точнее."
        return
    if not written:
        yield "Запустите команду без --dry-run, чтобы записать черновики." if dry_run else REPEAT
        return
    if unsure(result):
        yield "Сверьте с источником места из списка «Проверьте»."
    if result.new:
        yield "В новых практиках перескажите summary и solution своими словами, подтвердите вид, стадию и числа."
    if out is not None:
        yield f"Перенесите файлы из {out} в базу, в те же папки."
    yield "Проверьте: smarteka check. Посмотрите: smarteka serve."
    yield f"Когда всё готово, опубликуйте выпуск с его практиками: smarteka publish {PurePath(result.path).stem}"
