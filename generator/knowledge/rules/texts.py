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
_MAY_LINK = (b"](", b"<http", b"\\")  # the last one: a double-quoted text may contain escaped characters
_LINK = re.compile(r"\[([^\[\]]*)\]\(\s*<?([^)\s>]*)|<(https?:[^>\s]*)>", re.IGNORECASE)
_NAMED = re.compile(r"(?:https?://|(?=www\.)|(?=\S+\.(?:ru|рф|su|com|org|net|info|gov)\b))([\w.-]+)(?:[/:?#]\S*)?", re.IGNORECASE)  # «gosuslugi.ru»
_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]*(?:[\s/][^<>]*)?>|<!--")


def texts_hold_no_html(records: Records, today: date) -> Iterator[Diagnostic]:
    """Texts are Markdown without HTML, which would be shown literally (a warning)."""
    for item in records.loaded:
        if b"<" not in item.source and b"\\" not in item.source:  # nor as an escape sequence
            continue
        for where, text in texts(item.record):
            if "<" in text and (match := _TAG.search(text)):
                line = is_one_line(item.type.model, where)
                yield warning(
                    "html-in-text", f"разметка HTML «{match.group()[:40]}» покажется как есть", item.location_of(match.group(), *where),
                    "сотрите теги: это поле – простой текст" if line else "пишите Markdown: **жирный**, *курсив*, [ссылка](https://…)",
                )


def links_lead_where_they_say(records: Records, today: date) -> Iterator[Diagnostic]:
    """Links have a valid address, and a link text that is itself an address agrees with the target (a warning)."""
    for item in records.loaded:
        if not any(sign in item.source for sign in _MAY_LINK):  # nearly every record has addresses, few have links
            continue
        for where, text in texts(item.record):
            if "](" not in text and "<http" not in text:
                continue
            for match in _LINK.finditer(text):
                words, address = match[1] or "", match[2] or match[3]
                named, host = _NAMED.fullmatch(words.strip()), _host(address)
                if address[:4].lower() == "http" and not link_is_safe(address):  # others are reported while reading
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
    """Host name of an address as written, without «www.»; empty if there is none."""
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:  # invalid brackets
        return ""


def _shown(host: str) -> str:
    """A host name for messages: one that mixes alphabets in Punycode, since it would look like the imitated name."""
    return _in_punycode(host) if mixes_alphabets(host) else host


def _is_of(host: str, named: str) -> bool:
    return f".{_in_punycode(host)}".endswith(f".{_in_punycode(named)}")


def _in_punycode(host: str) -> str:
    """Host name in Punycode: «xn--…» for a name in Russian letters."""
    try:
        return host if host.isascii() else host.encode("idna").decode()
    except UnicodeError:  # characters not allowed in host names
        return host


def blanks_are_filled_in(records: Records, today: date) -> Iterator[Diagnostic]:
    """Placeholders are filled in before publication (in a draft a warning)."""
    for item in records.loaded:
        if _BLANK not in item.source:  # cheaper than visiting all texts
            continue
        for where, text in texts(item.record):
            if is_blank(text):
                message, place = f"здесь ещё нужно дописать: «{text[:60]}»", item.location(*where)
                if item.record.draft:
                    yield warning("blank-left", message, place, _FILL_IN)
                else:
                    yield error("blank-left", message, place, _FILL_IN)

