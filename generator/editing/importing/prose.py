"""Lines of a description → its paragraphs; words with a lost hyphen."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.analysis.language import is_known_word, readings

from .documents import Line
from .tidying import is_closed, joined

# After a full stop that does not belong to an initial («И.П. Павлова») or a common abbreviation.
_SENTENCE = re.compile(r"(?<=[.!?])(?<!\b[А-ЯЁA-Z]\.)(?<!\bим\.)(?<!\bг\.)(?<!\bул\.)(?<!\bпос\.)\s+(?=[А-ЯЁA-Z«\d])")
_ITEM = re.compile(r"[-–—•*]\s+")
_LONG_WORD = re.compile(r"(?<![^\W_])[а-яё]{9,40}(?![^\W_])")  # names begin with a capital
_LEAST_PART = 4  # letters


def paragraphs(lines: Sequence[Line], document_words: frozenset[str]) -> tuple[str, int]:
    """Text with blank lines between paragraphs, list items as Markdown; the number of joined paragraphs.

    A paragraph that begins in the middle of a sentence is joined to the previous one: it was split by a page break.
    """
    groups: list[list[str]] = []
    items: list[bool] = []
    healed = 0
    for line in lines:
        closed = not groups or is_closed(groups[-1][-1])
        is_item = bool(groups) and _begins_item(line, closed)
        if not groups or is_item or (line.opens and closed and not line.text[0].islower()):
            groups.append([f"- {_ITEM.sub('', line.text, count=1)}" if is_item else line.text])
            items.append(is_item)
        else:
            healed += line.opens
            groups[-1].append(line.text)
    text = ""
    for i, group in enumerate(groups):
        between = "" if i == 0 else "\n" if items[i] and items[i - 1] else "\n\n"
        text += between + joined(group, document_words)
    return text.strip(), healed


def _begins_item(line: Line, closed: bool) -> bool:
    """List items of Word, lines with a bullet, and lines with a dash that begin a paragraph after a complete one."""
    if line.item or line.text.startswith("• "):
        return line.opens or closed
    return line.opens and closed and _ITEM.match(line.text) is not None


def sentences(text: str) -> list[str]:
    return [sentence for sentence in _SENTENCE.split(text) if sentence]


@dataclass(frozen=True, slots=True)
class LostHyphen:
    """A word unknown to the dictionary that consists of two words.

    ``sure`` if both are nouns in the same case («семинаресовещании»): such a pair is written with a
    hyphen. Otherwise it may be two words of a sentence («областипредседатель»).
    """

    word: str
    mended: str
    sure: bool


def lost_hyphens(text: str, document_words: frozenset[str] = frozenset()) -> Iterator[LostHyphen]:
    """Words of a text that seem to have lost a hyphen at the end of a line, without duplicates."""
    for word in dict.fromkeys(_LONG_WORD.findall(text)):
        if not is_known_word(word):
            found = _as_two(word, document_words)
            if found:
                yield found


def _as_two(word: str, document_words: frozenset[str]) -> LostHyphen | None:
    pairs = [(word[:i], word[i:]) for i in range(_LEAST_PART, len(word) - _LEAST_PART + 1)]
    for first, second in pairs:
        if f"{first}-{second}".lower() in document_words:
            return LostHyphen(word, f"{first}-{second}", True)
    likely = [pair for pair in pairs if is_known_word(pair[0]) and is_known_word(pair[1]) and all(map(_is_noun, pair))]
    agreeing = [pair for pair in likely if _agree(*pair)]
    best = max(agreeing or likely, key=lambda pair: min(len(pair[0]), len(pair[1])), default=None)
    return LostHyphen(word, "-".join(best), bool(agreeing)) if best else None


def _is_noun(word: str) -> bool:
    first = readings(word)[0]
    return first.tag.POS == "NOUN" and "Fixd" not in first.tag and "Abbr" not in first.tag


def _agree(first: str, second: str) -> bool:
    """Whether two nouns can be in the same case and number."""
    shapes = [{(r.tag.case, r.tag.number) for r in readings(word) if r.tag.POS == "NOUN"} for word in (first, second)]
    return not shapes[0].isdisjoint(shapes[1])
