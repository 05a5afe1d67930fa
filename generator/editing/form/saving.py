"""Data sent by the form → the text of the record file: the new values, the comments of the old file, the canonical form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from generator.editing.formatting import ordered, read_layout
from generator.editing.record_values import record_values
from generator.editing.yaml_writer import Comments, to_yaml
from generator.loading.fields import model_at
from generator.loading.records import load_text
from generator.loading.yaml_reader import read
from generator.loading.yaml_signs import Path
from generator.model.diagnostic import Diagnostic, Severity
from generator.model.registry import RecordType

_SHOWN = 3  # faults in one message


class SaveRefused(Exception):
    """The data cannot be saved; the message says why and what to do, in Russian."""


def saved_text(sent: str, path: str, old: str | None, record_type: RecordType) -> str:
    """The new text of the file at ``path``; ``old`` is its current text, None if there is no file.

    If no value changes, the text is ``old``. Raises SaveRefused for data that the strict reader or
    the model refuses, and if comments of the old file cannot be kept.
    """
    document = read(sent, path)
    if document.mapping is None or document.diagnostics:
        raise SaveRefused(summary_of(document.diagnostics))
    typed = _filled(document.mapping, record_type, ())
    try:
        loaded, faults = load_text(to_yaml(typed), path, record_type)
    except ValueError as fault:
        raise SaveRefused(f"значение не записать ({fault})") from None
    faults = [d for d in faults if d.severity is Severity.ERROR]
    if loaded is None or faults:
        raise SaveRefused(summary_of(faults))
    values = _without_hollow(record_values(loaded.record))
    if old is None:
        return to_yaml(ordered(values, record_type.model))
    return _merged(values, typed, path, old.replace("\r\n", "\n").replace("\r", "\n"), record_type)


def _merged(values: dict[str, Any], typed: Mapping[str, Any], path: str, old: str, record_type: RecordType) -> str:
    before = read(old, path)
    if before.mapping is None or before.diagnostics:
        raise SaveRefused(f"файл {path} сейчас не читается, поэтому не переписан: {summary_of(before.diagnostics)}")
    layout, lost = read_layout(old, record_type.model)
    if lost:
        raise SaveRefused(f"файл {path}, строка {lost}: пояснение стоит там, где его не сохранить; выполните smarteka fmt или перенесите его на свою строку")
    moved: dict[Path, Path] = {(): ()}
    new = _as_before(before.mapping, values, typed, (), (), moved)
    if repr(ordered(new, record_type.model)) == repr(ordered(before.mapping, record_type.model)):
        return old
    return to_yaml(ordered(new, record_type.model), _moved(layout, before.mapping, moved))


def summary_of(faults: Sequence[Diagnostic]) -> str:
    """The first ``_SHOWN`` faults and the number of the others, in Russian."""
    texts = [f"{d.message}{f' ({d.hint})' if d.hint else ''}" for d in faults[:_SHOWN]]
    if len(faults) > _SHOWN:
        texts.append(f"и ещё замечаний: {len(faults) - _SHOWN}")
    return "; ".join(texts) or "в присланном нет записи"


# Values of fields that were not filled in


def _filled(values: Mapping[str, Any], record_type: RecordType, where: Path) -> dict[str, Any]:
    """Values without empty ones; an empty required field is kept, so that the model reports it."""
    owner = model_at(record_type.model, where)
    found: dict[str, Any] = {}
    for name, value in values.items():
        info = owner.model_fields.get(name) if owner else None
        if _is_empty(value) and not (info and info.is_required()):
            continue
        found[name] = _filled_value(value, record_type, (*where, name))
    return found


def _filled_value(value: Any, record_type: RecordType, where: Path) -> Any:
    if isinstance(value, Mapping):
        return _filled(value, record_type, where)
    if isinstance(value, list):
        return [_filled_value(item, record_type, (*where, i)) for i, item in enumerate(value) if not _is_empty(item)]
    return value


def _is_empty(value: Any) -> bool:
    if isinstance(value, Mapping):
        return all(_is_empty(item) or item is False for item in value.values())
    if isinstance(value, list):
        return all(_is_empty(item) for item in value)
    return value is None or (isinstance(value, str) and not value.strip())


def _without_hollow(value: Any) -> Any:
    """Without empty nested parts: the form sends parts with only defaults if they were not filled in."""
    if isinstance(value, Mapping):
        return {name: _without_hollow(item) for name, item in value.items() if item != {}}
    return [_without_hollow(item) for item in value] if isinstance(value, list) else value


# Preserving the old file


def _as_before(
    old: Any, new: Any, typed: Any, here: Path, there: Path, moved: dict[Path, Path]
) -> Any:
    """The new value in the notation of the old file; fills ``moved``, old path → new path.

    A number keeps its zeros (43.0); an explicit default (``draft: false``) is kept if the file has it
    and the form sent it.
    """
    moved[here] = there
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        sent_values: Mapping[str, Any] = typed if isinstance(typed, Mapping) else {}
        kept = {name: sent_values[name] for name in old if name in sent_values and name not in new}
        found = {}
        for name, value in {**new, **kept}.items():
            known = name in old
            found[name] = (
                _as_before(old[name], value, sent_values.get(name), (*here, name), (*there, name), moved) if known else value
            )
        return found
    if isinstance(old, list) and isinstance(new, list):
        items: list[Any] = list(new)
        texts = typed if isinstance(typed, list) and len(typed) == len(new) else new
        for i, j in _pairs(old, new):
            items[j] = _as_before(old[i], new[j], texts[j], (*here, i), (*there, j), moved)
        return items
    if isinstance(new, int | Decimal) and isinstance(old, int | Decimal) and not isinstance(new, bool) and old == new:
        return old
    # Texts and dates; a year may be in quotes.
    return old if isinstance(old, str) and not isinstance(new, bool) and old.strip() == str(new).strip() else new


def _pairs(old: Sequence[Any], new: Sequence[Any]) -> Iterator[tuple[int, int]]:
    """Pairs (old index, new index) of the items of a list: equal ones, then those with the same name, then the others in order."""
    left, right = list(range(len(old))), list(range(len(new)))
    for is_match in (_same, _same_name):
        for i in list(left):
            # Of several candidates, the nearest one.
            j = min((j for j in right if is_match(old[i], new[j])), key=lambda j: abs(i - j), default=None)
            if j is not None:
                left.remove(i)
                right.remove(j)
                yield i, j
    yield from zip(left, right, strict=False)


def _same(one: Any, other: Any) -> bool:
    return bool(one == other)


def _same_name(one: Any, other: Any) -> bool:
    """Whether two mappings have the same first field: title, problem, practice, region, number."""
    if not (isinstance(one, Mapping) and isinstance(other, Mapping) and one and other):
        return False
    name = next(iter(one))
    return name in other and one[name] == other[name]


def _moved(layout: Comments, old: Mapping[str, Any], moved: Mapping[Path, Path]) -> Comments:
    """Comments and flow collections of the old file, at the new paths of their values.

    Comments of a removed value are put before the value that followed it, else after the one that preceded it.
    """
    above: dict[Path, list[str]] = {}
    below: dict[Path, list[str]] = {}
    beside: dict[Path, str] = {}
    top = list(layout.top)

    def relocate(where: Path, lines: Sequence[str]) -> None:
        for path, after in _neighbours(old, where):
            if path in moved:
                (above if after else below).setdefault(moved[path], []).extend(lines)
                return
        top.extend(lines)

    kinds: list[tuple[Path, str, Sequence[str]]] = [
        *((path, "above", lines) for path, lines in layout.above.items()),
        *((path, "beside", [line]) for path, line in layout.beside.items()),
        *((path, "below", lines) for path, lines in layout.below.items()),
    ]
    for path, kind, lines in sorted(kinds, key=lambda each: (_order(old, each[0]), ("above", "beside", "below").index(each[1]))):
        if path not in moved:
            relocate(path, lines)
        elif kind == "beside":
            beside[moved[path]] = lines[0]
        else:
            (above if kind == "above" else below).setdefault(moved[path], []).extend(lines)
    return Comments(top, above, beside, below, {moved[path] for path in layout.flow if path in moved})


def _order(old: Any, where: Path) -> tuple[int, ...]:
    """The position of a value in the file, as a sort key."""
    found = []
    for part in where:
        found.append(part if isinstance(part, int) else list(old).index(part))
        old = old[part]
    return tuple(found)


def _neighbours(old: Any, where: Path) -> Iterator[tuple[Path, bool]]:
    """Neighbours of a value, nearest first: following ones (True), preceding ones (False), then those of its parent."""
    for depth in range(len(where), 0, -1):
        parent, part = where[: depth - 1], where[depth - 1]
        holder = old
        for step in parent:
            holder = holder[step]
        parts: list[Any] = list(range(len(holder))) if isinstance(holder, list) else list(holder)
        at = parts.index(part)
        yield from (((*parent, each), True) for each in parts[at + 1 :])
        yield from (((*parent, each), False) for each in reversed(parts[:at]))
        if parent:
            yield parent, False
