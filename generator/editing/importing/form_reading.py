"""State of reading a form: values of cells, the cell of each field, and faults."""

from __future__ import annotations

from typing import Any

from generator.analysis.roadmap_draft import line
from generator.model.diagnostic import Diagnostic, Location, error
from generator.wording.nearest import nearest
from generator.wording.roadmaps import FORM, IMPORT_FAULTS

from .form_cells import FormRow, Value, same
from .form_values import day as read_day
from .form_values import number as read_number
from .form_values import one_line

Path = tuple[str | int, ...]


class FormReading:
    """``cells``: (row, column) by path in the record; ``places``: words for a (row, column); ``kinds``: kinds of the ``faults``."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.faults: list[Diagnostic] = []
        self.kinds: set[str] = set()
        self.cells: dict[Path, tuple[int, int]] = {}
        self.places: dict[tuple[int, int], str] = {}

    def text(self, row: FormRow, column: int) -> str:
        """The cell as text; a number or a date as it is displayed."""
        value = row.cells.get(column, "")
        return as_text(value)

    def number(self, row: FormRow, column: int, known: Any) -> Any:
        value = row.cells.get(column)
        if value is None:
            return None
        found = read_number(value)
        if found is None or column in row.percents:
            self.fault(row, column, "cell-percent" if found is not None else "cell-not-a-number", text=shown(as_text(value)))
            return None
        return known if known is not None and float(known) == float(found) else found

    def day(self, row: FormRow, column: int) -> Any:
        value = row.cells.get(column)
        if value is None:
            return None
        found = read_day(value)
        if found is None:
            self.fault(row, column, "cell-not-a-day", text=shown(as_text(value)))
        return found

    def head(self, row: FormRow, columns: tuple[int, ...], names: tuple[str, ...]) -> None:
        for column, name in zip(columns, names, strict=True):
            if not same(row.cells.get(column, ""), FORM[name]):
                self.fault(row, column, "odd-head", text=FORM[name])
        self.only(row, columns)

    def only(self, row: FormRow, columns: tuple[int, ...]) -> None:
        for column in row.cells:
            if column not in columns:
                self.fault(row, column, "odd-cell", text=shown(self.text(row, column)))

    def put(self, where: Path, row: FormRow, column: int) -> None:
        self.cells[where] = (row.number, column)
        self.places[row.number, column] = row.words(column)

    def fault(self, row: FormRow, column: int, kind: str, known: list[str] | None = None, **words: str) -> None:
        self.places[row.number, column] = row.words(column)
        self.fault_at(row.number, column, kind, known, **words)

    def fault_at(self, row: int, column: int, kind: str, known: list[str] | None = None, **words: str) -> None:
        """``kind`` is one of ``IMPORT_FAULTS``; ``known``: valid names, to suggest the nearest to ``name``."""
        text, hint = IMPORT_FAULTS[kind]
        guess = nearest(words["name"], known) if known else None
        hint = f"возможно, «{guess}»; {hint}" if guess else hint
        self.kinds.add(kind)
        self.faults.append(error("form-cell", f"{self.places[row, column]}: {text.format(**words)}", Location(self.name, row, column), hint))


def as_text(value: Value) -> str:
    if isinstance(value, str):
        return plain(value)
    return f"{value:f}".replace(".", ",") if not hasattr(value, "year") else f"{value:%d.%m.%Y}"


def plain(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


def shown(text: str) -> str:
    return line(one_line(text), 80)
