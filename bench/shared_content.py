"""What synthetic practices stand on: taxonomy, regions, life situations, target models, glossary.

The published files of the repository are taken where they are present, so that the measured site
has the real lists; what is absent is replaced by a minimal set of the same kind.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from generator.knowledge.base import KnowledgeBase
from generator.loading.records import Loaded, load_text
from generator.model.diagnostic import Diagnostic
from generator.model.region import Region
from generator.model.registry import Registry

from .yaml_text import dump

REPOSITORY = Path(__file__).resolve().parent.parent

# Everything that a build needs beside the records, copied as it is: the one list of it.
BUILD_INPUTS = ("mkdocs.yml", "docs", "site_templates")

# Patterns of published records; a group is taken whole from the repository or made up whole.
SHARED_GROUPS: dict[str, tuple[str, ...]] = {
    "taxonomy": ("practices/taxonomy.yml",),
    "regions": ("regions/*.yml",),
    "situations": ("life_situations/*.yml", "life_situations/target_models/*.yml"),
    "glossary": ("glossary/glossary.yml",),
}

MARK = "Синтетическая запись для замера скорости"
_SOURCE = [{"title": MARK, "publisher": "bench/synthetic.py"}]
_RECOMMENDED = re.compile(r"^recommended_practices:[^\n]*\n(?:[ #-][^\n]*\n|\n)*", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Shared:
    """Files by path, and the ids and titles that practices may refer to."""

    files: dict[str, str]
    regions: dict[str, str]
    directions: dict[str, str]
    subcategories: dict[str, str]
    problems: dict[str, tuple[str, ...]]  # life situation → its problems
    published: tuple[str, ...]  # groups taken from the repository


def shared_content(source: Path | None = REPOSITORY) -> Shared:
    """Published content below ``source`` where present, else the minimal set. None is all minimal."""
    files: dict[str, str] = {}
    published: list[str] = []
    minimal = _minimal()
    for group, patterns in SHARED_GROUPS.items():
        found = sorted(p for pattern in patterns for p in source.glob(pattern)) if source else []
        if found and source:
            published.append(group)
            files |= {p.relative_to(source).as_posix(): p.read_text("utf-8") for p in found}
        else:
            files |= minimal.get(group, {})
    for path in files:
        if path.startswith("life_situations/target_models/"):
            # Recommended practices are published ones, which a synthetic root does not hold.
            files[path] = _RECOMMENDED.sub("", files[path])
    return _linked(dict(sorted(files.items())), tuple(published))


def _linked(files: dict[str, str], published: tuple[str, ...]) -> Shared:
    registry = Registry()
    records: list[Loaded] = []
    faults: list[Diagnostic] = []
    for path, text in files.items():
        kind = registry.for_path(path)
        if kind is None:
            raise ValueError(f"{path} is no place for a record")
        loaded, diagnostics = load_text(text, path, kind)
        faults += diagnostics
        records += [loaded] if loaded else []
    if faults:
        first = faults[0]
        raise ValueError(
            f"published content has {len(faults)} errors, the first: "
            f"{first.location.path}:{first.location.line}: {first.message}"
        )
    base = KnowledgeBase(records, registry)
    problems: dict[str, list[str]] = {id: [] for id in base.ids("life_situation")}
    for id in base.problems:
        problems[id.partition("#")[0]].append(str(id))
    return Shared(
        files=files,
        regions={str(r.id): r.title for r in base.all(Region)},
        directions={str(id): d.title for id, d in base.directions.items()},
        subcategories={str(id): s.title for id, s in base.subcategories.items()},
        problems={id: tuple(numbers) for id, numbers in problems.items()},
        published=published,
    )


_REGIONS = (
    ("tulskaya-oblast", "Тульская область", "RU-TUL", "central", "oblast", "ТУЛ", 8, 6),
    ("ryazanskaya-oblast", "Рязанская область", "RU-RYA", "central", "oblast", "РЯЗ", 9, 6),
    ("permskiy-kray", "Пермский край", "RU-PER", "volga", "krai", "ПЕР", 13, 4),
    ("respublika-komi", "Республика Коми", "RU-KO", "northwestern", "republic", "КОМ", 12, 2),
    ("moskva", "Москва", "RU-MOW", "central", "federal-city", "МСК", 8, 5),
    ("primorskiy-kray", "Приморский край", "RU-PRI", "far-eastern", "krai", "ПРИ", 25, 7),
)
_DIRECTIONS = (
    ("kachestvo-zhizni", "Повышение качества жизни", "monitoring"),
    ("otkrytost-vlasti", "Открытость власти", "monitoring"),
    ("zdravookhranenie", "Здравоохранение", "nsi"),
    ("sotsialnaya-zashchita", "Социальная защита", "nsi"),
)
_SUBCATEGORIES = (
    ("meditsina-i-zdravookhranenie", "Медицина и здравоохранение"),
    ("elektronnye-uslugi", "Электронные услуги"),
    ("blagoustroystvo", "Благоустройство"),
    ("molodezhnaya-politika", "Молодёжная политика"),
    ("razvitie-demografii", "Развитие демографии"),
)
_SITUATIONS = (
    ("sinteticheskaya-pomoshch", "Получение помощи", "zdravookhranenie"),
    ("sinteticheskaya-vyplata", "Получение выплаты", "sotsialnaya-zashchita"),
)


def _minimal() -> dict[str, dict[str, str]]:
    """The smallest content on which practices of every facet can stand."""
    taxonomy = {
        "id": "taxonomy",
        "title": "Направления и подкатегории",
        "directions": [{"id": i, "title": t, "family": f} for i, t, f in _DIRECTIONS],
        "subcategories": [{"id": i, "title": t} for i, t in _SUBCATEGORIES],
    }
    regions = {
        f"regions/{id}.yml": dump(
            {"id": id, "title": title, "iso": iso, "district": district, "kind": kind, "short": short,
             "tile": {"column": column, "row": row}}
        )
        for id, title, iso, district, kind, short, column, row in _REGIONS
    }
    situations: dict[str, str] = {}
    for id, title, direction in _SITUATIONS:
        situations[f"life_situations/{id}.yml"] = dump(
            {
                "id": id, "title": f"{title}. {MARK}", "short_title": title,
                "borders": {"start": "Человек узнал, что ему нужна помощь", "end": "Помощь получена"},
                "problems": [{"number": n, "title": f"Проблема {n}: {title.lower()}"} for n in range(1, 9)],
                "sources": _SOURCE,
            }
        )
        situations[f"life_situations/target_models/{direction}.yml"] = dump(
            {
                "id": direction, "title": f"Целевая модель «{title}». {MARK}", "short_title": title,
                "direction": direction, "life_situations": [id], "sources": _SOURCE,
            }
        )
    return {
        "taxonomy": {"practices/taxonomy.yml": dump(taxonomy)},
        "regions": regions,
        "situations": situations,
    }
