"""The dictionary of the static index: which lemmas a typed word means, and what it may be a slip of.

Shards are cut between the first three letters of words, so that a word needs one shard, whatever
form it is typed in, and its completions lie there too. A slip in the first three letters leads
elsewhere: shards of tails hold the words of the documents by what stands after these letters, each with
its lemma, so that nothing more has to be loaded for it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from generator.analysis.language import lemmas
from generator.analysis.morphology import analyser

from .corpus import Corpus
from .names import MARK, Names
from .query import KIN_LENGTH, PREFIX_FORMS
from .root_stem import root_stem
from .static_coding import Shards, count_level, front_coded, number, numbers, numbers_below, signed
from .static_lexemes import Inflected, Lexeme, lexemes

KEY = 3  # first letters that no shard boundary parts
SHARD_CHARACTERS = 3_500
TAIL_LENGTH = 4  # words shorter than this are no slip of a word of five letters
TAIL_CHARACTERS = 1_100  # three shards of tails are read for a slip
COMPLETIONS = 12  # of two letters that begin the words of several shards
MOST_LEMMAS = 4
MOST_KIN = 8


@dataclass(slots=True)
class _Entry:
    """A stem with endings or a whole word, with their lemmas; ``seen``: places and levels of its forms."""

    stem: str
    endings: tuple[str, ...]
    lemmas: tuple[int, ...]
    seen: list[tuple[int, str]] = field(default_factory=list)


_WHOLE = ("",)


def add_dictionary(
    corpus: Corpus,
    counts: Mapping[str, int],
    names: Names,
    shards: Shards,
    inflected: dict[str, tuple[Inflected, ...]] | None = None,
) -> list[str]:
    """Add shards ``d0``, ``d1``…; returns the first three letters with which each of them begins.

    ``counts``: of the vocabulary; ``inflected``: see ``lexemes``.
    """
    entries = _entries(corpus, counts, inflected)
    cuts = _cut(entries)
    bounds = [entries[start].stem[:KEY] for start, _ in cuts]
    completions = _completions(corpus, counts, bounds)
    kin, named = _Kin(corpus, counts), _Named(corpus, names)
    for place, (start, end) in enumerate(cuts):
        endings, records = _packed(entries[start:end])
        told = sorted({lemma for entry in entries[start:end] for lemma in entry.lemmas})
        shards.add(f"d{place}", endings, records, kin.rows(told), completions.get(place, ""), named.rows(told))
    return bounds


def vocabulary(corpus: Corpus) -> dict[str, int]:
    """What an unfinished or mistyped word is compared with: words as they stand, and their lemmas."""
    counts = {form: max(1, count) for form, count in corpus.counts.items()}
    for lemma, postings in zip(corpus.lemmas[corpus.marks :], corpus.postings[corpus.marks :], strict=True):
        if postings:
            counts[lemma] = max(counts.get(lemma, 0), len(postings))
    return dict(sorted(counts.items()))


def _entries(
    corpus: Corpus, counts: Mapping[str, int], inflected: dict[str, tuple[Inflected, ...]] | None
) -> list[_Entry]:
    """By stem. A whole word stands before stems that are spelled like it, and what it says is final."""
    known = lexemes(corpus.lemmas, corpus.compounds, inflected)
    whole = dict(_exceptions(corpus, known))
    entries = [_Entry(word, _WHOLE, meant[:MOST_LEMMAS]) for word, meant in whole.items()]
    entries += [
        _Entry(lexeme.stem, lexeme.endings, lexeme.lemmas[:MOST_LEMMAS])
        for lexeme in known
        if len(lexeme.stem) >= KEY and not (lexeme.endings == _WHOLE and lexeme.stem in whole)
    ]
    entries.sort(key=lambda entry: (entry.stem[:KEY], entry.stem, entry.endings != _WHOLE, entry.endings))
    _mark_seen(entries, counts)
    return entries


def _exceptions(corpus: Corpus, known: Sequence[Lexeme]) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Words whose lemmas no stem tells, or not rightly: homonyms, numbers, abbreviations, short stems."""
    known_as = {lemma: place for place, lemma in enumerate(corpus.lemmas) if not lemma.startswith(MARK)}
    first: dict[str, Lexeme] = {}  # of forms that are asked for
    more: dict[str, list[Lexeme]] = {}  # of forms of several lexemes, all of these
    short: list[str] = []
    unchanging = {lexeme.stem: lexeme.lemmas for lexeme in known if lexeme.endings == _WHOLE}
    met: set[str] = set()
    several: set[str] = set()
    spelled = [[lexeme.stem + ending for ending in lexeme.endings] for lexeme in known]
    for forms in spelled:
        several |= met.intersection(forms)
        met.update(forms)
    asked = several.union(corpus.forms, known_as)
    for lexeme, forms in zip(known, spelled, strict=True):
        if len(lexeme.stem) < KEY:
            short += forms
            asked.update(forms)
        for form in asked.intersection(forms):
            if first.setdefault(form, lexeme) is not lexeme:
                more.setdefault(form, [first[form]]).append(lexeme)

    def told(form: str) -> tuple[int, ...]:
        """What a reader of the shards makes of a form: a word that has no other forms is final."""
        if form in unchanging:
            return unchanging[form]
        if form in more:
            return tuple(dict.fromkeys(lemma for lexeme in more[form] for lemma in lexeme.lemmas))
        return first[form].lemmas if form in first else ()

    for form, meant in corpus.forms.items():
        read = told(form)
        if read != meant and (set(read) != set(meant) or read[0] != meant[0]):
            yield form, meant
    for form in more:
        read = told(form)
        if form not in corpus.forms and len(read) > 1 and analyser().word_is_known(form):
            by_word = tuple(known_as[lemma] for lemma in lemmas(form) if lemma in known_as)
            if by_word and by_word != read:
                yield form, by_word
    for form in short:
        yield form, corpus.forms.get(form) or told(form)
    for lemma, place in known_as.items():
        if lemma not in corpus.forms and lemma not in first:
            yield lemma, (place,)


def _mark_seen(entries: Iterable[_Entry], counts: Mapping[str, int]) -> None:
    untold = set(counts)
    for entry in entries:
        forms = [entry.stem + ending for ending in entry.endings]
        if not untold.isdisjoint(forms):
            for place, form in enumerate(forms):
                if form in untold:
                    untold.remove(form)
                    entry.seen.append((place, count_level(counts[form])))


def _cut(entries: Sequence[_Entry]) -> list[tuple[int, int]]:
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


def _packed(entries: Sequence[_Entry]) -> tuple[str, str]:
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
            best = sorted(forms, key=lambda form: (-counts[form], form))[:COMPLETIONS]
            firsts = "".join(number(corpus.forms[form][0]) for form in best)
            rows[shard_of(start, bounds)].append(f"{','.join([start, *best])} {firsts}")
    return {place: "|".join(found) for place, found in rows.items()}


class _Kin:
    """Lemmas of the same root, as ``Vocabulary.kin`` finds them."""

    def __init__(self, corpus: Corpus, counts: Mapping[str, int]) -> None:
        self._corpus = corpus
        self._counts = counts
        self._forms = list(counts)
        self._numbers = {lemma: place for place, lemma in enumerate(corpus.lemmas)}

    def rows(self, lemmas: Iterable[int]) -> str:
        """For each of the lemmas that has kin: its number as a step, how many they are, steps to them."""
        found = {lemma: kin for lemma in lemmas if (kin := self._of(lemma))}
        rows = zip(map(number, _steps(found)), found.items(), strict=True)
        return "".join(
            f"{step}{number(len(kin))}{''.join(signed(each - lemma) for each in kin)}" for step, (lemma, kin) in rows
        )

    def _of(self, lemma: int) -> list[int]:
        name = self._corpus.lemmas[lemma]
        stem = name[: len(root_stem(name))]
        if len(stem) < KIN_LENGTH or not stem.isalpha():
            return []
        start, end = (bisect_left(self._forms, each) for each in (stem, stem + "\uffff"))
        forms = sorted(self._forms[start:end], key=lambda form: (-self._counts[form], form))[:PREFIX_FORMS]
        found = dict.fromkeys(self._first(form) for form in forms)
        return [each for each in found if each != lemma][:MOST_KIN]

    def _first(self, form: str) -> int:
        readings = self._corpus.forms.get(form)
        return readings[0] if readings else self._numbers[form]


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


_PRIME = 2_147_483_629  # below 2³¹, so that a browser multiplies exactly


def tail_hash(tail: str) -> int:
    """The same in Python and in the browser."""
    return int.from_bytes(tail.encode("utf-16-le"), "little") % _PRIME


def add_tails(corpus: Corpus, counts: Mapping[str, int], shards: Shards) -> int:
    """Add shards ``t0``, ``t1``… of the words of the documents; returns how many there are.

    A word lies where what follows its first four letters leads: a slip in the first three leaves that
    as it is or shifts it by one letter. Records: what follows three letters, a space, then of each word
    these three letters, how common it is, and the number of its likeliest lemma.

    Numbers are left out: one other digit makes another number, not a slip.
    """
    words = [form for form in counts if len(form) >= TAIL_LENGTH and form.isalpha()]
    codes = numbers_below(len(corpus.lemmas))
    known_as = dict(zip(corpus.lemmas, codes, strict=True))  # of words that stand nowhere but as lemmas
    forms = corpus.forms
    count = max(1, sum(len(word) // 2 + 5 for word in words) // TAIL_CHARACTERS)
    told: dict[str, list[str]] = defaultdict(list)  # by what follows three letters
    for word in words:
        lemma = codes[forms[word][0]] if word in forms else known_as[word]
        told[word[KEY:]].append(word[:KEY] + count_level(counts[word]) + lemma)
    by_shard: list[list[str]] = [[] for _ in range(count)]
    for tail in sorted(told):
        by_shard[tail_hash(tail[1:]) % count].append(tail)
    for place, tails in enumerate(by_shard):
        records = [f"{coded} {''.join(told[tail])}" for tail, coded in zip(tails, front_coded(tails), strict=True)]
        shards.add(f"t{place}", "|".join(records))
    return count
