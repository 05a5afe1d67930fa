"""Settings of VS Code and JetBrains editors: which schema applies to which content file.

In the globs of the YAML extension of VS Code, ``*`` does not match a slash. In JetBrains editors it
does, so a pattern that would also match files of another type is replaced by the list of files there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

from generator.atomic_files import write_file
from generator.knowledge.base import KnowledgeBase
from generator.loading.records import content_files
from generator.model.registry import RecordType, Registry

from .editor_schemas import FOLDER, editor_schemas, schema_path
from .schemas import glob

VSCODE = ".vscode/settings.json"
VSCODE_EXTENSIONS = ".vscode/extensions.json"
JETBRAINS = ".idea/jsonSchemas.xml"
JETBRAINS_IGNORE = ".idea/.gitignore"


def vscode_settings(registry: Registry, present: dict[str, Any] | None = None) -> dict[str, Any]:
    """Settings of the workspace; other settings in ``present`` are kept."""
    return {
        **(present or {}),
        # Our dialect is closer to YAML 1.2, in which «NO», «12:30» and dates are text.
        "yaml.yamlVersion": "1.2",
        "yaml.schemaStore.enable": False,  # no requests to the internet
        "yaml.schemas": {f"./{schema_path(t)}": [f"/{glob(t)}"] for t in registry},
    }


def jetbrains_mapping(registry: Registry, files: Iterable[str]) -> str:
    """``jsonSchemas.xml``; ``files`` are the existing content files."""
    known = list(files)
    entries = "".join(_jetbrains_entry(t, _jetbrains_items(t, registry, known)) for t in registry)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<project version="4">\n'
        '  <component name="JsonSchemaMappingsProjectConfiguration">\n    <state>\n      <map>\n'
        f"{entries}"
        "      </map>\n    </state>\n  </component>\n</project>\n"
    )


def editor_files(root: Path, base: KnowledgeBase) -> dict[str, bytes]:
    """All files of the editor setup: content by path below the root. ``base`` includes drafts, whose ids are offered too."""
    registry = base.registry
    return {
        **editor_schemas(base),
        VSCODE: _json(vscode_settings(registry, _present_settings(root / VSCODE))),
        VSCODE_EXTENSIONS: _json({"recommendations": ["redhat.vscode-yaml"]}),
        JETBRAINS: jetbrains_mapping(registry, content_files(root, registry)).encode(),
        JETBRAINS_IGNORE: b"*\n!.gitignore\n!jsonSchemas.xml\n",
    }


def write_editor_setup(root: Path, base: KnowledgeBase) -> None:
    """Update the committed editor setup; schemas of removed types are deleted."""
    files = editor_files(root, base)
    for path, data in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        write_file(root / path, data)
    for old in (root / FOLDER).glob("*.json"):
        if f"{FOLDER}/{old.name}" not in files:
            old.unlink()


def vscode_matches(pattern: str, path: str) -> bool:
    """Match as the YAML extension does: at any depth, ``*`` within one folder."""
    return re.search(f"(?:^|/){_regex(pattern.lstrip('/'), '[^/]*')}$", path) is not None


def jetbrains_matches(pattern: str, path: str) -> bool:
    """Match as JetBrains editors do for a pattern with a slash: at any depth, ``*`` across folders."""
    return re.search(f"(?:^|/){_regex(pattern, '.*')}$", path) is not None


def _present_settings(file: Path) -> dict[str, Any]:
    """The existing settings of the workspace; none if the file is not plain JSON (it is overwritten then)."""
    try:
        settings = json.loads(file.read_bytes())
    except (FileNotFoundError, ValueError):
        return {}
    return settings if isinstance(settings, dict) else {}


def _regex(pattern: str, star: str) -> str:
    return star.join(re.escape(piece) for piece in pattern.split("*"))


def _jetbrains_items(record_type: RecordType, registry: Registry, files: list[str]) -> list[tuple[str, str]]:
    """(kind of mapping, path) for a type: its pattern, or its files if the pattern matches too much."""
    pattern = glob(record_type)
    folders = [t.folder for t in registry if t.kind != record_type.kind]
    if not any(jetbrains_matches(pattern, f"{folder.replace('*', 'x')}/x.yml") for folder in folders):
        return [("Pattern" if "*" in pattern else "File", pattern)]
    return [("File", path) for path in files if registry.for_path(path) is record_type]


def _jetbrains_entry(record_type: RecordType, items: list[tuple[str, str]]) -> str:
    listed = "".join(
        "                  <Item>\n"
        f'                    <option name="path" value={quoteattr(path)} />\n'
        f'                    <option name="mappingKind" value="{mapping}" />\n'
        "                  </Item>\n"
        for mapping, path in items
    )
    return (
        f'        <entry key="{record_type.kind}">\n          <value>\n            <SchemaInfo>\n'
        f'              <option name="name" value="{record_type.kind}" />\n'
        f'              <option name="relativePathToSchema" value="{schema_path(record_type)}" />\n'
        '              <option name="schemaVersion" value="JSON Schema version 2020-12" />\n'
        f'              <option name="patterns">\n                <list>\n{listed}                </list>\n'
        "              </option>\n            </SchemaInfo>\n          </value>\n        </entry>\n"
    )


def _json(value: dict[str, Any]) -> bytes:
    return f"{json.dumps(value, ensure_ascii=False, indent=2)}\n".encode()
