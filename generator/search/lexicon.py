"""The words of the static index in alphabetical order: those of the documents, and those that only queries may contain.

Words and lemmas have their numbers in ``Words``, which stay the same when documents change; the
contents of the index depend on the alphabetical order only.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import compress
from typing import TypeVar

from .corpus import Change, Compound, Counts, query_only_words
from .names import MARK, Names
from .static_lexemes import KEY

_AFTER = "\uffff"  # sorts after all letters
_Word = TypeVar("_Word", str, tuple[str, str])
Form = tuple[str, str]  # a word and, if it is a compound, the parts before its last one


@dataclass(slots=True)
class LexiconChange:
    """Numbers of ``forms`` and ``lemmas`` that came into use or went out of it.

    ``recounted``: words whose document frequency may have changed; includes the former.
    """

    forms: set[int] = field(default_factory=set)
    lemmas: set[int] = field(default_factory=set)
    recounted: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Lexicon:
    """``names`` (lemmas) and ``forms``: those in use, sorted; ``lemma_names`` and ``form_keys``: all, by number."""

    counts: Counts
    names: list[str] = field(default_factory=list)
    forms: list[Form] = field(default_factory=list)
    query_forms: set[int] = field(default_factory=set)
    query_lemmas: set[int] = field(default_factory=set)
    lemma_names: list[str] = field(default_factory=list)
    form_keys: list[Form] = field(default_factory=list)
    _every: tuple[dict[str, tuple[int, ...]], dict[str, int]] | None = None  # cached ``vocabulary(None)``

    @classmethod
    def of(cls, counts: Counts, names: Names) -> Lexicon:
        query_forms, query_lemmas = query_only_words(counts, names)
        words = counts.words
        found = cls(counts, query_forms=query_forms, query_lemmas=query_lemmas)
        found._number()
        filled = counts.postings.filled()
        found.names = sorted([name for name, number in words.lemmas.items() if filled[number] or number in query_lemmas])
        found.forms = sorted([key for key, number in words.forms.items() if counts.form_frequencies[number] or number in query_forms])
        return found

    def change(self, change: Change, names: Names) -> LexiconChange:
        """Apply a change of the counts."""
        counts, words = self.counts, self.counts.words
        known_forms, known_lemmas = len(self.form_keys), len(self.lemma_names)
        query_forms, query_lemmas = query_only_words(counts, names)
        self._number()
        result = LexiconChange()
        forms = {form for form, difference in change.forms.items() if difference}.union(query_forms ^ self.query_forms, range(known_forms, len(words.forms)))
        lemmas = {lemma for lemma, difference in change.lemma_counts.items() if difference}
        lemmas = lemmas.union(query_lemmas ^ self.query_lemmas, range(known_lemmas, len(words.lemmas)))
        self.query_forms, self.query_lemmas, self._every = query_forms, query_lemmas, None
        for number in forms:
            key = self.form_keys[number]
            result.recounted.add(key[0])
            if _set_used(self.forms, key, bool(counts.form_frequencies[number] or number in query_forms)):
                result.forms.add(number)
        for number in lemmas:
            name = self.lemma_names[number]
            result.recounted.add(name)
            if _set_used(self.names, name, bool(counts.postings[number] or number in query_lemmas)):
                result.lemmas.add(number)
        return result

    def _number(self) -> None:
        self.lemma_names, self.form_keys = list(self.counts.words.lemmas), list(self.counts.words.forms)

    @property
    def numbers(self) -> dict[str, int]:
        """Lemma → its number, for the lemmas in use, sorted."""
        of = self.counts.words.lemmas
        return {name: of[name] for name in self.names}

    def names_in(self, letters: Iterable[str] | None) -> list[str]:
        """Lemmas in use with one of these prefixes, sorted; None for all."""
        if letters is None:
            return self.names
        names = self.names
        return [name for each in sorted(letters) for name in names[bisect_left(names, each) : bisect_left(names, _end(each))]]

    def forms_in(self, letters: Iterable[str] | None) -> list[Form]:
        """Forms in use with one of these prefixes, sorted; None for all."""
        if letters is None:
            return self.forms
        forms = self.forms
        return [
            form
            for each in sorted(letters)
            for form in forms[bisect_left(forms, (each, "")) : bisect_left(forms, (_end(each), ""))]
        ]

    def merged(self, forms: Iterable[Form]) -> tuple[dict[str, tuple[int, ...]], dict[str, int]]:
        """Word → its lemmas, the likeliest first; word → number of documents, approximately (0 if only queries may contain it)."""
        numbers, readings, frequencies = self.counts.words.forms, self.counts.words.readings, self.counts.form_frequencies
        lemmas: dict[str, tuple[int, ...]] = {}
        counts: dict[str, int] = {}
        for form in forms:
            word, number = form[0], numbers[form]
            if word in lemmas:
                lemmas[word] = tuple(dict.fromkeys(lemmas[word] + readings[number]))
                counts[word] += frequencies[number]
            else:
                lemmas[word] = readings[number]
                counts[word] = frequencies[number]
        return lemmas, counts

    def vocabulary(self, letters: Iterable[str] | None) -> tuple[dict[str, tuple[int, ...]], dict[str, int]]:
        """Word → its lemmas; and the words to which an unfinished or mistyped word is compared → number of documents.

        The latter are forms and lemmas of documents, sorted. Both for words with one of these prefixes; None for all.
        """
        if letters is None:
            self._every = self._every or self._vocabulary(None)
            return self._every
        return self._vocabulary(letters)

    def _vocabulary(self, letters: Iterable[str] | None) -> tuple[dict[str, tuple[int, ...]], dict[str, int]]:
        lemmas, form_counts = self.merged(self.forms_in(letters))
        frequencies = {word: count or 1 for word, count in form_counts.items()}
        postings, numbers = self.counts.postings, self.counts.words.lemmas
        for name in self.names_in(letters):
            if not name.startswith(MARK) and (frequency := len(postings[numbers[name]])):
                frequencies[name] = max(frequencies.get(name, 0), frequency)
        return lemmas, {word: frequencies[word] for word in sorted(frequencies)}

    def counted(self, words: Iterable[str] | None) -> dict[str, tuple[int, int]]:
        """Those of these words (None: all) that are in the vocabulary → number of documents, likeliest lemma."""
        forms, numbers = self.forms, self.counts.words.lemmas
        if words is None:
            lemmas, vocabulary = self.vocabulary(None)
            return {word: (frequency, lemmas[word][0] if word in lemmas else numbers[word]) for word, frequency in vocabulary.items()}
        found = {}
        for word in words:
            first = bisect_left(forms, (word, ""))
            last = first
            while last < len(forms) and forms[last][0] == word:
                last += 1
            lemmas, form_counts = self.merged(forms[first:last])
            lemma = numbers.get(word)
            have = 0 if lemma is None or word.startswith(MARK) else len(self.counts.postings[lemma])
            if lemmas:
                found[word] = max(1, form_counts[word], have), lemmas[word][0]
            elif have and lemma is not None:
                found[word] = have, lemma
        return found

    def compounds(self) -> dict[str, Compound]:
        """Lemma → compound, for lemmas of compounds written as one word."""
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
        """Lemma → words that may be its forms, sorted; None for all lemmas."""
        found: dict[int, list[str]] = {}
        wanted = None if lemmas is None else set(lemmas)
        forms = self.forms if wanted is None else self._forms_with(wanted)
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

    def _forms_with(self, lemmas: set[int]) -> Sequence[Form]:
        """Forms in use with at least one of these lemmas, sorted."""
        matching = [not lemmas.isdisjoint(readings) for readings in self.counts.words.readings]
        return sorted([key for key in compress(self.form_keys, matching) if self.is_used(key)])

    def is_used(self, form: Form) -> bool:
        number = self.counts.words.forms[form]
        return bool(self.counts.form_frequencies[number] or number in self.query_forms)


def _end(letters: str) -> str:
    """Upper bound of the words with this prefix of ``KEY`` letters; a shorter one stands for that word alone."""
    return letters + (_AFTER if len(letters) == KEY else "\0")


def _set_used(words: list[_Word], word: _Word, used: bool) -> bool:
    """Insert the word into the sorted list or remove it; returns whether the list has changed."""
    place = bisect_left(words, word)
    there = place < len(words) and words[place] == word
    if there == used:
        return False
    if used:
        insort(words, word)
    else:
        words.pop(place)
    return True
