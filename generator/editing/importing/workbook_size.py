"""The number of cells of a workbook, counted without opening it, as a limit of memory.

A file of 5 KB may merge all cells of a sheet, for which openpyxl makes 17 thousand million objects, or have
ten million cells. The XML is parsed as a stream; expat limits the expansion of entities.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from xml.etree import ElementTree

MOST_CELLS = 400_000
"""Of all sheets together, including all cells of merged areas."""
_AREA = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7}):\$?([A-Za-z]{1,3})\$?(\d{1,7})")


def holds_too_much(data: bytes) -> bool:
    """Whether the package has more cells than a form or a report may have. Never raises for a broken one."""
    cells = 0
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                cells += _cells(archive, name, MOST_CELLS - cells)
                if cells > MOST_CELLS:
                    return True
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, EOFError):
        return False  # opening it will report the fault
    return False


def _cells(archive: zipfile.ZipFile, name: str, most: int) -> int:
    """Number of cells written or merged in a part, counted up to a little more than ``most``; 0 if it is not a sheet."""
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
                if above:  # free the parsed element: even empty ones would fill the memory
                    above[-1].remove(element)
    except (ElementTree.ParseError, zlib.error, ValueError, LookupError):
        pass  # not XML; a broken part will be reported when the workbook is opened
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
