"""The Jinja environment of ``site_templates``: strict, with the filters of ``wording``, tuned for speed."""

from __future__ import annotations

import json
import os
import traceback
from collections import ChainMap
from collections.abc import Callable, MutableMapping
from pathlib import Path
from typing import Any

import markupsafe
from jinja2 import (
    Environment,
    FileSystemBytecodeCache,
    FileSystemLoader,
    StrictUndefined,
    Template,
    TemplateSyntaxError,
)
from jinja2.bccache import Bucket
from jinja2.runtime import Context
from markupsafe import Markup, escape

from generator.wording import russian as wording
from generator.wording.plain_text import plain_text
from generator.wording.typography import typograph

from .markup import TextRenderer
from .template_code import VERSION, PlainCode

# str → str, implemented in C; ``escape`` wraps its result in ``Markup``. Other versions of markupsafe may lack it.
_escaped: Callable[[str], str] = getattr(markupsafe, "_escape_inner", lambda text: str(escape(text)))


def _escape(value: Any) -> str:
    """The escaped value as plain ``str``, for the output of templates.

    Jinja's ``escape`` took half of the time of a page to wrap pieces in ``Markup``, only to join them.
    """
    kind = type(value)
    if kind is str:
        return _escaped(value)
    if kind is Markup:
        return value  # type: ignore[no-any-return]  # Markup is a str
    if kind is int:
        return str(value)
    return str(value.__html__()) if hasattr(value, "__html__") else _escaped(str(value))


class _Template(Template):
    """A template that escapes with ``_escape``."""

    @classmethod
    def from_code(cls, *args: Any, **kwargs: Any) -> Template:
        template = super().from_code(*args, **kwargs)
        template.root_render_func.__globals__["escape"] = _escape
        return template


class _Context(Context):
    """Calls functions without checking whether they are marked with ``pass_context``: none of ours is.

    The check cost more than most of the calls.
    """

    def call(self, called: Callable[..., Any], /, *args: Any, _loop_vars: Any = None, _block_vars: Any = None, **kwargs: Any) -> Any:
        return called(*args, **kwargs)


class _Environment(Environment):
    code_generator_class = PlainCode
    template_class = _Template
    context_class = _Context

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Share the globals among all templates: by default they are copied key by key for every page."""
        return ChainMap(d, self.globals) if d else self.globals


def make_environment(templates: Path, texts: TextRenderer, compiled: Path | None = None) -> Environment:
    """The environment of ``templates``; the filters ``md`` and ``line`` render the texts of records.

    ``compiled`` is the cache folder of compiled templates; created if needed.
    """
    env = _Environment(
        loader=FileSystemLoader(templates),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,  # templates do not change while one site is built
        bytecode_cache=_kept_bytecode(compiled),
    )
    env.filters.update(
        md=texts.block,
        line=texts.line,
        plain=plain_text,
        tidy=typograph,
        number=wording.number,
        day=wording.day,
        partial_date=wording.partial_date,
        plural=wording.plural,
        counted=wording.count,
        upper_first=lambda text: text[:1].upper() + text[1:],
        compact_json=_json,
    )
    env.globals.update(UNKNOWN=wording.UNKNOWN, wording=wording, icon=_Icons(templates / "assets" / "icons"))
    return env


def template_place(fault: BaseException) -> str:
    """``file:line`` of the innermost template in the traceback of an exception; empty if there is none."""
    if isinstance(fault, TemplateSyntaxError):
        return f"{fault.filename or fault.name}:{fault.lineno}"
    frames = [f for f in traceback.extract_tb(fault.__traceback__) if f.filename.endswith((".html", ".xml"))]
    return f"{frames[-1].filename}:{frames[-1].lineno}" if frames else ""


class _Compiled(FileSystemBytecodeCache):
    """A cache keyed by name and source of a template, not by its path: a copy of the base can use the same files."""

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        return super().get_cache_key(f"{name} {VERSION}")

    def get_bucket(self, environment: Environment, name: str, filename: str | None, source: str) -> Bucket:
        bucket = super().get_bucket(environment, name, filename, source)
        if bucket.code and filename:
            bucket.code = bucket.code.replace(co_filename=filename)  # where tracebacks point to
        return bucket


def _kept_bytecode(folder: Path | None) -> FileSystemBytecodeCache | None:
    """None if the folder cannot be written: templates are then compiled in every run."""
    if folder is None:
        return None
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    return _Compiled(str(folder)) if os.access(folder, os.W_OK) else None


def _json(value: Any) -> Markup:
    """JSON, escaped for use inside a script element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return Markup(text.replace("<", "\\u003c").replace("&", "\\u0026"))


class _Icons:
    """Inline SVG icons by name; decorative, so hidden from screen readers. Names come from records: an unknown one gives an empty string."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read: dict[str, Markup] = {}

    def __call__(self, name: str) -> Markup:
        if name not in self._read:
            file = self._folder / f"{name}.svg"
            svg = file.read_text(encoding="utf-8").strip() if file.is_file() else ""
            self._read[name] = Markup(svg.replace("<svg ", f'<svg class="icon icon--{name}" aria-hidden="true" focusable="false" ', 1))
        return self._read[name]
