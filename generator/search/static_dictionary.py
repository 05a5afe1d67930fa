"""The dictionary of the static index: which lemmas a typed word means.

Entries are made and kept by the first three letters of words: those of a group follow from the words
of the group, and from lemmas whose forms begin so. What a word may be a slip of is told by
``static_tails``: a slip in the first three letters leads elsewhere.
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
    """A stem with endings or a whole word, with their lemmas; ``seen``: places and levels of its forms."""

    stem: str
    endings: tuple[str, ...]
    lemmas: tuple[int, ...]
    seen: list[tuple[int, str]]


WHOLE = ("",)


class Group:
    """Entries that begin with the same letters, kept packed until they are asked for; ``size``: letters in a shard, about."""

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
            self._entries = [Entry(*told) for told in marshal.loads(self.packed)]
        return self._entries

    def pack(self) -> bytes:
        if not self.packed:
            told = [(entry.stem, entry.endings, entry.lemmas, entry.seen) for entry in self.entries]
            self.packed = marshal.dumps(told)
        return self.packed


@dataclass(slots=True)
class Dictionary:
    """Entries by their first letters, kin by lemma of those that have any.

    ``far``: by letters, lemmas with forms that begin so although they do not; ``short``: lemmas with
    stems too short to tell where their forms stand.
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

    def change(self, lexicon: Lexicon, turned: LexiconChange) -> tuple[set[str] | None, set[int]]:
        """Follow a change of the words; letters of the groups made anew, None for all, and lemmas of which the kin has changed."""
        before = self.compounds
        if any(lexicon.form_keys[form][1] for form in turned.forms):
            self.compounds = lexicon.compounds()
        parted = {lemma for lemma, _ in before.items() ^ self.compounds.items()}
        moved = parted.union(map(lexicon.lemma_names.__getitem__, turned.lemmas))
        letters = {word[:KEY] for word in chain(turned.counted, moved)}
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
        """Groups of these letters, or all, and kin of their lemmas."""
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
    untold: dict[str, int], letters: set[str] | None,
) -> list[Entry]:
    """By stem, of these first letters or all. A whole word stands before stems that are spelled like it, and what it says is final.

    ``meant``: lemmas of the words; ``untold``: how many documents have them, used up.
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
    _mark_seen(found, untold)
    return [entry for entry, _ in found]


def _order(entry: Entry) -> tuple[str, str, bool, tuple[str, ...]]:
    return entry.stem[:KEY], entry.stem, entry.endings != WHOLE, entry.endings


def _exceptions(
    forms: Mapping[str, tuple[int, ...]], numbers: Mapping[str, int], known_as: Mapping[str, int],
    known: Sequence[Lexeme], spelled: Sequence[Sequence[str]],
) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Words whose lemmas no stem tells, or not rightly: homonyms, numbers, abbreviations, short stems.

    ``numbers``: of all lemmas; ``known_as``: of those that words are asked for; ``spelled``: the forms
    of each of the known lexemes.
    """
    first: dict[str, Lexeme] = {}  # of forms that are asked for
    more: dict[str, list[Lexeme]] = {}  # of forms of several lexemes, all of these
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

    def told(form: str) -> tuple[int, ...]:
        """What a reader of the shards makes of a form: a word that has no other forms is final."""
        if form in unchanging:
            return unchanging[form]
        if form in more:
            return tuple(dict.fromkeys([lemma for lexeme in more[form] for lemma in lexeme.lemmas]))
        return first[form].lemmas if form in first else ()

    for form, meant in forms.items():
        if form in first and form not in more and form not in unchanging and first[form].lemmas == meant:
            continue  # most of all
        read = told(form)
        if read != meant and (set(read) != set(meant) or read[0] != meant[0]):
            yield form, meant
    for form in more:
        if form in forms:
            continue
        read = told(form)
        if len(read) > 1 and analyser().word_is_known(form):
            by_word = tuple(numbers[lemma] for lemma in lemmas(form) if lemma in numbers)
            if by_word and by_word != read:
                yield form, by_word
    for form in short:
        yield form, forms.get(form) or told(form)
    for lemma, place in known_as.items():
        if lemma not in forms and lemma not in first and not lemma.startswith(MARK):
            yield lemma, (place,)


def _mark_seen(found: Iterable[tuple[Entry, Sequence[str]]], counts: dict[str, int]) -> None:
    """Tell where the forms of entries stand in documents; ``counts`` is used up."""
    untold = counts.keys()
    for entry, forms in found:
        if not untold.isdisjoint(forms):
            for place, form in enumerate(forms):
                if form in untold:
                    entry.seen.append((place, count_level(counts.pop(form))))


def _kin(
    names: Sequence[str], numbers: Mapping[str, int], meant: Mapping[str, tuple[int, ...]], counts: Mapping[str, int]
) -> dict[int, tuple[int, ...]]:
    """Lemmas of the same root by lemma, as ``Vocabulary.kin`` finds them; ``counts``: of the vocabulary, in order."""
    forms = list(counts)
    firsts = [found[0] if (found := meant.get(form)) else numbers[form] for form in forms]
    alone: dict[str, int] = {}  # by the least that kin share: the only lemma of words that begin so, or −1
    for form, first in zip(forms, firsts, strict=True):
        if alone.setdefault(form[:KIN_LENGTH], first) != first:
            alone[form[:KIN_LENGTH]] = -1

    def beginning_with(stem: str) -> list[int]:
        """Lemmas of the commonest words that begin so."""
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
        if told := [each for each in found_of[stem] if each != lemma][:MOST_KIN]:
            kin[lemma] = tuple(told)
    return kin
