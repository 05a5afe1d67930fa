"""Raw lines of a document → clean lines.

Artefacts of text extraction and typing are removed and counted: invisible characters, page
numbers, bold marks, dot leaders. Words broken over two lines are joined, with or without
the hyphen.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from generator.analysis.language import is_known_word
from generator.loading.yaml_signs import INVISIBLE

from .documents import Line

_PAGE_NUMBER = re.compile(r"[-–—\s]*(?:стр(?:аница|\.)?\s*)?\d{1,3}(?:\s*(?:из|/)\s*\d{1,3})?[-–—.\s]*", re.IGNORECASE)
_SPACES = re.compile(r"[\t \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_ODD_SPACE = re.compile(r"[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_BOLD = re.compile(r"\*\*|__(?=\S)|(?<=\S)__")
_LEADER = re.compile(r"(?:\s?[.…·_]){4,}+\s*")
_BULLET = re.compile(r"[\u2022\u00b7\u25aa\u25cf\u25cb\uf0b7\uf0a7]\s*")
_BROKEN = re.compile(r"([^\W\d_]+)[-\u2010\u2011\u00ac]$")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_SOFT = "\u00ad"
CLOSING = ".!?…:;"
_AFTER_CLOSING = "»\")”]"


def is_page_number(text: str) -> bool:
    """Whether a line is only a page number: «5», «– 5 –», «стр. 5 из 20»."""
    return _PAGE_NUMBER.fullmatch(text) is not None


@dataclass(frozen=True, slots=True)
class Tidied:
    """Clean lines; ``removed`` counts artefacts by their Russian name (genitive plural)."""

    lines: tuple[Line, ...]
    removed: Counter[str]


def tidy(lines: Iterable[Line]) -> Tidied:
    """Non-empty lines with single spaces; a hyphen at the end is left for ``joined``."""
    removed: Counter[str] = Counter()
    kept: list[Line] = []
    opens = False
    for line in lines:
        if is_page_number(line.text):
            removed["номеров страниц"] += 1
            opens = opens or (line.opens and not _goes_on(kept))
            continue
        text = tidy_line(line.text, removed)
        if text:
            kept.append(replace(line, text=text, opens=line.opens or opens))
            opens = False
    return Tidied(tuple(kept), removed)


def _goes_on(lines: Sequence[Line]) -> bool:
    return bool(lines) and not is_closed(lines[-1].text)


def tidy_line(raw: str, removed: Counter[str]) -> str:
    """One clean line with single spaces; removed artefacts are counted in ``removed``."""
    text = unicodedata.normalize("NFC", raw)
    removed["неразрывных пробелов"] += len(_ODD_SPACE.findall(text))
    text = _SPACES.sub(" ", text).strip()
    if _SOFT in text:
        removed["мягких переносов"] += text.count(_SOFT)
        text = f"{text[:-1]}-" if text.endswith(_SOFT) else text
    unseen = [c for c in set(text) if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Cn") or INVISIBLE.search(c)]
    if unseen:
        removed["невидимых знаков"] += sum(text.count(c) for c in unseen if c != _SOFT)
        text = text.translate(dict.fromkeys(map(ord, unseen)))
    text, marks = _BOLD.subn("", text)
    removed["знаков выделения"] += marks
    text = _BULLET.sub("• ", text)
    return _LEADER.sub(" ", text).strip()


def is_closed(text: str) -> bool:
    """Whether a text ends like a sentence."""
    return text.rstrip(_AFTER_CLOSING + " ").endswith(tuple(CLOSING))


def words_of(lines: Iterable[Line]) -> frozenset[str]:
    """Words of a document in lower case, compounds with their hyphens, for ``joined``."""
    return frozenset(word.lower() for line in lines for word in _WORD.findall(line.text))


def joined(texts: Sequence[str], document_words: frozenset[str]) -> str:
    """Lines of one paragraph as one text, with broken words joined."""
    return " ".join(_glued(texts, document_words))


def _glued(texts: Sequence[str], document_words: frozenset[str]) -> Iterator[str]:
    line = ""
    for text in texts:
        broken = _BROKEN.search(line)
        following = _FIRST_WORD.match(text)
        if broken and following and following.group()[0].islower():
            hyphen = "-" if keeps_hyphen(broken[1], following.group(), document_words) else ""
            line = f"{line[:-1]}{hyphen}{text}"
        elif broken and following and "\u2010" not in line[-1]:  # «Санкт-» and «Петербург»
            line = f"{line}{text}"
        else:
            if line:
                yield line
            line = text
    if line:
        yield line


def keeps_hyphen(first: str, second: str, document_words: frozenset[str]) -> bool:
    """Whether a word broken after ``first`` has a hyphen of its own («детей-сирот») or not («пра-вительства»).

    Decided by other occurrences in the document, then by the dictionary.
    """
    first, second = first.lower(), second.lower()
    whole, compound = f"{first}{second}", f"{first}-{second}"
    if (whole in document_words) != (compound in document_words):
        return compound in document_words
    # «медико-» is not a word, but the first part of compounds
    begins = is_known_word(first) or first.endswith("о")
    return begins and not is_known_word(whole) and len(second) > 3 and is_known_word(second)
