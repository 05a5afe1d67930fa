"""How much memory a workbook would take when opened, estimated without opening it.

A file of 5 KB may merge all cells of a sheet, of which openpyxl makes 17 thousand million objects, or hold
ten million cells. The XML is walked once without being kept; expat builds no entity that grows.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from xml.etree import ElementTree

MOST_CELLS = 400_000
"""Of all sheets together, those of merged areas counted each."""
_AREA = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7}):\$?([A-Za-z]{1,3})\$?(\d{1,7})")


def holds_too_much(data: bytes) -> bool:
    """Whether any part of the package has more cells than a form or a report may have. Never raises for a broken one."""
    cells = 0
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                cells += _cells(archive, name, MOST_CELLS - cells)
                if cells > MOST_CELLS:
                    return True
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, EOFError):
        return False  # who opens it says what is wrong
    return False


def _cells(archive: zipfile.ZipFile, name: str, most: int) -> int:
    """Cells that a part writes down or merges, up to a little more than ``most``; none in what is no sheet."""
    found = 0
    try:
        with archive.open(name) as part:
            above: list[ElementTree.Element] = []
            for event, element in ElementTree.iterparse(part, ("start", "end")):
                if event == "start":
                    above.append(element)
                    continue
                above.pop()
                kind = element.tag.rpartition("}")[2]
                found += _area(element.get("ref", "")) if kind == "mergeCell" else kind == "c"
                if found > most:
                    break
                element.clear()
                if above:  # or empty elements would fill the memory themselves
                    above[-1].remove(element)
    except (ElementTree.ParseError, zlib.error, ValueError, LookupError):
        pass  # a picture; or broken or in an encoding that expat does not know, which who opens it will say
    return found


def _area(ref: str) -> int:
    match = _AREA.fullmatch(ref)
    if not match:
        return 0
    left, top, right, bottom = _column(match[1]), int(match[2]), _column(match[3]), int(match[4])
    return max(0, right - left + 1) * max(0, bottom - top + 1)


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number
