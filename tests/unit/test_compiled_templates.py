"""Compiled templates are kept by their name and text, wherever the base lies."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import Environment, UndefinedError

from generator.rendering.environment import make_environment, template_place
from generator.rendering.markup import TextRenderer


def environment(folder: Path, texts: dict[str, str]) -> Environment:
    folder.mkdir()
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return make_environment(folder, TextRenderer({}), folder.parent / "compiled")


def test_a_copy_compiles_only_what_is_different(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = environment(tmp_path / "one", {"a.html": "а {{ 1 }}", "b.html": "б {{ 2 }}"})
    assert [one.get_template(name).render() for name in ("a.html", "b.html")] == ["а 1", "б 2"]
    compiled: list[str | None] = []
    compile = Environment.compile
    monkeypatch.setattr(Environment, "compile", lambda env, text, name, file: compiled.append(name) or compile(env, text, name, file))
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
