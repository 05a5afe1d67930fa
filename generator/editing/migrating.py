"""Migrations of the whole base: rename or merge a subcategory or a direction, merge regions, rename a field or a value.

Every plan is a ``Rewriting``: reviewed first, then written, all or nothing. Only the occurrences of
the old name are edited, so comments and layout stay.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import yaml

from generator.knowledge.base import KnowledgeBase
from generator.knowledge.suggestions import suggest
from generator.loading.records import Loaded
from generator.model.region import Region
from generator.model.vocabulary import Direction, Subcategory, Taxonomy
from generator.wording.nearest import nearest

from .ids import unfit
from .renaming import with_alias
from .rewriting import Rewriting, followed, new_faults
from .text_edits import Edit, added, edited, fields, new_value, node_at, root_of, scalars, value_at, without_item

_NAME = re.compile(r"[a-z_][a-z0-9_]*")


class MigrationRefused(Exception):
    """The migration cannot be done; the message says why and what to do, in Russian."""


@dataclass(frozen=True, slots=True)
class Migration:
    """``places``: number of changes by the old path."""

    rewriting: Rewriting
    places: Mapping[str, int]


def rename_word(base: KnowledgeBase, kind: str, old: str, new: str, today: date, *, title: str = "", merge: bool = False) -> Migration:
    """Change the id of a subcategory or a direction, optionally its title too; the old address redirects to the new one.

    ``merge``: ``new`` exists already, and references to ``old`` move to it. Raises MigrationRefused.
    """
    words: Mapping[str, Direction | Subcategory] = base.subcategories if kind == "subcategory" else base.directions
    what = "подкатегории" if kind == "subcategory" else "направления"
    _refuse_unreadable(base)
    if old not in words:
        titles = {word.title: id for id, word in words.items()}
        guess = nearest(old, list(words)) or titles.get(nearest(old, list(titles)) or "")
        raise MigrationRefused(f"{what} «{old}» нет" + (f"; возможно, «{guess}»" if guess else ""))
    if old == new and not title:
        raise MigrationRefused("имя то же самое; чтобы сменить название, добавьте --title")
    if new != old and new in words and not merge:
        raise MigrationRefused(f"«{new}» уже есть; чтобы слить с ним «{old}», добавьте --merge")
    if merge and (new not in words or new == old):
        raise MigrationRefused(f"сливать не с чем: {what} «{new}» нет")
    if merge and title:
        raise MigrationRefused("--title и --merge вместе не нужны: название остаётся за тем, с кем сливают")
    if fault := unfit(new):
        raise MigrationRefused(fault)
    edits, counts = followed(base, kind, old, new)
    item, taxonomy = base.items(Taxonomy)[0]
    name = "subcategories" if kind == "subcategory" else "directions"
    listed: Sequence[Direction | Subcategory] = getattr(taxonomy, name)
    place = next(i for i, word in enumerate(listed) if word.id == old)
    root = root_of(item.text)
    own = edits.setdefault(item.path, [])
    former = [*listed[place].former, old] if new != old else []
    if merge:
        target = next(i for i, word in enumerate(listed) if word.id == new)
        words_node = node_at(root, (name,))
        assert isinstance(words_node, yaml.SequenceNode)
        own.append(without_item(item.text, words_node, place))
        own.append(_added(item, (name, target), "former", former))
    else:
        own.append(value_at(root, (name, place, "id"), new))
        if title:
            own.append(value_at(root, (name, place, "title"), title))
        if new != old:
            own.append(_added(item, (name, place), "former", former[-1:]))
    counts[item.path] = counts.get(item.path, 0) + 1
    return _sound(base, _rewriting(base, edits), counts, today)


def merge_regions(base: KnowledgeBase, old: str, into: str, today: date) -> Migration:
    """Merge region ``old`` into another: its records, references and addresses move there. Raises MigrationRefused."""
    _refuse_unreadable(base)
    merged, target = _region(base, old), _region(base, into)
    if old == into:
        raise MigrationRefused("это один и тот же регион")
    former, remaining = base[Region, old], base[Region, into]
    edits, counts = followed(base, "region", old, into)
    edits.pop(merged.path, None)
    moves = {
        item.path: f"regions/{into}/{item.path.removeprefix(f'regions/{old}/')}"
        for item in base.loaded if item.path.startswith(f"regions/{old}/")
    }
    for path, new in moves.items():
        if any(item.path == new for item in base.loaded):
            raise MigrationRefused(f"место {new} занято: сначала переименуйте {path} (smarteka rename)")
    known = {name.casefold() for name in (remaining.title, *remaining.other_names)}
    names = [name for name in (former.title, *former.other_names) if name.casefold() not in known]
    own = edits.setdefault(target.path, [])
    own.append(_added(target, (), "aliases", [merged.type.address_of(merged.record).strip("/"), *merged.record.aliases]))
    if names:
        own.append(_added(target, (), "other_names", names, after="short"))
    counts[target.path] = counts.get(target.path, 0) + 1
    rewriting = _rewriting(base, edits, moves)
    texts = dict(rewriting.texts)
    for path, new in moves.items():
        item = next(i for i in base.loaded if i.path == path)
        if item.type.address:
            texts[new] = with_alias(item, texts[new], new)[0]
        counts.setdefault(path, 1)
    rewriting = replace(rewriting, texts=texts, before={**rewriting.before, merged.path: merged.text}, gone=(merged.path,))
    return _sound(base, rewriting, counts, today)


def _region(base: KnowledgeBase, id: str) -> Loaded:
    found = base.find("region", id)
    if found is None:
        guess = suggest(base, "region", id)
        raise MigrationRefused(f"региона «{id}» нет" + (f"; возможно, «{guess}»" if guess else ""))
    return found


def rename_field(base: KnowledgeBase, texts: Mapping[str, str], path: Sequence[str], new: str, today: date) -> Migration:
    """Rename a field in all texts: ``("results", "unit")`` is the field ``unit`` of each result.

    ``texts`` are all files of one kind of records by path, also those that cannot be loaded because the model
    already has the new name. Raises MigrationRefused.
    """
    if not _NAME.fullmatch(new):
        raise MigrationRefused(f"«{new}» не имя поля: строчные латинские буквы, цифры и _")
    edits: dict[str, list[Edit]] = {}
    for file, text in texts.items():
        for parent in _parents(root_of(text), path):
            names = [key.value for key, _ in parent.value]
            if path[-1] in names and new in names:
                raise MigrationRefused(f"{file}: поле «{new}» уже есть рядом с «{path[-1]}»")
        found = list(fields(root_of(text), path))
        edits |= {file: [new_value(field.key, new) for field in found]} if found else {}
    if not edits:
        raise MigrationRefused(f"поля «{'.'.join(path)}» нет ни в одной записи")
    return _sound(base, _of_texts(texts, edits), {file: len(found) for file, found in edits.items()}, today)


def replace_value(base: KnowledgeBase, texts: Mapping[str, str], path: Sequence[str], old: str, new: str, today: date) -> Migration:
    """Rename a value of a field with a fixed vocabulary: ``stage``: ``running`` → ``works``; also in a list of values.

    ``texts`` as for ``rename_field``. Raises MigrationRefused.
    """
    if "\n" in new or not new.strip():
        raise MigrationRefused("новое значение – одно слово или одна строка")
    edits: dict[str, list[Edit]] = {}
    for file, text in texts.items():
        found: list[Edit] = []
        for field in fields(root_of(text), path):
            same = [node for node in scalars(field.value) if node.value == old and (node.style or "") not in ("|", ">")]
            listed = {node.value for node in scalars(field.value)} if isinstance(field.value, yaml.SequenceNode) else set()
            if same and new in listed and isinstance(field.value, yaml.SequenceNode):
                found.append(without_item(text, field.value, field.value.value.index(same[0])))
            else:
                found += [new_value(node, new) for node in same]
        edits |= {file: found} if found else {}
    if not edits:
        raise MigrationRefused(f"значения «{old}» в поле «{'.'.join(path)}» нет ни в одной записи")
    return _sound(base, _of_texts(texts, edits), {file: len(found) for file, found in edits.items()}, today)


def _parents(node: yaml.Node, path: Sequence[str]) -> list[yaml.MappingNode]:
    """The mappings that may contain the last field of a path."""
    found = [field.value for field in fields(node, path[:-1])] if len(path) > 1 else [node]
    flat = [item for one in found for item in (one.value if isinstance(one, yaml.SequenceNode) else [one])]
    return [one for one in flat if isinstance(one, yaml.MappingNode)]


def _added(item: Loaded, where: tuple[str | int, ...], name: str, values: Sequence[str], after: str = "title") -> Edit:
    mapping = node_at(root_of(item.text), where)
    assert isinstance(mapping, yaml.MappingNode)  # a record, or a part of one
    return added(item.text, mapping, name, values, after)


def _rewriting(base: KnowledgeBase, edits: Mapping[str, Sequence[Edit]], moves: Mapping[str, str] | None = None) -> Rewriting:
    moves = moves or {}
    before = {item.path: item.text for item in base.loaded if item.path in edits or item.path in moves}
    return Rewriting(moves, {moves.get(path, path): edited(text, edits.get(path, ())) for path, text in before.items()}, before)


def _of_texts(texts: Mapping[str, str], edits: Mapping[str, Sequence[Edit]]) -> Rewriting:
    return Rewriting({}, {path: edited(texts[path], found) for path, found in edits.items()}, {path: texts[path] for path in edits})


def _refuse_unreadable(base: KnowledgeBase) -> None:
    if base.unreadable:
        kind, id = min(base.unreadable)
        raise MigrationRefused(f"часть записей не прочитана ({kind}/{id}), они остались бы прежними; сначала исправьте: smarteka check")


def _sound(base: KnowledgeBase, rewriting: Rewriting, counts: Mapping[str, int], today: date) -> Migration:
    if faults := new_faults(base, rewriting, today):
        first = faults[0]
        hint = f" ({first.hint})" if first.hint else ""
        raise MigrationRefused(f"после этого появилась бы ошибка: {first.location.path}:{first.location.line}: {first.message}{hint}; ничего не изменено")
    return Migration(rewriting, counts)
