"""What Telegram makes of a message with ``parse_mode=HTML``: its text and marks, or a refusal."""

from __future__ import annotations

from html.parser import HTMLParser

# https://core.telegram.org/bots/api#html-style
ALLOWED = {
    "b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "tg-spoiler", "a", "tg-emoji", "code", "pre", "blockquote",
}
ENTITIES = ("lt", "gt", "amp", "quot")


class Refused(Exception):
    """Telegram would answer «can't parse entities»."""


class TelegramReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.text = ""
        self.marks: list[tuple[str, str]] = []  # tag, address
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ALLOWED or {name for name, _ in attrs} - ({"href"} if tag == "a" else set()):
            raise Refused(f"<{tag} {attrs}>")
        self._open.append(tag)
        self.marks.append((tag, dict(attrs).get("href") or ""))

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open.pop() != tag:
            raise Refused(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if "<" in data or "&" in data:
            raise Refused(data)
        self.text += data

    def handle_entityref(self, name: str) -> None:
        if name not in ENTITIES:
            raise Refused(f"&{name};")
        self.text += {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}[name]

    def handle_charref(self, name: str) -> None:
        self.text += chr(int(name[1:], 16) if name[0] in "xX" else int(name))

    def handle_comment(self, data: str) -> None:
        raise Refused("comment")

    def handle_decl(self, decl: str) -> None:
        raise Refused("declaration")


def read(message: str) -> TelegramReader:
    """Raises Refused."""
    reader = TelegramReader()
    reader.feed(message)
    reader.close()
    if reader._open:
        raise Refused(f"не закрыто: {reader._open}")
    return reader
