"""Scripts and styles as they are published: parts joined, each under an address that changes with what it holds."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from generator.rendering.assets import JOINED, Assets, joined_scripts

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "site_templates"


def assets(folder: Path, **files: str) -> dict[str, bytes]:
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return {output.path: output.data for output in Assets(folder).outputs()}


def test_parts_are_joined_in_the_order_of_the_list_and_not_published_alone(tmp_path: Path) -> None:
    (tmp_path / JOINED).write_text(json.dumps({"whole.js": ["parts/b.js", "parts/a.js"]}), encoding="utf-8")
    found = assets(tmp_path, parts__a_js="a = 1; // one\n", parts__b_js="b = 2;\n", other_js="c = 3;")
    assert found == {"assets/whole.js": b"b=2;\na=1;", "assets/other.js": b"c=3;"}
    before = Assets(tmp_path).names
    assert set(before) == {"whole.js", "other.js"}
    (tmp_path / "parts/a.js").write_text("a = 4;", encoding="utf-8")
    after = Assets(tmp_path).names
    assert after["whole.js"] != before["whole.js"] and after["other.js"] == before["other.js"]


def test_a_part_that_is_not_there_is_no_smaller_script(tmp_path: Path) -> None:
    (tmp_path / JOINED).write_text(json.dumps({"whole.js": ["gone.js"]}), encoding="utf-8")
    with pytest.raises(FileNotFoundError, match=r"gone\.js"):
        Assets(tmp_path)


@pytest.mark.parametrize(
    ("text", "told"), [("{bad", r"joined\.json:1:2: это не JSON"), ("[]", "нужны имена скриптов"), ('{"a.js": "b.js"}', "нужны имена скриптов")],
)
def test_a_list_of_parts_that_is_none_is_told(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / JOINED).write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=told):
        Assets(tmp_path)


def test_every_published_script_is_asked_for_somewhere() -> None:
    """A part that is missing in the list would be published by itself, and nobody would notice that it does not run."""
    folder = TEMPLATES / "assets"
    named = {
        name
        for pattern, place in (("*.py", ROOT / "generator"), ("*.html", TEMPLATES), ("*.js", folder))
        for path in place.rglob(pattern) if "vendor" not in path.parts
        for name in re.findall(r"""["'/]((?:[\w-]+/)*[\w-]+\.js)["']""", path.read_text(encoding="utf-8"))
    }
    named = {name.removeprefix("assets/") for name in named} | {f"vendor/{name}.js" for name in ("docx", "js-yaml", "write-excel-file")}
    assert sorted(name for name in Assets(folder).names if name.endswith(".js") and name not in named) == []


def test_a_part_runs_after_those_that_it_builds_upon() -> None:
    """``window.smarteka…`` that a part reads while it loads has been made by one before it, or by the script of every page."""
    folder = TEMPLATES / "assets"
    made = re.compile(r"window\.(smarteka\w+)(?:\.\w+)? = ")
    used = re.compile(r"= window\.(smarteka\w+)\b(?!\s*=| \|\|)")
    before = {"site.js": (), "roadmap/import.js": ("site.js", "roadmap.js")}
    scripts = joined_scripts(folder)
    for script, parts in scripts.items():
        known: set[str] = set()
        for part in [*(part for name in before.get(script, ("site.js",)) for part in scripts[name]), *parts]:
            text = (folder / part).read_text(encoding="utf-8")
            known |= set(made.findall(text))
            assert set(used.findall(text)) <= known, part
