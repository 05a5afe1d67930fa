"""The documents that the published records are told from, where a folder with them lies beside the repository."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest

from generator.knowledge.base import KnowledgeBase

ROOT = Path(__file__).parents[2]
DIGEST = "digest-2021-11-15.txt"
METHODOLOGY = "nsi-methodology-2021.txt"
REPORT = "zabaykalye-standard-report-2024.txt"
MAGADAN = "magadan-nsi-2021-04.txt"
PRIMORYE = "primorye-asi-visit.txt"
TITLES = {  # how the titles begin by which records name them
    "Мониторинг региональных практик, 15–21 ноября 2021": DIGEST,
    "Методические рекомендации": METHODOLOGY,
    "Отчёт по исполнению Плана": REPORT,
    "Социальные практики Приморья": PRIMORYE,
    "Губернатор Сергей Носов": MAGADAN,
}


def _folder() -> Path | None:
    """``SMARTEKA_SOURCES`` names it; else any neighbour of the repository that has one."""
    named = os.environ.get("SMARTEKA_SOURCES")
    found = [Path(named) / DIGEST] if named else sorted(ROOT.parent.glob(f"*/sources/{DIGEST}"))
    return found[0].parent if found and found[0].is_file() else None


FOLDER = _folder()
needed = pytest.mark.skipif(FOLDER is None, reason="the source documents are not here; SMARTEKA_SOURCES may name their folder")


def told_by_them(base: KnowledgeBase) -> KnowledgeBase:
    """The records that name one of the documents, and those that have no sources: what is counted here holds however the base grows."""
    titles = tuple(TITLES)
    named = (i for i in base.loaded if not i.record.sources or any(s.title.startswith(titles) for s in i.record.sources))
    return KnowledgeBase(named, base.registry, base.unreadable)


def text(name: str) -> str:
    """A document without the tags that extraction left in its tables."""
    assert FOLDER
    return re.sub(r"</?(?:p|ol|li|ul)\b[^>]*>", " ", (FOLDER / name).read_text(encoding="utf-8"))


# --- words and numbers --------------------------------------------------------------------------

_NUMBER = re.compile(
    r"(\d{1,3}(?:[ \u00a0\u202f]\d{3})+|\d+)(?:[.,](\d+))?(?:[ \u00a0]?(тыс|млн|миллион|млрд))?"
)
_TIMES = {"тыс": 10**3, "млн": 10**6, "миллион": 10**6, "млрд": 10**9}
_WORDS = {
    2: r"дв(?:а|е|ух|умя)",
    3: r"тр(?:и|[её]х|емя)",
    4: r"четыр(?:е|[её]х)",
    5: r"пят(?:ь|и)",
    6: r"шест(?:ь|и)",
    7: r"сем(?:ь|и)",
    8: r"вос(?:емь|ьми)",
    9: r"девят(?:ь|и)",
    10: r"десят(?:ь|и)",
}


def numbers(text: str, words: bool = True) -> set[Decimal]:
    """Every number of a text: «9 000», «43,0», «7 тысяч» and, with ``words``, «три», «семи тысяч»."""
    found: set[Decimal] = set()
    for whole, fraction, times in _NUMBER.findall(text):
        value = Decimal(f"{re.sub(r'[^0-9]', '', whole)}.{fraction or 0}")
        found |= {value, value * _TIMES.get(times, 1)}
    for n, word in _WORDS.items() if words else ():
        for times in re.findall(rf"\b{word}\b(?: ({'|'.join(_TIMES)}))?", text.lower()):
            found |= {Decimal(n), Decimal(n) * _TIMES.get(times, 1)}
    return found


def words(text: str) -> list[str]:
    """Bare words: case, «ё», quotes and dashes aside."""
    return re.findall(r"[a-zа-я0-9]+", text.lower().replace("ё", "е"))


def letters(text: str) -> str:
    """What is left of a name when spaces, dashes, quotes and «ё» do not count."""
    return "".join(words(text))


# --- the parts of the documents -----------------------------------------------------------------


def digest_chapters() -> list[tuple[str, str]]:
    """Each entry: the lines above it, where its title stands, and what follows «Глава региона:»."""
    pieces = text(DIGEST).split("Глава региона:")
    return [
        (" ".join(before.strip().split("\n")[-4:]), chapter)
        for before, chapter in pairwise(pieces)
    ]


_SITUATIONS = {
    "pervichnaya-pomoshch-pri-boleznyakh-serdtsa": ("«ПОЛУЧИТЬ ПЕРВИЧНУЮ", "4. ЖИЗНЕННАЯ"),
    "planovaya-pomoshch-pri-boleznyakh-serdtsa": ("«ПОЛУЧИТЬ СПЕЦИАЛИЗИРОВАННУЮ", "5. ЖИЗНЕННАЯ"),
    "vmp-pri-boleznyakh-serdtsa": ("«ПОЛУЧИТЬ ВЫСОКОТЕХНОЛОГИЧНУЮ", "ПЕРЕЧЕНЬ ПРАКТИК"),
    "trudoustroystvo-cherez-tszn": ("«ТРУДОУСТРОИТЬСЯ", "ПЕРЕЧЕНЬ ПРАКТИК"),
    "vyplata-na-pervogo-rebenka": ("«ПОЛУЧЕНИЕ ЕЖЕМЕСЯЧНОЙ", "4. ЖИЗНЕННАЯ"),
    "sotsialnoe-obsluzhivanie-na-domu": ("«ПОЛУЧИТЬ СОЦИАЛЬНОЕ", "5. ЖИЗНЕННАЯ"),
    "tekhnicheskie-sredstva-reabilitatsii": ("«ПОЛУЧИТЬ ТЕХНИЧЕСКИЕ", "ПЕРЕЧЕНЬ ПРАКТИК"),
}


def problem_tables() -> Iterator[tuple[str, str]]:
    """Each life situation with its table of problems and solutions."""
    whole = text(METHODOLOGY)
    for id, (start, end) in _SITUATIONS.items():
        begins = whole.index("ПЕРЕЧЕНЬ ВОЗМОЖНЫХ РЕШЕНИЙ", whole.index(f"ЖИЗНЕННАЯ СИТУАЦИЯ {start}"))
        yield id, whole[begins:whole.index(end, begins)]


def practice_tables() -> list[str]:
    """The recommended practices of each target model, in the order of the models."""
    whole = text(METHODOLOGY)
    begins = [found.end() for found in re.finditer(r"ПЕРЕЧЕНЬ ПРАКТИК, РЕКОМЕНДУЕМЫХ ДЛЯ ВКЛЮЧЕНИЯ В РЕГИОНАЛЬНЫЙ", whole)]
    return [whole[start:re.compile("ЦЕЛЕВАЯ МОДЕЛЬ|Типовая дорожная карта").search(whole, start).start()] for start in begins]  # type: ignore[union-attr]  # one follows each


def cut_at(table: str, titles: Iterable[str]) -> list[str]:
    """A table cut into its rows: each begins with its title, whatever spaces, dashes and quotes it has there."""
    marks = [(place, sign) for place, sign in enumerate(table.lower().replace("ё", "е")) if re.match(r"[a-zа-я0-9]", sign)]
    bare, at, starts = "".join(sign for _, sign in marks), 0, []
    for title in titles:
        at = bare.index(letters(title), at)
        starts.append(marks[at][0])
    return [table[start:end] for start, end in pairwise([*starts, len(table)])]


def report_rows() -> list[list[str]]:
    """Each row of the report: number, title, responsible, deadline, execution, status. A cell starts with a tab."""
    rows: list[list[str]] = []
    for line in text(REPORT).rstrip("_\n").split("\n"):
        cell = line.removeprefix("\t")
        if cell == line:
            if rows:
                rows[-1][-1] += f"\n{line}"
        elif re.fullmatch(r"\s*\d+\.\d+\.?(?: \d+\.\d+)?\s*", cell):
            rows.append([cell])
        elif rows and len(rows[-1]) < 6:
            rows[-1].append(cell)
    return [[" ".join(cell.split()) for cell in row] for row in rows]
