"""The linked knowledge base: records by id, references and backlinks, and the shared vocabularies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import NamedTuple, TypeVar

from generator.loading.records import Loaded
from generator.model.common import Record
from generator.model.life_situation import LifeSituation, Problem
from generator.model.region import Region
from generator.model.registry import Registry
from generator.model.scalars import ProblemId
from generator.model.vocabulary import Direction, Glossary, Subcategory, Synonyms, Taxonomy, Term

from .backlinks import Backlink, Target, backlinks, renewed
from .dependencies import ReadTracker, derived
from .references import Reference, references

R = TypeVar("R", bound=Record)


class NameGroup(NamedTuple):
    """Synonyms: names of one thing, or of ``related`` things, where a search for one should also find the other."""

    names: tuple[str, ...]
    related: bool = False


class KnowledgeBase:
    """The linked records of a content root. Immutable.

    Sorted by type in registry order, then by id, so that everything built from it is deterministic.
    """

    def __init__(
        self,
        loaded: Iterable[Loaded],
        registry: Registry | None = None,
        unreadable: frozenset[tuple[str, str]] = frozenset(),
        left_out: Iterable[Loaded] = (),
        before: KnowledgeBase | None = None,
    ) -> None:
        """``unreadable``: (kind, id) of files that exist but could not be read.

        ``left_out``: existing drafts that are not part of this base; only rules use them. ``before``: a base with
        many of the same objects, whose references are reused.
        """
        self.reads = ReadTracker()  # unused here: only ``TrackedBase`` notes reads
        self.registry = registry or Registry()
        self.unreadable = unreadable
        self.left_out = {(item.type.kind, item.record.id): item for item in left_out}
        order = {t.kind: i for i, t in enumerate(self.registry)}
        self.loaded = sorted(loaded, key=lambda item: (order[item.type.kind], item.record.id, item.path))
        self._by_kind: dict[str, dict[str, Loaded]] = {t.kind: {} for t in self.registry}
        self._by_model: dict[type[Record], list[Loaded]] = defaultdict(list)
        for item in self.loaded:
            self._by_kind[item.type.kind].setdefault(item.record.id, item)
            self._by_model[type(item.record)].append(item)
        known = {id(item): named for item, named in before.references} if before else {}
        self.references: list[tuple[Loaded, tuple[Reference, ...]]] = [
            (item, known[id(item)] if id(item) in known else tuple(references(item.record))) for item in self.loaded
        ]
        """References of each record, in the order of the base."""
        if before and "_backlinks" in before.__dict__:
            self.__dict__["_backlinks"] = renewed(before._backlinks, before.references, self.references)

    @cached_property
    def _backlinks(self) -> Mapping[Target, list[Backlink]]:
        """Lazy: a check without pages does not need them."""
        return backlinks(self.references)

    @cached_property
    def drafts(self) -> list[Loaded]:
        """Records that are not published yet, in the order of the base."""
        return [item for item in self.loaded if item.record.draft]

    @cached_property
    def published(self) -> KnowledgeBase:
        """The base without drafts: what readers may see. The only place where drafts are filtered out."""
        if not self.drafts:
            return self
        kept = (item for item in self.loaded if not item.record.draft)
        return KnowledgeBase(kept, self.registry, self.unreadable, self.drafts, before=self)

    def all(self, model: type[R]) -> list[R]:
        """All records of a type, by id."""
        return [item.record for item in self._by_kind[self.registry.kind_of(model)].values()]  # type: ignore[misc]  # the registry pairs kind and model

    def get(self, model: type[R], id: str) -> R | None:
        item = self._by_kind[self.registry.kind_of(model)].get(id)
        return item.record if item else None  # type: ignore[return-value]  # as above

    def __getitem__(self, key: tuple[type[R], str]) -> R:
        """``base[Practice, id]``: a record known to exist, such as the target of a checked reference. Raises KeyError."""
        found = self.get(*key)
        if found is None:
            raise KeyError(key)
        return found

    def items(self, model: type[R]) -> list[tuple[Loaded, R]]:
        """All records of a type with the files they came from, by id."""
        return [(item, item.record) for item in self._by_model.get(model, ())]  # type: ignore[misc]  # as above

    def find(self, kind: str, id: str) -> Loaded | None:
        return self._by_kind.get(kind, {}).get(id)

    def of_kind(self, kind: str) -> list[Loaded]:
        return list(self._by_kind[kind].values())

    def ids(self, kind: str) -> list[str]:
        """All valid targets of a reference of this kind: record ids, vocabulary terms, problem numbers."""
        if kind == "direction":
            return list(self.directions)
        if kind == "subcategory":
            return list(self.subcategories)
        if kind == "problem":
            return list(self.problems)
        return list(self._by_kind.get(kind, {}))

    def backlinks(self, kind: str, id: str) -> list[Backlink]:
        """References to the record, problem or vocabulary term, in the order of the base."""
        return self._backlinks.get((kind, id), [])

    def counts(self) -> dict[str, int]:
        return {t.kind: len(self._by_kind[t.kind]) for t in self.registry}

    @derived
    def directions(self) -> dict[str, Direction]:
        return {d.id: d for t in self.all(Taxonomy) for d in t.directions}

    @derived
    def subcategories(self) -> dict[str, Subcategory]:
        return {s.id: s for t in self.all(Taxonomy) for s in t.subcategories}

    @derived
    def terms(self) -> list[Term]:
        return [term for glossary in self.all(Glossary) for term in glossary.terms]

    @derived
    def name_groups(self) -> list[NameGroup]:
        """Synonym groups with at least two names: from the list of synonyms, the glossary and the regions.

        A glossary term that a synonym group contains is merged into that group, with its abbreviation.
        """
        groups = [NameGroup(group.words, group.related) for record in self.all(Synonyms) for group in record.groups]
        for term in self.terms:
            names = (term.term, *([term.abbreviation] if term.abbreviation else []), *term.synonyms)
            folded = {name.casefold() for name in names}
            for place, group in enumerate(groups):
                if not group.related and folded.intersection(map(str.casefold, group.names)):
                    more = tuple(name for name in names if name.casefold() not in set(map(str.casefold, group.names)))
                    groups[place] = NameGroup((*group.names, *more))
                    break
            else:
                groups.append(NameGroup(names))
        groups += [NameGroup((region.title, *region.other_names)) for region in self.all(Region)]
        return [group for group in groups if len(group.names) > 1]

    @derived
    def problems(self) -> dict[str, tuple[LifeSituation, Problem]]:
        """Numbered problems by ``<life situation>#<number>``."""
        return {
            ProblemId(f"{ls.id}#{p.number}"): (ls, p)
            for ls in self.all(LifeSituation)
            for p in ls.problems
        }

    def problem(self, id: str) -> tuple[LifeSituation, Problem] | None:
        """An entry of ``problems``."""
        return self.problems.get(id)
