"""The words of the static index in the order of the alphabet: those that documents have, and those that queries may use besides.

Words and lemmas go by their numbers in ``Words``, which stay when documents change; what the index
says of them follows from the alphabet alone.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import compress
from typing import TypeVar

from .corpus import Change, Compound, Counts, spare_words
from .names import MARK, Names
from .static_lexemes import KEY

_AFTER = "\uffff"  # begins no word, and stands after all of them in the alphabet
_Word = TypeVar("_Word", str, tuple[str, str])
Form = tuple[str, str]  # a word and what its last part stands after, if it has parts


@dataclass(slots=True)
class LexiconChange:
    """Words that are no longer in use, and words that are now; ``forms`` and ``lemmas`` by number.

    ``counted``: words of which something else may have changed, too: how many documents have them.
    """

    forms: set[int] = field(default_factory=set)
    lemmas: set[int] = field(default_factory=set)
    counted: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Lexicon:
    """``names`` and ``forms`` are in order, ``lemma_names`` and ``form_keys`` by number, of words out of use, too."""

    counts: Counts
    names: list[str] = field(default_factory=list)
    forms: list[Form] = field(default_factory=list)
    spare: set[int] = field(default_factory=set)
    asked: set[int] = field(default_factory=set)
    lemma_names: list[str] = field(default_factory=list)
    form_keys: list[Form] = field(default_factory=list)
    _every: tuple[dict[str, tuple[int, ...]], dict[str, int]] | None = None  # lemmas and counts of all words

    @classmethod
    def of(cls, counts: Counts, names: Names) -> Lexicon:
        spare, asked = spare_words(counts, names)
        words = counts.words
        found = cls(counts, spare=spare, asked=asked)
        found._number()
        filled = counts.postings.filled()
        found.names = sorted([name for name, number in words.lemmas.items() if filled[number] or number in asked])
        found.forms = sorted([key for key, number in words.forms.items() if counts.often[number] or number in spare])
        return found

    def change(self, change: Change, names: Names) -> LexiconChange:
        """Follow a change of the counts."""
        counts, words = self.counts, self.counts.words
        known_forms, known_lemmas = len(self.form_keys), len(self.lemma_names)
        spare, asked = spare_words(counts, names)
        self._number()
        turned = LexiconChange()
        forms = {form for form, often in change.forms.items() if often}.union(spare ^ self.spare, range(known_forms, len(words.forms)))
        lemmas = {lemma for lemma, often in change.lemma_counts.items() if often}
        lemmas = lemmas.union(asked ^ self.asked, range(known_lemmas, len(words.lemmas)))
        self.spare, self.asked, self._every = spare, asked, None
        for number in forms:
            key = self.form_keys[number]
            turned.counted.add(key[0])
            if _turn(self.forms, key, bool(counts.often[number] or number in spare)):
                turned.forms.add(number)
        for number in lemmas:
            name = self.lemma_names[number]
            turned.counted.add(name)
            if _turn(self.names, name, bool(counts.postings[number] or number in asked)):
                turned.lemmas.add(number)
        return turned

    def _number(self) -> None:
        self.lemma_names, self.form_keys = list(self.counts.words.lemmas), list(self.counts.words.forms)

    @property
    def numbers(self) -> dict[str, int]:
        """Of all lemmas in use by name, in order."""
        of = self.counts.words.lemmas
        return {name: of[name] for name in self.names}

    def names_in(self, letters: Iterable[str] | None) -> list[str]:
        """Lemmas that begin with one of these, in order; with None, all."""
        if letters is None:
            return self.names
        names = self.names
        return [name for each in sorted(letters) for name in names[bisect_left(names, each) : bisect_left(names, _end(each))]]

    def forms_in(self, letters: Iterable[str] | None) -> list[Form]:
        """The same of forms."""
        if letters is None:
            return self.forms
        forms = self.forms
        return [
            form
            for each in sorted(letters)
            for form in forms[bisect_left(forms, (each, "")) : bisect_left(forms, (_end(each), ""))]
        ]

    def merged(self, forms: Iterable[Form]) -> tuple[dict[str, tuple[int, ...]], dict[str, int]]:
        """By word, its lemmas, the likeliest first, and how many documents have it, more or less: nought of a spare one."""
        numbers, readings, often = self.counts.words.forms, self.counts.words.readings, self.counts.often
        meant: dict[str, tuple[int, ...]] = {}
        told: dict[str, int] = {}
        for form in forms:
            word, number = form[0], numbers[form]
            if word in meant:
                meant[word] = tuple(dict.fromkeys(meant[word] + readings[number]))
                told[word] += often[number]
            else:
                meant[word] = readings[number]
                told[word] = often[number]
        return meant, told

    def vocabulary(self, letters: Iterable[str] | None) -> tuple[dict[str, tuple[int, ...]], dict[str, int]]:
        """Lemmas by word, and what an unfinished or mistyped word is compared with: words as they stand, and lemmas of documents.

        Of words that begin with one of these letters, or of all, in order, with how many documents have them.
        """
        if letters is None:
            self._every = self._every or self._vocabulary(None)
            return self._every
        return self._vocabulary(letters)

    def _vocabulary(self, letters: Iterable[str] | None) -> tuple[dict[str, tuple[int, ...]], dict[str, int]]:
        meant, told = self.merged(self.forms_in(letters))
        counts = {word: count or 1 for word, count in told.items()}
        postings, numbers = self.counts.postings, self.counts.words.lemmas
        for name in self.names_in(letters):
            if not name.startswith(MARK) and (often := len(postings[numbers[name]])):
                counts[name] = max(counts.get(name, 0), often)
        return meant, {word: counts[word] for word in sorted(counts)}

    def counted(self, words: Iterable[str] | None) -> dict[str, tuple[int, int]]:
        """Of these words, or of all, that the vocabulary holds: how many documents have them, and the likeliest lemma."""
        forms, numbers = self.forms, self.counts.words.lemmas
        if words is None:
            meant, vocabulary = self.vocabulary(None)
            return {word: (often, meant[word][0] if word in meant else numbers[word]) for word, often in vocabulary.items()}
        found = {}
        for word in words:
            first = bisect_left(forms, (word, ""))
            last = first
            while last < len(forms) and forms[last][0] == word:
                last += 1
            meant, told = self.merged(forms[first:last])
            lemma = numbers.get(word)
            have = 0 if lemma is None or word.startswith(MARK) else len(self.counts.postings[lemma])
            if meant:
                found[word] = max(1, told[word], have), meant[word][0]
            elif have and lemma is not None:
                found[word] = have, lemma
        return found

    def compounds(self) -> dict[str, Compound]:
        """By lemma."""
        found: dict[str, Compound] = {}
        readings, numbers, names = self.counts.words.readings, self.counts.words.forms, self.lemma_names
        for form in [form for form in self.forms if form[1]]:
            prefix = form[1]
            for reading in readings[numbers[form]]:
                name = names[reading]
                if name not in found:
                    found[name] = Compound(prefix, name[len(prefix) :])
        return found

    def words_by_lemma(self, lemmas: Iterable[int] | None) -> dict[int, list[str]]:
        """Of these lemmas, or of all: words that may mean them, in order."""
        found: dict[int, list[str]] = {}
        wanted = None if lemmas is None else set(lemmas)
        forms = self.forms if wanted is None else self._that_mean(wanted)
        numbers, readings = self.counts.words.forms, self.counts.words.readings
        last, seen = "", set[int]()
        for form in forms:
            if form[0] != last:
                last, seen = form[0], set()
            for reading in readings[numbers[form]]:
                if (wanted is None or reading in wanted) and reading not in seen:
                    seen.add(reading)
                    found.setdefault(reading, []).append(last)
        return found

    def _that_mean(self, lemmas: set[int]) -> Sequence[Form]:
        """Forms in use of which one of the readings is one of these."""
        told = [not lemmas.isdisjoint(readings) for readings in self.counts.words.readings]
        return sorted([key for key in compress(self.form_keys, told) if self.is_used(key)])

    def is_used(self, form: Form) -> bool:
        number = self.counts.words.forms[form]
        return bool(self.counts.often[number] or number in self.spare)


def _end(letters: str) -> str:
    """Before this stand all words with these first letters; of a shorter word, this word alone."""
    return letters + (_AFTER if len(letters) == KEY else "\0")


def _turn(words: list[_Word], word: _Word, used: bool) -> bool:
    """See to it that a word is among the others or not; whether anything had to be done."""
    place = bisect_left(words, word)
    there = place < len(words) and words[place] == word
    if there == used:
        return False
    if used:
        insort(words, word)
    else:
        words.pop(place)
    return True
