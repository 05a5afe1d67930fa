"""Options that many commands take, worded once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

REMARK_FORMS = ("text", "json", "github", "sarif")
"""How remarks may be told: all that ``console.show`` can do."""


def format_option(*forms: str) -> Decorator:
    """``--format``, handed on as ``form``: text, the default, or another of ``forms``; without these, text or json."""
    choices = forms or ("text", "json")
    return click.option(
        "--format", "form", type=click.Choice(choices), default="text", metavar="|".join(choices), help="Вид ответа; по умолчанию text."
    )
