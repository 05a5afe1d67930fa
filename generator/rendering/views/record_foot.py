"""The foot of the page of a record: its files, sources and changes, and where to correct it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from generator.loading.history import Change
from generator.loading.records import Loaded
from generator.model.common import Note, Source
from generator.wording.web_addresses import percent_encoded

_SHOWN_CHANGES = 10


@dataclass(frozen=True, slots=True)
class RecordFoot:
    """The end of the page of every record."""

    path: str
    file_address: str
    json_address: str
    source_url: str
    history_url: str
    form_address: str  # the record in the form at /admin/; empty if the form has no back end
    correction_url: str  # where a reader without git can report an error
    sources: tuple[Source, ...]
    told_at: tuple[str, ...]  # for each source, the address of its content in the base itself, or empty
    notes: tuple[Note, ...]
    changes: tuple[Change, ...]
    updated: date | None


@dataclass(frozen=True, slots=True)
class RecordLinks:
    """Link patterns of the foot of records, from the settings; an empty pattern means no link."""

    source_url: str = ""
    """A pattern with ``{path}``: the file in the public repository."""
    history_url: str = ""
    """A pattern with ``{path}``: the history of the file."""
    correction_url: str = ""
    """A pattern with ``{page}``, ``{path}`` or ``{title}``."""
    form: bool = False
    """Whether the form at /admin/ has a back end."""

    def foot(self, item: Loaded, told_at: tuple[str, ...], changes: Sequence[Change], json_address: str) -> RecordFoot:
        """``changes``: the newest first."""
        return RecordFoot(
            path=item.path,
            file_address=f"records/{item.path}",
            json_address=json_address,
            source_url=self.source_url.format(path=item.path),
            history_url=self.history_url.format(path=item.path),
            form_address=_form_address(item) if self.form else "",
            correction_url=self._correction(item),
            sources=item.record.sources,
            told_at=told_at,
            notes=item.record.notes,
            changes=tuple(changes[:_SHOWN_CHANGES]),
            updated=changes[0].day if changes else None,
        )

    def _correction(self, item: Loaded) -> str:
        """The pattern with page, path and title of the record filled in."""
        values = {"page": item.type.address_of(item.record), "path": item.path, "title": item.record.title}
        address = self.correction_url
        for name, value in values.items():
            address = address.replace(f"{{{name}}}", percent_encoded(value, safe="/"))
        return address


def _form_address(item: Loaded) -> str:
    """The address of the form for a record: the collection, then the file below the folder of the collection."""
    if "*" not in item.type.file:
        return f"admin/#/collections/vocabularies/entries/{item.type.kind}"
    folder = item.type.folder.partition("/*")[0]
    return f"admin/#/collections/{item.type.kind}/entries/{item.path.removeprefix(f'{folder}/').removesuffix('.yml')}"
