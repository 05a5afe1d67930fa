"""Compiled templates are kept by their name and text, wherever the base lies."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment, UndefinedError

from generator.rendering import environment as environment_module
from generator.rendering.environment import make_environment, template_place
from generator.rendering.markup import TextRenderer


def environment(folder: Path, texts: dict[str, str]) -> Environment:
    folder.mkdir()
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return make_environment(folder, TextRenderer({}), folder.parent / "compiled")


def names_compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of templates compiled from now on."""
    names: list[str] = []
    compile = Environment.compile

    def noted(env: Environment, text: str, name: str, file: str) -> object:
        names.append(name)
        return compile(env, text, name, file)

    monkeypatch.setattr(Environment, "compile", noted)
    return names


def test_a_copy_compiles_only_what_is_different(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = environment(tmp_path / "one", {"a.html": "а {{ 1 }}", "b.html": "б {{ 2 }}"})
    assert [one.get_template(name).render() for name in ("a.html", "b.html")] == ["а 1", "б 2"]
    compiled = names_compiled(monkeypatch)
    other = environment(tmp_path / "other", {"a.html": "а {{ 1 }}", "b.html": "в {{ 3 }}"})
    assert [other.get_template(name).render() for name in ("a.html", "b.html")] == ["а 1", "в 3"]
    assert compiled == ["b.html"]


def test_a_fault_is_told_where_it_lies(tmp_path: Path) -> None:
    texts = {"frame.html": "<main>\n{% block main %}{% endblock %}", "page.html": "{% extends 'frame.html' %}\n{% block main %}\n{{ nothing }}{% endblock %}"}
    for name in ("one", "other"):
        env = environment(tmp_path / name, texts)
        with pytest.raises(UndefinedError) as fault:
            env.get_template("page.html").render()
        assert template_place(fault.value) == f"{tmp_path / name / 'page.html'}:3"


def test_another_compiler_compiles_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    environment(tmp_path / "one", {"a.html": "а"}).get_template("a.html")
    compiled = names_compiled(monkeypatch)
    monkeypatch.setattr(environment_module, "VERSION", -1)
    environment(tmp_path / "other", {"a.html": "а"}).get_template("a.html")
    assert compiled == ["a.html"]


@dataclass(frozen=True)
class View:
    title: str = "<b>"
    parts: tuple[int, ...] = (1, 2)

    def told(self, *words: str, **named: str) -> str:
        return f"{words} {named}"


@pytest.mark.parametrize(("text", "shown"), [
    ("{{ view.title }}", "&lt;b&gt;"),
    ("{{ (view if view else none).title | length }}", "3"),
    ("{% for part in view.parts %}{{ loop.index }}:{{ part.real }};{% endfor %}", "1:1;2:2;"),
    ('{{ map["title"] }}, {{ map.get("none", "нет") }}', "ключ, нет"),
    ("{{ view.told('а', 'б', как='в') | safe }}", "('а', 'б') {'как': 'в'}"),
    ("{{ view.told('а', *['б'], **{'как': 'в'}) | safe }}", "('а', 'б') {'как': 'в'}"),
    ("{{ view.told(class='в') | safe }}", "() {'class': 'в'}"),
    ("{{ keyword.class }}", "слово"),
    ("{% macro m(x, y=2) %}<i>{{ x }}{{ y }}</i>{% endmacro %}{{ m('<', y=3) }}", "<i>&lt;3</i>"),
    ("{% macro m() %}<i>{{ caller('<') }}</i>{% endmacro %}{% call(x) m() %}{{ x }}{{ view.title }}{% endcall %}", "<i>&lt;&lt;b&gt;</i>"),
])  # fmt: skip
def test_dots_and_calls_are_those_of_python(tmp_path: Path, text: str, shown: str) -> None:
    keyword = type("Keyword", (), {"class": "слово"})()
    template = environment(tmp_path / "one", {"page.html": text}).get_template("page.html")
    assert template.render(view=View(), map={"title": "ключ"}, keyword=keyword) == shown


@pytest.mark.parametrize(("text", "kind"), [
    ("{{ view.titel }}", AttributeError),
    ("{% if view.titel %}да{% endif %}", AttributeError),
    ("{{ map.title }}", AttributeError),  # a key, which is written in brackets
    ("{{ veiw.title }}", UndefinedError),
    ("{{ veiw() }}", UndefinedError),
    ("{{ map['titel'] }}", UndefinedError),
    ("{% macro m(x) %}{{ x.titel }}{% endmacro %}\n{{ m(view) }}", AttributeError),
])  # fmt: skip
def test_what_is_not_there_is_told_with_its_line(tmp_path: Path, text: str, kind: type[Exception]) -> None:
    env = environment(tmp_path / "one", {"page.html": f"первая\n{text}"})
    given: dict[str, Any] = {"view": View(), "map": {"title": "ключ"}}
    with pytest.raises(kind) as fault:
        env.get_template("page.html").render(given)
    assert template_place(fault.value) == f"{tmp_path / 'one' / 'page.html'}:2"
