"""Checks of the environment variables used by mkdocs.yml, with messages in Russian instead of those of MkDocs."""

from __future__ import annotations

import os

import click

_SWITCH = ("true", "false", "yes", "no", "on", "off")  # booleans of YAML 1.1
_SWITCHES = {"SMARTEKA_DRAFTS": (*_SWITCH, "1", "0"), "SMARTEKA_DIGEST_FILES": _SWITCH}
_ADDRESS = "SMARTEKA_SITE_URL"


def check_variables(ctx: click.Context) -> None:
    """Raises click.UsageError for an invalid value."""
    for name, values in _SWITCHES.items():
        value = os.environ.get(name, "")
        if value and value.lower() not in values:
            raise click.UsageError(f"{name}: «{value}» не годится; пишите true или false", ctx)
    address = os.environ.get(_ADDRESS, "")
    if address and not address.startswith(("https://", "http://")):
        raise click.UsageError(f"{_ADDRESS}: «{address}» – не адрес; он начинается с https://", ctx)
