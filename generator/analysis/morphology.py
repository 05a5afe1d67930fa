"""Parses of Russian words, read directly from the dictionary of pymorphy3.

``parses(word)`` returns the same readings with the same scores in the same order as
``MorphAnalyzer.parse`` (a test compares them) in a fifth of the time: a row of a paradigm is analysed
once rather than for each word, and no unneeded objects are created. An index looks up every word of
the base, and most words of a large base are not in the dictionary.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

_UNKNOWN_PREFIX = 5  # maximum length
_LEAST_REST = 3  # minimum length of a word without its prefix
_KNOWN_PREFIX_SCORE, _GUESS_SCORE = 0.75, 0.5
_LEAST_GUESSED = 4  # minimum length of a word whose paradigm is predicted
PARTICIPLES = ("PRTF", "PRTS")
NAMING = frozenset(("PRTF", "masc", "sing", "nomn"))


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """One form of a paradigm: its prefix, ending and grammatical tag."""

    paradigm: int  # −1 for a word without prediction
    tag: Any  # ``OpencorporaTag``
    text: str
    before: int  # length of the prefix of the form
    after: int  # length of its ending
    normal: tuple[str, str]  # prefix and ending of the dictionary form
    productive: bool
    seldom: bool  # indeclinable («Fixd») or an imperative: a reading that is seldom meant
    participle: tuple[str, ...]  # voice, tense and aspect of a participle, else empty
    naming: tuple[str, str] | None  # prefix and ending of the normal form of a participle


class Parse(NamedTuple):
    """A reading of ``prefix + word``, where ``word`` is a form of the row's paradigm."""

    prefix: str
    word: str
    row: Row
    score: float

    @property
    def stem(self) -> str:
        """The common part of all forms of the paradigm, with the prefix."""
        return self.prefix + self.word[self.row.before : len(self.word) - self.row.after]

    def _built(self, form: tuple[str, str]) -> str:
        before, after = form
        row, word = self.row, self.word
        return f"{self.prefix}{before}{word[row.before : len(word) - row.after]}{after}"

    @property
    def normal_form(self) -> str:
        return self._built(self.row.normal)

    @property
    def naming_form(self) -> str:
        """Masculine singular nominative of a participle; for other words the dictionary form."""
        return self._built(self.row.naming or self.row.normal)


@cache
def analyser() -> Any:
    """``MorphAnalyzer``. Imported here: loading takes a tenth of a second, and most commands do not need it."""
    import pymorphy3
    import pymorphy3_dicts_ru  # with an explicit path pymorphy3 does not search all installed packages

    return pymorphy3.MorphAnalyzer(path=pymorphy3_dicts_ru.get_path(), lang="ru")


class _Dictionary:
    """The data of the analyser from which readings are made."""

    def __init__(self) -> None:
        morphology = analyser()
        self._dictionary = morphology.dictionary
        self._substitutes = morphology.char_substitutes
        self._words = morphology.dictionary.words
        self._endings = list(enumerate(self._dictionary.paradigm_prefixes))[::-1]
        self._befores = tuple(before for _, before in self._endings if before)
        self._longest_ending: int = self._dictionary.meta["compile_options"]["max_suffix_length"]
        self._known_prefixes = _unit(morphology, "KnownPrefixAnalyzer").get_prefixes
        self._probabilities = morphology.prob_estimator.p_t_given_w
        self._rows: dict[tuple[int, int], Row] = {}
        self._alike: dict[tuple[int, str], tuple[int, list[tuple[int, str, Row]]]] = {}
        unknown = _unit(morphology, "UnknAnalyzer").parse("ъ", "ъ", set())[0][1]
        self._unlike = Row(-1, unknown, str(unknown), 0, 0, ("", ""), unknown.is_productive(), False, (), None)

    def row(self, key: tuple[int, int]) -> Row:
        found = self._rows.get(key)
        if found is None:
            found = self._rows[key] = self._make_row(*key)
        return found

    def _make_row(self, paradigm: int, index: int) -> Row:
        dictionary = self._dictionary
        numbers = dictionary.paradigms[paradigm]  # of endings, of tags, of prefixes
        count = len(numbers) // 3
        tag = dictionary.gramtab[numbers[count + index]]
        text, productive, seldom, participle = _tag_facts(tag)
        return Row(
            paradigm=paradigm,
            tag=tag,
            text=text,
            before=len(dictionary.paradigm_prefixes[numbers[2 * count + index]]),
            after=len(dictionary.suffixes[numbers[index]]),
            normal=(dictionary.paradigm_prefixes[numbers[2 * count]], dictionary.suffixes[numbers[0]]),
            productive=productive,
            seldom=seldom,
            participle=participle,
            naming=_naming(paradigm_rows(paradigm), tag) if participle else None,
        )

    def known(self, word: str, prefix: str = "", score: float = 1.0) -> list[Parse]:
        """Readings of a word in the dictionary, spelled with е or ё."""
        items = self._words.similar_items(word, self._substitutes)
        if not items:
            return []
        row = self.row
        return [Parse(prefix, spelled, row(each), score) for spelled, found in items for each in found]

    def unweighed(self, word: str) -> list[Parse]:
        return self.known(word) or self._prefixed(word) or self._guessed(word)

    def parses(self, word: str) -> list[Parse]:
        return self.weighed(word, self.unweighed(word))

    def known_by_end(self, word: str) -> str:
        """The ending of the word if its readings depend on nothing else; else empty."""
        if len(word) < self._longest_ending + _LEAST_REST or word.startswith(self._befores):
            return ""
        similar, substitutes = self._words.similar_items, self._substitutes
        for start in range(_UNKNOWN_PREFIX + 1):
            if similar(word[start:], substitutes):
                return ""
        if self._known_prefixes(word) or self._probabilities.has_keys_with_prefix(f"{word}:"):
            return ""
        return word[-self._longest_ending :]

    def _prefixed(self, word: str) -> list[Parse]:
        """Readings as a known prefix and a word: «псевдо» + «наука»."""
        found: list[Parse] = []
        seen: set[tuple[str, Any, int]] = set()
        for prefix in sorted(self._known_prefixes(word), key=len, reverse=True):
            rest = word[len(prefix) :]
            if len(rest) >= _LEAST_REST:
                alike = (
                    Parse(prefix + each.prefix, each.word, each.row, each.score * _KNOWN_PREFIX_SCORE)
                    for each in self.parses(rest)
                )
                found += (each for each in alike if each.row.productive and _is_new(each, seen))
        return found

    def _guessed(self, word: str) -> list[Parse]:
        """Predicted readings: as an unknown prefix and a dictionary word, or by dictionary words with the same ending."""
        seen: set[tuple[str, Any, int]] = set()
        found: list[Parse] = []
        for length in range(1, min(_UNKNOWN_PREFIX, len(word) - _LEAST_REST) + 1):
            if known := self.known(word[length:], word[:length], _GUESS_SCORE):
                found += (each for each in known if each.row.productive and _is_new(each, seen))
        if len(word) >= _LEAST_GUESSED:
            alike = [
                Parse("", start + ending, row, count / total * _GUESS_SCORE)
                for number, before in self._endings
                if word.startswith(before)
                for total, start, rows in (self._alike_in(number, word),)
                for count, ending, row in rows
            ]
            alike = [each for each in alike if _is_new(each, seen)]
            alike.sort(key=_score, reverse=True)
            found += alike
        return found or [Parse("", word, self._unlike, 1.0)]

    def _alike_in(self, number: int, word: str) -> tuple[int, str, list[tuple[int, str, Row]]]:
        """Prediction by the longest known ending: total count, start of the word, and rows as (count, ending, row)."""
        key = number, word[-self._longest_ending :]
        known = self._alike.get(key)
        if known is None:
            total, rows = 1, []
            for length in range(self._longest_ending, 0, -1):
                # For a word shorter than ``length`` the slice is the whole word, as in pymorphy3.
                for ending, found in self._dictionary.prediction_suffixes_dawgs[number].similar_items(
                    word[-length:], self._substitutes
                ):
                    for count, paradigm, index in found:
                        row = self.row((paradigm, index))
                        if row.productive:
                            total += count
                            rows.append((count, ending, row))
                if total > 1:
                    break
            known = self._alike[key] = total, rows
        total, rows = known
        return total, word[: len(word) - len(rows[0][1])] if rows else word, rows

    def weighed(self, word: str, found: list[Parse]) -> list[Parse]:
        """Readings with scores: the corpus probabilities of the word's readings if known, else normalised to sum 1."""
        if len(found) == 1:
            return [found[0]._replace(score=1.0)] if found[0].score != 1.0 else found
        if self._probabilities.has_keys_with_prefix(f"{word}:"):
            probabilities = [self._probabilities.prob(word, each.row.text) for each in found]
            if sum(probabilities):
                weighed = [each._replace(score=score) for each, score in zip(found, probabilities, strict=True)]
                return sorted(weighed, key=_score, reverse=True)
        share = 1.0 / sum(each.score for each in found)
        return [Parse(prefix, spelled, row, score * share) for prefix, spelled, row, score in found]


def _unit(morphology: Any, name: str) -> Any:
    return next(unit.analyzer for unit in morphology._units if type(unit.analyzer).__name__ == name)


@cache
def _tag_facts(tag: Any) -> tuple[str, bool, bool, tuple[str, ...]]:
    """The fields of ``Row`` that depend on the tag only; a tag has thousands of rows."""
    participle = (str(tag.voice), str(tag.tense), str(tag.aspect)) if tag.POS in PARTICIPLES else ()
    return str(tag), tag.is_productive(), "Fixd" in tag or "impr" in tag, participle


@cache
def paradigm_rows(paradigm: int) -> list[tuple[str, Any, str]]:
    """(prefix, tag, ending) of each form of a paradigm; the first is the dictionary form."""
    rows: list[tuple[str, Any, str]] = analyser().dictionary.build_paradigm_info(paradigm)
    return rows


def _naming(rows: list[tuple[str, Any, str]], tag: Any) -> tuple[str, str] | None:
    """Prefix and ending of the normal form of a participle, chosen as by ``Parse.inflect``."""
    wanted = tag.updated_grammemes(set(NAMING))
    possible = [row for row in rows if row[1].grammemes >= NAMING]
    if not possible:
        return None
    before, _, after = max(
        possible, key=lambda row: len(wanted & row[1].grammemes) - 0.1 * len(wanted ^ row[1].grammemes)
    )
    return before, after


def _is_new(parse: Parse, seen: set[tuple[str, Any, int]]) -> bool:
    key = (parse.prefix + parse.word, parse.row.text, parse.row.paradigm)
    if key in seen:
        return False
    seen.add(key)
    return True


def _score(parse: Parse) -> float:
    return parse.score


@cache
def _dictionary() -> _Dictionary:
    return _Dictionary()


def parses(word: str) -> list[Parse]:
    """Readings of a word in Russian lower-case letters (with е or ё), the likeliest first."""
    return _dictionary().parses(word)


def unweighed_parses(word: str) -> list[Parse]:
    """The same readings before scores are applied (``weighed``)."""
    return _dictionary().unweighed(word)


def weighed(word: str, found: list[Parse]) -> list[Parse]:
    """Apply scores to ``unweighed_parses`` of a word: the result is ``parses``."""
    return _dictionary().weighed(word, found)


def known_parses(word: str) -> list[Parse]:
    """Readings of a dictionary word, unordered and without scores; empty for an unknown word."""
    return _dictionary().known(word)


def known_by_end(word: str) -> str:
    """The ending of an unknown word if its readings depend on it only, else empty.

    Results for another word with this ending then also hold for this one, as far as they concern the ending.
    """
    return _dictionary().known_by_end(word)
