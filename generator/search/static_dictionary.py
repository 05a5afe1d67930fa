"""The dictionary of the static index: which lemmas a typed word means.

Shards are cut between the first three letters of words, so that a word needs one shard, whatever
form it is typed in, and its completions lie there too. What a word may be a slip of is told by
``static_tails``: a slip in the first three letters leads elsewhere.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from generator.analysis.language import lemmas
from generator.analysis.morphology import analyser

from .corpus import Compound, Corpus
from .names import MARK, Names
from .query import KIN_LENGTH, PREFIX_FORMS
from .root_stem import root_stem
from .static_coding import Shards, count_level, front_coded, number, numbers, signed
from .static_lexemes import KEY, Inflected, Lexeme, inflected, lexemes

SHARD_CHARACTERS = 3_500
COMPLETIONS = 12  # of two letters that begin the words of several shards
MOST_LEMMAS = 4
MOST_KIN = 8


@dataclass(slots=True)
class Entry:
    """A stem with endings or a whole word, with their lemmas; ``seen``: places and levels of its forms."""

    stem: str
    endings: tuple[str, ...]
    lemmas: tuple[int, ...]
    seen: list[tuple[int, str]]


_WHOLE = ("",)
_Inflected = dict[str, tuple[Inflected, ...]]


@dataclass(slots=True)
class Dictionary:
    """What a dictionary was made from, and what was made of it: the next one takes over what stays the same.

    Entries and kin of words with the same first letters follow from the words with these letters alone.
    """

    lemmas: list[str] = field(default_factory=list)
    forms: dict[str, tuple[int, ...]] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)  # of the vocabulary
    compounds: dict[str, Compound] = field(default_factory=dict)
    inflected: _Inflected = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)
    kin: dict[int, list[int]] = field(default_factory=dict)  # by lemma, of those that have any


def add_dictionary(
    corpus: Corpus, counts: Mapping[str, int], names: Names, shards: Shards, earlier: Dictionary | None = None
) -> tuple[list[str], Dictionary]:
    """Add shards ``d0``, ``d1``…; returns the first three letters with which each of them begins.

    ``counts``: of the vocabulary; ``earlier``: the dictionary of an earlier build, which is used up.
    """
    made = _made(corpus, dict(counts), earlier)
    entries, kin = made.entries, made.kin
    cuts = _cut(entries)
    bounds = [entries[start].stem[:KEY] for start, _ in cuts]
    completions = _completions(corpus, counts, bounds)
    named = _Named(corpus, names)
    for place, (start, end) in enumerate(cuts):
        endings, records = _packed(entries[start:end])
        told = sorted({lemma for entry in entries[start:end] for lemma in entry.lemmas})
        shards.add(f"d{place}", endings, records, _kin_rows(told, kin), completions.get(place, ""), named.rows(told))
    return bounds, made


def vocabulary(corpus: Corpus) -> dict[str, int]:
    """What an unfinished or mistyped word is compared with: words as they stand, and their lemmas."""
    counts = {form: max(1, count) for form, count in corpus.counts.items()}
    for lemma, postings in zip(corpus.lemmas[corpus.marks :], corpus.postings[corpus.marks :], strict=True):
        if postings:
            counts[lemma] = max(counts.get(lemma, 0), len(postings))
    return dict(sorted(counts.items()))


def _made(corpus: Corpus, counts: dict[str, int], earlier: Dictionary | None) -> Dictionary:
    made = Dictionary(corpus.lemmas, corpus.forms, counts, corpus.compounds)
    every = corpus.lemmas[corpus.marks :]
    bases = [compound.last if (compound := corpus.compounds.get(lemma)) else lemma for lemma in every]
    known = earlier.inflected if earlier else {}
    made.inflected = {base: known[base] if base in known else inflected(base) for base in bases}
    changed = _changed(earlier, made) if earlier else None
    if earlier is None or changed is None:
        made.entries = _entries(made, None)
        made.kin = _kin(made, None)
        return made
    if earlier.lemmas != made.lemmas:
        numbers = {lemma: number for number, lemma in enumerate(made.lemmas)}
        new = [numbers.get(lemma, -1) for lemma in earlier.lemmas]
        for entry in earlier.entries:
            entry.lemmas = tuple([new[each] for each in entry.lemmas])
        earlier.kin = {new[lemma]: [new[each] for each in found] for lemma, found in earlier.kin.items()}
    made.entries = [entry for entry in earlier.entries if entry.stem[:KEY] not in changed]
    if changed:
        made.entries += _entries(made, changed)
        _put_in_order(made.entries)
    made.kin = {lemma: found for lemma, found in earlier.kin.items() if lemma >= 0 and made.lemmas[lemma][:KEY] not in changed}
    made.kin |= _kin(made, changed)
    return made


def _changed(earlier: Dictionary, made: Dictionary) -> set[str] | None:
    """First letters of all words of which something has changed; None where that may be any."""
    if earlier.lemmas == made.lemmas:
        lost: set[str] = set()
        fresh: set[str] = set()
        forms = {form for form, meant in made.forms.items() if earlier.forms.get(form) != meant}
    else:
        before, now = set(earlier.lemmas), set(made.lemmas)
        lost, fresh = before - now, now - before
        numbers = {lemma: number for number, lemma in enumerate(made.lemmas)}
        new = [numbers.get(lemma, -1) for lemma in earlier.lemmas]
        same = {form: tuple([new[each] for each in meant]) for form, meant in earlier.forms.items()}
        forms = {form for form, meant in made.forms.items() if same.get(form) != meant}
    words = forms.union(earlier.forms.keys() - made.forms.keys(), lost, fresh)
    words.update([word for word, _ in earlier.counts.items() ^ made.counts.items()])
    moved = {lemma for lemma, _ in earlier.compounds.items() ^ made.compounds.items()}
    words |= moved
    for lemma in moved.union(lost, fresh):
        for dictionary in (earlier, made):
            compound = dictionary.compounds.get(lemma)
            prefix, base = (compound.prefix, compound.last) if compound else ("", lemma)
            stems = [(prefix + found.stem).replace("ё", "е") for found in dictionary.inflected.get(base, ())]
            if any(len(stem) < KEY for stem in stems):
                return None
            words.update(stems)
    return {word[:KEY] for word in words}


def _entries(made: Dictionary, letters: set[str] | None) -> list[Entry]:
    """By stem, of these first letters or all. A whole word stands before stems that are spelled like it, and what it says is final."""
    known = lexemes(made.lemmas, made.compounds, made.inflected, letters)
    if letters is not None:
        known = [lexeme for lexeme in known if len(lexeme.stem) < KEY or lexeme.stem[:KEY] in letters]
    spelled = [[lexeme.stem + ending for ending in lexeme.endings] for lexeme in known]
    forms, known_as = made.forms, {lemma: place for place, lemma in enumerate(made.lemmas)}
    if letters is not None:
        forms = {form: meant for form, meant in forms.items() if form[:KEY] in letters}
        known_as_here = {lemma: place for lemma, place in known_as.items() if lemma[:KEY] in letters}
    else:
        known_as_here = known_as
    whole = dict(_exceptions(forms, known_as, known_as_here, known, spelled))
    if letters is not None:
        whole = {word: meant for word, meant in whole.items() if word[:KEY] in letters}
    untold = dict(made.counts) if letters is None else {w: n for w, n in made.counts.items() if w[:KEY] in letters}
    found = [(Entry(word, _WHOLE, meant[:MOST_LEMMAS], []), [word]) for word, meant in whole.items()]
    found += [
        (Entry(lexeme.stem, lexeme.endings, lexeme.lemmas[:MOST_LEMMAS], []), each)
        for lexeme, each in zip(known, spelled, strict=True)
        if len(lexeme.stem) >= KEY and not (lexeme.endings == _WHOLE and lexeme.stem in whole)
    ]
    found.sort(key=lambda each: _order(each[0]))
    _mark_seen(found, untold)
    return [entry for entry, _ in found]


def _put_in_order(entries: list[Entry]) -> None:
    entries.sort(key=_order)


def _order(entry: Entry) -> tuple[str, str, bool, tuple[str, ...]]:
    return entry.stem[:KEY], entry.stem, entry.endings != _WHOLE, entry.endings


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
    unchanging = {lexeme.stem: lexeme.lemmas for lexeme in known if lexeme.endings == _WHOLE}
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


def _cut(entries: Sequence[Entry]) -> list[tuple[int, int]]:
    """From which entry to which: whole groups with the same first letters, as many as fit."""
    cuts: list[tuple[int, int]] = []
    start, size, group = 0, 0, 0
    for place, entry in enumerate(entries):
        if place and entry.stem[:KEY] != entries[place - 1].stem[:KEY]:
            group = place
        size += len(entry.stem) // 2 + 5 + 2 * len(entry.seen)
        if size > SHARD_CHARACTERS and group > start:
            cuts.append((start, group))
            size = sum(len(e.stem) // 2 + 5 + 2 * len(e.seen) for e in entries[group : place + 1])
            start = group
    return [*cuts, (start, len(entries))] if entries else []


def _packed(entries: Sequence[Entry]) -> tuple[str, str]:
    """Lists of endings, and records: stem, a space, then numbers.

    The numbers: list and how many lemmas; each lemma as a step from the one before; each form that
    stands in a document as its place among the endings and how common it is.
    """
    lists: dict[tuple[str, ...], int] = {_WHOLE: 0}
    records, last = [], 0
    for entry, stem in zip(entries, front_coded(entry.stem for entry in entries), strict=True):
        place = lists.setdefault(entry.endings, len(lists))
        told = [number(place * MOST_LEMMAS + len(entry.lemmas) - 1)]
        for lemma in entry.lemmas:
            told.append(signed(lemma - last))
            last = lemma
        told += [number(ending) + level for ending, level in entry.seen]
        records.append(f"{stem} {''.join(told)}")
    return "|".join(",".join(endings) for endings in lists), "|".join(records)


def shard_of(word: str, bounds: Sequence[str]) -> int:
    """In which shard a word is looked up."""
    return max(bisect_right(bounds, word[:KEY]) - 1, 0)


def _completions(corpus: Corpus, counts: Mapping[str, int], bounds: Sequence[str]) -> dict[int, str]:
    """The commonest words by two letters that begin the words of several shards, by the shard of these."""
    by_start: dict[str, list[str]] = defaultdict(list)
    for form in corpus.forms:
        if len(form) > 1:
            by_start[form[:2]].append(form)
    rows: dict[int, list[str]] = defaultdict(list)
    for start, forms in by_start.items():
        if shard_of(start, bounds) != shard_of(max(forms), bounds):
            best = sorted(forms, key=counts.__getitem__, reverse=True)[:COMPLETIONS]  # by the alphabet among equals, as they came
            firsts = "".join(number(corpus.forms[form][0]) for form in best)
            rows[shard_of(start, bounds)].append(f"{','.join([start, *best])} {firsts}")
    return {place: "|".join(found) for place, found in rows.items()}


def _kin(made: Dictionary, letters: set[str] | None) -> dict[int, list[int]]:
    """Lemmas of the same root by lemma, as ``Vocabulary.kin`` finds them; of these first letters, or all."""
    counts, readings = made.counts, made.forms
    numbers = {lemma: place for place, lemma in enumerate(made.lemmas)}
    forms = list(counts) if letters is None else [form for form in counts if form[:KEY] in letters]
    firsts = [found[0] if (found := readings.get(form)) else numbers[form] for form in forms]
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
    kin: dict[int, list[int]] = {}
    for name, lemma in numbers.items():
        if alone.get(name[:KIN_LENGTH], lemma) == lemma:
            continue
        stem = name[: len(root_stem(name))]
        if len(stem) < KIN_LENGTH or not stem.isalpha():
            continue
        if stem not in found_of:
            found_of[stem] = beginning_with(stem)
        if told := [each for each in found_of[stem] if each != lemma][:MOST_KIN]:
            kin[lemma] = told
    return kin


def _kin_rows(lemmas: Iterable[int], kin: Mapping[int, Sequence[int]]) -> str:
    """For each of the lemmas that has kin: its number as a step, how many they are, steps to them."""
    found = {lemma: kin[lemma] for lemma in lemmas if lemma in kin}
    rows = zip(map(number, _steps(found)), found.items(), strict=True)
    return "".join(
        [f"{step}{number(len(told))}{''.join([signed(each - lemma) for each in told])}" for step, (lemma, told) in rows]
    )


class _Named:
    """Names of things by the lemma of their first word."""

    def __init__(self, corpus: Corpus, names: Names) -> None:
        self._corpus = corpus
        self._names = names
        self._numbers = {lemma: place for place, lemma in enumerate(corpus.lemmas)}

    def rows(self, lemmas: Iterable[int]) -> str:
        """For each of the lemmas that begins a name: its number as a step, how many names.

        Of each name: its mark, doubled and with one more if the thing is only near; how many lemmas
        follow the first, and these.
        """
        found = {lemma: named for lemma in lemmas if (named := self._of(lemma))}
        rows = zip(map(number, _steps(found)), found.values(), strict=True)
        return "".join(f"{step}{number(len(named))}{''.join(named)}" for step, named in rows)

    def _of(self, lemma: int) -> list[str]:
        told: dict[str, None] = {}
        for rest, group in self._names.starting_with(self._corpus.lemmas[lemma]):
            places = [self._numbers.get(each) for each in (group.mark, *rest)]
            mark, *others = places
            if mark is not None and None not in others:
                told[numbers([2 * mark + group.related, len(others), *(n for n in others if n is not None)])] = None
        return list(told)


def _steps(rising: Iterable[int]) -> Iterator[int]:
    last = -1
    for value in rising:
        yield value - last - 1
        last = value
