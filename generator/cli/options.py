"""Options shared by many commands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

REMARK_FORMS = ("text", "json", "github", "sarif")
"""Formats of diagnostics: all that ``console.show`` supports."""


def format_option(*forms: str) -> Decorator:
    """The option ``--format``, passed as ``form``: one of ``forms`` (default: text or json); text if not given."""
    choices = forms or ("text", "json")
    return click.option(
        "--format", "form", type=click.Choice(choices), default="text", metavar="|".join(choices), help="Вид ответа; по умолчанию text."
    )
