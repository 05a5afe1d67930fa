"""Numbers and counted nouns in Russian. Independent of the models, so that commands that only count start without them."""

from __future__ import annotations

from decimal import Decimal

NBSP = "\u00a0"


def plural(count: int | Decimal, one: str, few: str, many: str) -> str:
    """The plural form for a number: 1 практика, 2 практики, 5 практик, 1,5 практики."""
    if count != int(count):
        return few
    n = abs(int(count)) % 100
    if 11 <= n <= 14:
        return many
    n %= 10
    return one if n == 1 else few if 2 <= n <= 4 else many


def number(value: int | float | Decimal) -> str:
    """«3 461», «12,7», «43,0», «−5»; thousands are separated by no-break spaces."""
    if isinstance(value, int):
        text = f"{value:,d}"
    else:
        text = f"{value if isinstance(value, Decimal) else Decimal(str(value)):,f}"
    return text if text.isdigit() else text.replace(",", NBSP).replace(".", ",").replace("-", "−")


def count(value: int, one: str, few: str, many: str) -> str:
    return f"{number(value)}{NBSP}{plural(value, one, few, many)}"


def file_size(size: int) -> str:
    """«740 байт», «26 КБ», «1,4 МБ»; rounded up, so that a file is never larger than stated."""
    if size < 1000:
        return count(size, "байт", "байта", "байт")
    if size < 1_000_000:
        return f"{-(-size // 1000)}{NBSP}КБ"
    return f"{number(Decimal(-(-size // 100_000)) / 10)}{NBSP}МБ"
