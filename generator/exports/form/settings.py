"""``admin/config.yml``: the configuration of Decap CMS for all record types.

The backend (GitHub, GitLab, …) is copied from ``plugins: - smarteka: form:`` of mkdocs.yml. Without it the
file has no backend, and the form works on the computer of the editor only, with ``smarteka serve``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from generator.exports.export_file import ExportFile
from generator.knowledge.base import KnowledgeBase
from generator.model.life_situation import LifeSituation
from generator.model.registry import RecordType

from .fields import Field, Offered, Options, form_fields

ADDRESS = "admin/"
KIND_MARK = "@kind"
"""A key that no record has: the script of the page adds it with the type of a record after reading, and removes
it before writing. A folder contains several types, which the form distinguishes by it."""
VOCABULARIES = "vocabularies"


def form_files(base: KnowledgeBase, backend: Mapping[str, Any]) -> Iterator[ExportFile]:
    """The configuration as a YAML file."""
    head = "# Settings of the form at /admin/, made from the models by every build.\n"
    text = yaml.dump(form_settings(base, backend), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=110)
    yield ExportFile(f"{ADDRESS}config.yml", (head + text).encode())


def form_settings(base: KnowledgeBase, backend: Mapping[str, Any]) -> dict[str, Any]:
    """The configuration of Decap CMS. ``backend`` is empty if the site has none."""
    offered = Offered(base.registry, choices(base))
    folders = [t for t in base.registry if "*" in t.file]
    single = [t for t in base.registry if "*" not in t.file]
    return {
        **({"backend": {"branch": "main", **backend}} if backend else {}),
        "publish_mode": "editorial_workflow",
        "locale": "ru",
        "media_folder": "docs/pictures",  # required by Decap; records have no pictures
        "media_library": {"name": "none"},
        "editor": {"preview": False},
        "slug": {"encoding": "ascii", "clean_accents": True},
        "collections": [
            *(_folder(t, offered) for t in sorted(folders, key=_importance)),
            {
                "name": VOCABULARIES, "label": "Словари", "delete": False, "format": "record-file",
                "files": [_file(t, offered) for t in single],
            },
        ],
    }


def choices(base: KnowledgeBase) -> dict[str, Options]:
    """Options for ids that are parts of records: terms of the taxonomy, problems of life situations."""
    return {
        "direction": [(str(id), direction.title) for id, direction in base.directions.items()],
        "subcategory": [(str(id), subcategory.title) for id, subcategory in base.subcategories.items()],
        "problem": [
            (f"{situation.id}#{problem.number}", f"{situation.short_title}: {problem.number}. {problem.title}")
            for situation in sorted(base.all(LifeSituation), key=lambda s: s.short_title)
            for problem in situation.problems
        ],
    }


def folder_and_path(record_type: RecordType) -> tuple[str, str]:
    """Folder and path template of a type for Decap: («regions», «{{fields.region}}/events/{{slug}}»)."""
    parts = record_type.folder.split("/")
    if "*" not in parts:
        return record_type.folder, ""
    star = parts.index("*")
    # A wildcard in the last folder is the year, elsewhere the region of the record.
    within = ["{{year}}"] if star == len(parts) - 1 else ["{{fields.region}}", *parts[star + 1 :]]
    return "/".join(parts[:star]), "/".join((*within, "{{slug}}"))


def _folder(record_type: RecordType, offered: Offered) -> dict[str, Any]:
    folder, path = folder_and_path(record_type)
    return {
        "name": record_type.kind, "label": record_type.title, "label_singular": record_type.forms[0],
        "folder": folder, **({"path": path} if path else {}),
        "extension": "yml", "format": f"record-{record_type.kind}",
        "filter": {"field": KIND_MARK, "value": record_type.kind},
        "create": True, "delete": False,  # records are closed, not deleted
        **({"preview_path": record_type.address.format(id="{{fields.id}}", region="{{fields.region}}")} if record_type.address else {}),
        "slug": "{{fields.id}}", "identifier_field": "title", "summary": "{{title}}",
        "sortable_fields": ["title", "id"],
        "fields": [_draft(each) if each["name"] == "draft" else each for each in form_fields(record_type, offered)],
    }


def _draft(field: Field) -> Field:
    """A new record is a draft by default, as with ``smarteka new``."""
    return {**field, "default": True}


def _file(record_type: RecordType, offered: Offered) -> dict[str, Any]:
    fields = [_fixed(record_type) if each["name"] == "id" else each for each in form_fields(record_type, offered)]
    return {
        "name": record_type.kind, "label": record_type.title,
        "file": f"{record_type.folder}/{record_type.file}", "fields": fields,
    }


def _fixed(record_type: RecordType) -> Field:
    return {"name": "id", "label": "Идентификатор", "widget": "hidden", "default": record_type.file.partition(".")[0]}


def _importance(record_type: RecordType) -> int:
    """The sort key of collections: practices first, as the most used."""
    return 0 if record_type.kind == "practice" else 1


class _Dumper(yaml.CSafeDumper):
    """Without YAML aliases, for other programs that read the file."""

    def ignore_aliases(self, data: Any) -> bool:
        return True
