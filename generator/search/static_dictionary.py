"""The dictionary of the static index: typed word → lemmas.

Entries are grouped by the first three letters: a group depends only on the words with this prefix and on the
lemmas that have such forms. A typo after them is corrected within the group; for one in the first three
letters, which leads to another group, there is ``static_tails``.
"""

from __future__ import annotations

import marshal
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, groupby

from generator.analysis.language import lemmas
from generator.analysis.morphology import analyser

from .corpus import Compound
from .lexicon import Lexicon, LexiconChange
from .names import MARK
from .query import KIN_LENGTH, PREFIX_FORMS
from .root_stem import root_stem
from .static_coding import count_level
from .static_lexemes import KEY, Lexeme, lexemes, stems

MOST_LEMMAS = 4
MOST_KIN = 8


@dataclass(slots=True)
class Entry:
    """A stem with endings, or a whole word, and its lemmas; ``seen``: (place of the ending, frequency level) of forms in documents."""

    stem: str
    endings: tuple[str, ...]
    lemmas: tuple[int, ...]
    seen: list[tuple[int, str]]


WHOLE = ("",)


class Group:
    """Entries with the same prefix, decoded on first access; ``size``: approximate number of characters in a shard."""

    __slots__ = ("_entries", "packed", "size")

    def __init__(self, size: int, packed: bytes = b"", entries: list[Entry] | None = None) -> None:
        self.size = size
        self.packed = packed
        self._entries = entries

    @classmethod
    def of(cls, entries: list[Entry]) -> Group:
        return cls(sum([len(entry.stem) // 2 + 5 + 2 * len(entry.seen) for entry in entries]), entries=entries)

    @property
    def entries(self) -> list[Entry]:
        if self._entries is None:
            self._entries = [Entry(*fields) for fields in marshal.loads(self.packed)]
        return self._entries

    def pack(self) -> bytes:
        if not self.packed:
            fields = [(entry.stem, entry.endings, entry.lemmas, entry.seen) for entry in self.entries]
            self.packed = marshal.dumps(fields)
        return self.packed


@dataclass(slots=True)
class Dictionary:
    """``groups`` of entries by prefix; ``kin``: lemma → lemmas of the same root, if any.

    ``far``: prefix → lemmas that have forms with this prefix but begin otherwise; ``short``: lemmas with a
    stem shorter than ``KEY``, whose forms may be in any group.
    """

    groups: dict[str, Group] = field(default_factory=dict)
    kin: dict[int, tuple[int, ...]] = field(default_factory=dict)
    far: dict[str, set[int]] = field(default_factory=dict)
    short: set[int] = field(default_factory=set)
    compounds: dict[str, Compound] = field(default_factory=dict)

    @classmethod
    def of(cls, lexicon: Lexicon) -> Dictionary:
        made = cls(compounds=lexicon.compounds())
        for name in lexicon.names:
            made._find_stems(name, lexicon)
        made._make(lexicon, None)
        return made

    def change(self, lexicon: Lexicon, lexicon_change: LexiconChange) -> tuple[set[str] | None, set[int]]:
        """Apply a change of the words; returns the prefixes of rebuilt groups (None: all) and the lemmas whose kin has changed."""
        before = self.compounds
        if any(lexicon.form_keys[form][1] for form in lexicon_change.forms):
            self.compounds = lexicon.compounds()
        changed_compounds = {lemma for lemma, _ in before.items() ^ self.compounds.items()}
        moved = changed_compounds.union(map(lexicon.lemma_names.__getitem__, lexicon_change.lemmas))
        letters = {word[:KEY] for word in chain(lexicon_change.recounted, moved)}
        whole = False
        numbers = lexicon.counts.words.lemmas
        for name in moved:
            number = numbers[name]
            for compounds in (before, self.compounds):
                found = stems(name, compounds.get(name))
                whole = whole or any(len(stem) < KEY for stem in found)
                letters.update([stem[:KEY] for stem in found])
            for each in self.far.values():
                each.discard(number)
        for name in moved.intersection(lexicon.names):
            self._find_stems(name, lexicon)
        kin = dict(self.kin)
        if whole:
            self.groups, self.kin = {}, {}
            self._make(lexicon, None)
        else:
            self._make(lexicon, letters)
        return None if whole else letters, {lemma for lemma, _ in kin.items() ^ self.kin.items()}

    def _find_stems(self, name: str, lexicon: Lexicon) -> None:
        if name.startswith(MARK):
            return
        for stem in stems(name, self.compounds.get(name)):
            if len(stem) < KEY:
                self.short.add(lexicon.counts.words.lemmas[name])
            elif stem[:KEY] != name[:KEY]:
                self.far.setdefault(stem[:KEY], set()).add(lexicon.counts.words.lemmas[name])

    def _make(self, lexicon: Lexicon, letters: set[str] | None) -> None:
        """Make the groups of these prefixes, or None for all, and the kin of their lemmas."""
        numbers = lexicon.numbers
        asked = lexicon.names_in(letters)
        if letters is not None:
            others = self.short.union(*(self.far.get(each, ()) for each in letters))
            names = {name for number in others if (name := lexicon.lemma_names[number]) in numbers}
            for lemma in [lemma for lemma in self.kin if lexicon.lemma_names[lemma][:KEY] in letters]:
                del self.kin[lemma]
            for each in letters:
                self.groups.pop(each, None)
        meant, counts = lexicon.vocabulary(letters)
        known = lexemes(asked if letters is None else sorted(names.union(asked)), numbers, self.compounds, letters)
        entries = _entries(known, asked, numbers, meant, dict(counts), letters)
        for start, found in groupby(entries, lambda entry: entry.stem[:KEY]):
            self.groups[start] = Group.of(list(found))
        self.kin |= _kin(asked, numbers, meant, counts)


def _entries(
    known: Sequence[Lexeme], asked: Sequence[str], numbers: Mapping[str, int], meant: Mapping[str, tuple[int, ...]],
    uncounted: dict[str, int], letters: set[str] | None,
) -> list[Entry]:
    """Entries with these prefixes (None: all), sorted by stem. A whole word precedes an equal stem and overrides it.

    ``meant``: word → lemmas; ``uncounted``: word → number of documents, emptied on the way.
    """
    spelled = [[lexeme.stem + ending for ending in lexeme.endings] for lexeme in known]
    whole = dict(_exceptions(meant, numbers, {name: numbers[name] for name in asked}, known, spelled))
    if letters is not None:
        whole = {word: lemmas for word, lemmas in whole.items() if word[:KEY] in letters}
    found = [(Entry(word, WHOLE, lemmas[:MOST_LEMMAS], []), [word]) for word, lemmas in whole.items()]
    found += [
        (Entry(lexeme.stem, lexeme.endings, lexeme.lemmas[:MOST_LEMMAS], []), each)
        for lexeme, each in zip(known, spelled, strict=True)
        if len(lexeme.stem) >= KEY and not (lexeme.endings == WHOLE and lexeme.stem in whole)
    ]
    found.sort(key=lambda each: _order(each[0]))
    _mark_seen(found, uncounted)
    return [entry for entry, _ in found]


def _order(entry: Entry) -> tuple[str, str, bool, tuple[str, ...]]:
    return entry.stem[:KEY], entry.stem, entry.endings != WHOLE, entry.endings


def _exceptions(
    forms: Mapping[str, tuple[int, ...]], numbers: Mapping[str, int], known_as: Mapping[str, int],
    known: Sequence[Lexeme], spelled: Sequence[Sequence[str]],
) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Words whose lemmas do not follow from a stem: homonyms, numbers, abbreviations, short stems.

    ``numbers``: of all lemmas; ``known_as``: of the lemmas with the prefixes in question; ``spelled``: the
    forms of each of the known lexemes.
    """
    first: dict[str, Lexeme] = {}  # relevant form → its first lexeme
    more: dict[str, list[Lexeme]] = {}  # form of several lexemes → all of them
    short: list[str] = []
    unchanging = {lexeme.stem: lexeme.lemmas for lexeme in known if lexeme.endings == WHOLE}
    several = [form for form, often in Counter(chain.from_iterable(spelled)).items() if often > 1]
    asked = set(chain(several, forms, known_as))
    for lexeme, own in zip(known, spelled, strict=True):
        if len(lexeme.stem) < KEY:
            short += own
            asked.update(own)
        for form in asked.intersection(own):
            if first.setdefault(form, lexeme) is not lexeme:
                more.setdefault(form, [first[form]]).append(lexeme)

    def derived(form: str) -> tuple[int, ...]:
        """The lemmas that ``search.js`` derives from stems: an indeclinable word overrides other stems."""
        if form in unchanging:
            return unchanging[form]
        if form in more:
            return tuple(dict.fromkeys([lemma for lexeme in more[form] for lemma in lexeme.lemmas]))
        return first[form].lemmas if form in first else ()

    for form, meant in forms.items():
        if form in first and form not in more and form not in unchanging and first[form].lemmas == meant:
            continue  # the most frequent case
        by_stem = derived(form)
        if by_stem != meant and (set(by_stem) != set(meant) or by_stem[0] != meant[0]):
            yield form, meant
    for form in more:
        if form in forms:
            continue
        by_stem = derived(form)
        if len(by_stem) > 1 and analyser().word_is_known(form):
            by_word = tuple(numbers[lemma] for lemma in lemmas(form) if lemma in numbers)
            if by_word and by_word != by_stem:
                yield form, by_word
    for form in short:
        yield form, forms.get(form) or derived(form)
    for lemma, place in known_as.items():
        if lemma not in forms and lemma not in first and not lemma.startswith(MARK):
            yield lemma, (place,)


def _mark_seen(found: Iterable[tuple[Entry, Sequence[str]]], counts: dict[str, int]) -> None:
    """Set ``seen`` of the entries; each form is counted in the first entry that has it, and removed from ``counts``."""
    uncounted = counts.keys()
    for entry, forms in found:
        if not uncounted.isdisjoint(forms):
            for place, form in enumerate(forms):
                if form in uncounted:
                    entry.seen.append((place, count_level(counts.pop(form))))


def _kin(
    names: Sequence[str], numbers: Mapping[str, int], meant: Mapping[str, tuple[int, ...]], counts: Mapping[str, int]
) -> dict[int, tuple[int, ...]]:
    """Lemma → lemmas of the same root, as ``Vocabulary.kin`` finds them; ``counts``: of the vocabulary, sorted by word."""
    forms = list(counts)
    firsts = [found[0] if (found := meant.get(form)) else numbers[form] for form in forms]
    alone: dict[str, int] = {}  # prefix of ``KIN_LENGTH`` letters → the only lemma of its words, −1 if there are several
    for form, first in zip(forms, firsts, strict=True):
        if alone.setdefault(form[:KIN_LENGTH], first) != first:
            alone[form[:KIN_LENGTH]] = -1

    def beginning_with(stem: str) -> list[int]:
        """Lemmas of the most common words with this prefix."""
        start, end = (bisect_left(forms, each) for each in (stem, stem + "\uffff"))
        if end - start == 1:
            return [firsts[start]]
        places = sorted(range(start, end), key=lambda place: -counts[forms[place]])[:PREFIX_FORMS]
        return list(dict.fromkeys([firsts[place] for place in places]))

    found_of: dict[str, list[int]] = {}  # by stem
    kin: dict[int, tuple[int, ...]] = {}
    for name in names:
        lemma = numbers[name]
        if alone.get(name[:KIN_LENGTH], lemma) == lemma:
            continue
        stem = name[: len(root_stem(name))]
        if len(stem) < KIN_LENGTH or not stem.isalpha():
            continue
        if stem not in found_of:
            found_of[stem] = beginning_with(stem)
        if others := [each for each in found_of[stem] if each != lemma][:MOST_KIN]:
            kin[lemma] = tuple(others)
    return kin
