"""Warnings about texts of valid records: mixed alphabets, invisible characters, Markdown without effect.

Made while the file is read, so that a cached record, which had none, is not checked again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from string import ascii_letters
from typing import Any, NamedTuple

from pydantic import BaseModel

from generator.model.diagnostic import Diagnostic, Location, warning
from generator.wording.alphabets import mixed_words

from .fields import is_one_line, text_field
from .yaml_reader import Document
from .yaml_signs import Path, place_of


def _table(**classes: bytes) -> bytes:
    """A translation table byte → name of its class («.» for none), to scan a whole UTF-8 file at the lowest cost."""
    table = bytearray(b"." * 256)
    for name, members in classes.items():
        for byte in members:
            table[byte] = ord(name)
    return bytes(table)


# A Latin letter next to a Cyrillic one, which has two bytes: most files have none.
_LETTERS = _table(L=ascii_letters.encode(), R=b"\xd0\xd1", r=bytes(range(0x80, 0xC0)))
_MAY_BE_MIXED = (b"LR", b"rL")
# U+00AD, the invisible ones of U+2000–U+203F, and U+2040–U+207F; a lone Latin letter before a Russian word, a number or «.
_SIGNS = _table(
    A=b"\xc2", E=b"\xe2", s=b"\x80", t=b"\x81", h=b"\x8b\x8e\x8f", d=b"\xad",
    l=b"acoyABCKOY", R=b"\xd0\xd1", D=b"0123456789", _=b" ", q=b"\n('\"\xab",
)
_MAY_HIDE = (b"Ad", b"Esh", b"Et", *(before + b"l_" + after for before in (b"_", b"q") for after in (b"R", b"D", b"A")))
_MAY_BE_MARKED = (b"](", b"] (", b"**")

_HIDDEN = re.compile("[\xad\u200b\u200e\u200f\u2060-\u2064]")  # others are errors, see ``yaml_signs.INVISIBLE``
_NAMES = {"\xad": "мягкий перенос", "\u200b": "пробел нулевой ширины"}

_LINK = re.compile(
    r"(?P<picture>!?)(?<!\\)\[(?P<text>[^\[\]\n]*)(?<!\\)\](?P<gap> ?)\(\s*<?(?P<address>[^()<>\s]*)(?P<more>[^()\n]*)"
)
_WHOLE = re.compile(r"(?:https?|mailto|tel):", re.IGNORECASE)
_OF_THIS_SITE = re.compile(r"(?:\.\.?)?/(?!/)|#")
_HOST = re.compile(r"(?:[\w-]+\.)+[^\W\d]{2,}(?:/|$)")
_FILE = re.compile(r"\.(?:docx?|xlsx?|pptx?|pdf|jpe?g|png|html?|md)$", re.IGNORECASE)
_BOLD = re.compile(r"\*\*\S[^*\n]*\*\*")


def may_be_remarked(source: bytes) -> bool:
    """Whether ``remarks`` may find something in a file; False is certain."""
    letters, signs = source.translate(_LETTERS), source.translate(_SIGNS)
    return (
        any(sign in letters for sign in _MAY_BE_MIXED) or any(sign in signs for sign in _MAY_HIDE) or any(sign in source for sign in _MAY_BE_MARKED)
    )


def remarks(document: Document, model: type[BaseModel], text: str, path: str) -> Iterator[Diagnostic]:
    """Warnings, each located at its word if the source spells it as the value does, else at the value."""
    starts: list[int] = []  # offsets of the lines, computed on demand

    def place(piece: str, where: Path) -> Location:
        starts[:] = starts or _line_starts(text)
        line, column = document.position(where)
        found = _whole(piece).search(text, starts[line - 1] + column - 1)
        return place_of(text, found.start(), path) if found else Location(path, line, column)

    for where, value in _texts(document.mapping, ()):
        for remark in (*_letters(value), *_hidden(value), *_markup(model, where, value)):
            yield warning(remark.code, remark.message, place(remark.piece, where), remark.hint)


def _whole(piece: str) -> re.Pattern[str]:
    """A pattern for a piece as a whole word: a lone «c» occurs inside many words."""
    before, after = (r"(?<![^\W\d_])" if piece[0].isalpha() else ""), (r"(?![^\W\d_])" if piece[-1].isalpha() else "")
    return re.compile(f"{before}{re.escape(piece)}{after}")


def _line_starts(text: str) -> list[int]:
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    return starts


def _texts(value: Any, where: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str):
        yield where, value
    elif isinstance(value, list | dict):
        for key, part in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _texts(part, (*where, key))


class Remark(NamedTuple):
    """``piece``: the part of the text that it is about."""

    code: str
    message: str
    piece: str
    hint: str


def _letters(text: str) -> Iterator[Remark]:
    """Words with letters of two alphabets: no search finds «креcел» with a Latin «c»."""
    if found := list(mixed_words(text)):
        first, more = found[0], sorted({word.word for word in found[1:]} - {found[0].word})
        also = f"; так же здесь: {', '.join(f'«{word}»' for word in more)}" if more else ""
        letters = "», «".join(first.letters)
        said = f"в слове «{first.word}» {first.alphabet} буквы: «{letters}»" if len(first.word) > 1 else f"отдельная буква «{first.word}» – латинская, а слово русское"
        yield Remark("mixed-letters", said, first.word, f"наберите {'слово' if len(first.word) > 1 else 'букву'} заново: {first.meant}{also}")


def _hidden(text: str) -> Iterator[Remark]:
    """Soft hyphens and other invisible characters, which come with text from Word and PDF and split words for the search."""
    if found := list(_HIDDEN.finditer(text)):
        sign = found[0].group()
        start = max(text.rfind(blank, 0, found[0].start()) for blank in " \n\xa0") + 1
        word = _HIDDEN.sub("", text[start:].split(maxsplit=1)[0])
        many = f", всего их {len(found)}" if len(found) > 1 else ""
        name = _NAMES.get(sign, f"U+{ord(sign):04X}")
        yield Remark("hidden-sign", f"внутри текста невидимый знак – {name}{many}", sign, f"наберите слово заново: {word}" if word else "сотрите его")


def _markup(model: type[BaseModel], where: Path, text: str) -> Iterator[Remark]:
    """Markup in a one-line field, which is plain text; elsewhere links without a full address, and images, which are not shown."""
    if ("](" not in text and "] (" not in text and "**" not in text) or not text_field(model, where):
        return
    if is_one_line(model, where):
        if match := _BOLD.search(text) or _LINK.search(text):
            yield Remark(
                "markup-in-line", f"разметка «{match.group()[:40]}» покажется как есть: это поле – простой текст", match.group(),
                "оставьте одни слова; адрес пишут в sources или materials, выделять можно в problem и solution",
            )
        return
    for match in _LINK.finditer(text):
        if fault := _link_fault(match["picture"], match["text"], match["gap"], match["address"], match["more"].strip()):
            yield Remark("link-in-text", fault[0], match.group(), fault[1])


def _link_fault(picture: str, text: str, gap: str, address: str, more: str) -> tuple[str, str] | None:
    """(message, hint) for a faulty link; ``more``: the text after a space, a title or the rest of the intended address."""
    whole = bool(_WHOLE.match(address) or _OF_THIS_SITE.match(address))
    written = f"[{text or '…'}]({(address if whole else _completed(address)) or 'https://…'})"
    if picture:
        return f"картинка «{text or address}» не покажется: картинок в записях нет", f"сошлитесь на неё: {written}"
    if gap and whole:
        return f"между ] и ( стоит пробел, ссылка «{text}» не получится", f"пишите слитно: {written}"
    if not gap and not whole:
        return f"ссылка «{text}» никуда не ведёт: адрес «{address}» не полный", f"пишите адрес целиком: {written}"
    if not gap and more and more[0] not in "\"'>" and ">" not in more:
        return f"в адресе ссылки «{text}» пробел, ссылка не получится", f"пишите вместо него %20: [{text}]({address}%20{'%20'.join(more.split())})"
    return None


def _completed(address: str) -> str:
    """The full address if only its scheme is missing; empty otherwise (a file, a page of this site)."""
    if address.startswith("//"):
        return f"https:{address}"
    return f"https://{address}" if _HOST.match(address) and not _FILE.search(address) else ""
