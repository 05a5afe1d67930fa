"""The list of all record types. To add a type, begin with a line here.

See ``docs/how-to/add-record-type.md``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any

from .canvas import Canvas
from .collection import Collection
from .common import Record
from .digest import Digest
from .event import Event
from .life_situation import LifeSituation
from .practice import Practice
from .region import Region
from .report import StandardReport
from .roadmap import Roadmap
from .survey import Survey
from .target_model import TargetModel
from .vocabulary import Glossary, Synonyms, Taxonomy


@dataclass(frozen=True, slots=True)
class RecordType:
    """What the upper floors need to know about a record type, so that they can treat all types alike.

    ``folder`` is a pattern of path parts below the root; ``*`` is one folder. ``address`` is
    the page's address with ``{id}`` and ``{region}``; empty for a type without pages.
    A type with pages has a list of them at ``collection``, under its ``title``.
    """

    kind: str
    model: type[Record]
    folder: str
    forms: tuple[str, str, str]  # 1 практика, 2 практики, 5 практик
    address: str = ""
    template: str = ""
    collection: str = ""  # name in the API and of the address of the list
    file: str = "*.yml"
    title: str = field(kw_only=True)  # plural title in lists and counts: Практики

    def matches(self, path: str) -> bool:
        folder, _, name = path.rpartition("/")
        return (
            folder.count("/") == self.folder.count("/")
            and fnmatchcase(folder, self.folder)
            and fnmatchcase(name, self.file)
        )

    def address_of(self, record: Record) -> str:
        """Address of the record's page, relative to the site, ending with a slash."""
        address = self.address.replace("{id}", record.id)
        return address.replace("{region}", getattr(record, "region", "")) if "{" in address else address


RECORD_TYPES: tuple[RecordType, ...] = (
    RecordType(
        "taxonomy", Taxonomy, "practices", ("словарь", "словаря", "словарей"), file="taxonomy.yml", title="Направления и темы",
    ),
    RecordType(
        "practice", Practice, "practices/*", ("практика", "практики", "практик"),
        "practices/{id}/", "practice.html", "practices", title="Практики",
    ),
    RecordType(
        "region", Region, "regions", ("регион", "региона", "регионов"),
        "regions/{id}/", "region.html", "regions", title="Регионы",
    ),
    RecordType(
        "roadmap", Roadmap, "regions/*/roadmaps",
        ("дорожная карта", "дорожные карты", "дорожных карт"),
        "roadmaps/{region}/{id}/", "roadmap.html", "roadmaps", title="Дорожные карты",
    ),
    RecordType(
        "standard_report", StandardReport, "regions/*/reports", ("отчёт РСС", "отчёта РСС", "отчётов РСС"),
        "reports/{region}/{id}/", "standard_report.html", "reports", title="Отчёты РСС",
    ),
    RecordType(
        "survey", Survey, "regions/*/surveys", ("опрос", "опроса", "опросов"),
        "surveys/{region}/{id}/", "survey.html", "surveys", title="Опросы",
    ),
    RecordType(
        "event", Event, "regions/*/events", ("событие", "события", "событий"),
        "events/{region}/{id}/", "event.html", "events", title="События",
    ),
    RecordType(
        "life_situation", LifeSituation, "life_situations",
        ("жизненная ситуация", "жизненные ситуации", "жизненных ситуаций"),
        "life-situations/{id}/", "life_situation.html", "life-situations", title="Жизненные ситуации",
    ),
    RecordType(
        "target_model", TargetModel, "life_situations/target_models",
        ("целевая модель", "целевые модели", "целевых моделей"),
        "target-models/{id}/", "target_model.html", "target-models", title="Целевые модели",
    ),
    RecordType(
        "canvas", Canvas, "life_situations/canvases",
        ("заполненный шаблон", "заполненных шаблона", "заполненных шаблонов"),
        "canvases/{id}/", "canvas.html", "canvases", title="Заполненные шаблоны",
    ),
    RecordType(
        "digest", Digest, "digests/*", ("выпуск", "выпуска", "выпусков"),
        "digests/{id}/", "digest.html", "digests", title="Выпуски дайджеста",
    ),
    RecordType(
        "collection", Collection, "collections", ("подборка", "подборки", "подборок"),
        "collections/{id}/", "collection.html", "collections", title="Подборки",
    ),
    RecordType(
        "glossary", Glossary, "glossary", ("словарь терминов", "словаря терминов", "словарей терминов"),
        file="glossary.yml", title="Словарь терминов",
    ),
    RecordType(
        "synonyms", Synonyms, "glossary", ("словарь синонимов", "словаря синонимов", "словарей синонимов"),
        file="synonyms.yml", title="Синонимы для поиска",
    ),
)


class Registry:
    """Record types by kind, by path and by model."""

    def __init__(self, types: Iterable[RecordType] = RECORD_TYPES) -> None:
        self.types = tuple(types)
        self._by_kind = {t.kind: t for t in self.types}
        self._by_model: dict[type[Any], RecordType] = {t.model: t for t in self.types}

    def __iter__(self) -> Iterator[RecordType]:
        return iter(self.types)

    def __getitem__(self, kind: str) -> RecordType:
        return self._by_kind[kind]

    def __contains__(self, kind: str) -> bool:
        return kind in self._by_kind

    def of(self, record: Record) -> RecordType:
        return self._by_model[type(record)]

    def kind_of(self, model: type[Record]) -> str:
        return self._by_model[model].kind

    def for_path(self, path: str) -> RecordType | None:
        """The first type whose folder and file pattern match the path."""
        return next((t for t in self.types if t.matches(path)), None)
