"""Rules of texts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from urllib.parse import urlsplit

from generator.knowledge.texts import texts
from generator.loading.fields import is_one_line
from generator.model.diagnostic import Diagnostic, error, warning
from generator.model.scalars import mixes_alphabets
from generator.wording.blanks import BLANK, is_blank
from generator.wording.web_addresses import link_is_safe

from .per_record import Records

_FILL_IN = "впишите значение вместо этих слов; поле, которого источник не знает, сотрите"
_BLANK = BLANK.encode()
_MAY_LINK = (b"](", b"<http", b"\\")  # the last one hides signs of a text in double quotes
_LINK = re.compile(r"\[([^\[\]]*)\]\(\s*<?([^)\s>]*)|<(https?:[^>\s]*)>", re.IGNORECASE)
_NAMED = re.compile(r"(?:https?://|(?=www\.)|(?=\S+\.(?:ru|рф|su|com|org|net|info|gov)\b))([\w.-]+)(?:[/:?#]\S*)?", re.IGNORECASE)  # «gosuslugi.ru»
_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]*(?:[\s/][^<>]*)?>|<!--")


def texts_hold_no_html(records: Records, today: date) -> Iterator[Diagnostic]:
    """Texts are Markdown; HTML in them is shown as it stands and never takes effect (a warning)."""
    for item in records.loaded:
        if b"<" not in item.source and b"\\" not in item.source:  # nor written as an escape
            continue
        for where, text in texts(item.record):
            if "<" in text and (match := _TAG.search(text)):
                line = is_one_line(item.type.model, where)
                yield warning(
                    "html-in-text", f"разметка HTML «{match.group()[:40]}» покажется как есть", item.location_of(match.group(), *where),
                    "сотрите теги: это поле – простой текст" if line else "пишите Markdown: **жирный**, *курсив*, [ссылка](https://…)",
                )


def links_lead_where_they_say(records: Records, today: date) -> Iterator[Diagnostic]:
    """What is written as a link becomes one, and words that are an address lead to that address (a warning)."""
    for item in records.loaded:
        if not any(sign in item.source for sign in _MAY_LINK):  # nearly every record holds addresses, few hold links
            continue
        for where, text in texts(item.record):
            if "](" not in text and "<http" not in text:
                continue
            for match in _LINK.finditer(text):
                words, address = match[1] or "", match[2] or match[3]
                named, host = _NAMED.fullmatch(words.strip()), _host(address)
                if address[:4].lower() == "http" and not link_is_safe(address):  # others are told while reading
                    yield warning(
                        "misleading-link", f"ссылка на «{address[:80]}» останется текстом", item.location_of(match.group(), *where),
                        "адрес начинается с https:// или http://, без имени пользователя перед сайтом",
                    )
                elif named and host and not _is_of(host, _host(f"https://{named[1]}")):
                    yield warning(
                        "misleading-link", f"в ссылке написано «{words.strip()[:80]}», а ведёт она на «{_shown(host)[:80]}»", item.location_of(match.group(), *where),
                        "напишите словами, куда ведёт ссылка, или исправьте адрес",
                    )


def _host(address: str) -> str:
    """As it is written, without «www.»; empty where there is none."""
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:  # of brackets
        return ""


def _shown(host: str) -> str:
    """A name of two alphabets would look like the one that it is to be taken for."""
    return _asked_for(host) if mixes_alphabets(host) else host


def _is_of(host: str, named: str) -> bool:
    return f".{_asked_for(host)}".endswith(f".{_asked_for(named)}")


def _asked_for(host: str) -> str:
    """As browsers ask for it: «xn--…» for a name in Russian letters."""
    try:
        return host if host.isascii() else host.encode("idna").decode()
    except UnicodeError:  # of letters that no name has
        return host


def blanks_are_filled_in(records: Records, today: date) -> Iterator[Diagnostic]:
    """What a draft leaves to be written is written before it is published (in a draft a warning)."""
    for item in records.loaded:
        if _BLANK not in item.source:  # the walk costs more than the look
            continue
        for where, text in texts(item.record):
            if is_blank(text):
                message, place = f"здесь ещё нужно дописать: «{text[:60]}»", item.location(*where)
                if item.record.draft:
                    yield warning("blank-left", message, place, _FILL_IN)
                else:
                    yield error("blank-left", message, place, _FILL_IN)

