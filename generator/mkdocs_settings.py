"""Settings of a build from mkdocs.yml and the environment."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError
from mkdocs.utils.yaml import yaml_load
from yaml import YAMLError

from generator.exports.files import SITE_NAME
from generator.rendering.admin_page import BACKENDS
from generator.run_day import WrongDay, run_day
from generator.settings import Settings


class SmartekaConfig(Config):
    """Options under ``plugins: - smarteka:`` of mkdocs.yml."""

    source_url = config_options.Type(str, default="")
    history_url = config_options.Type(str, default="")
    correction_url = config_options.Type(str, default="")
    digest_files = config_options.Type(bool, default=True)
    tag = config_options.Type(str, default="smarteka.example,2026")
    drafts = config_options.Type((bool, int), default=False)  # SMARTEKA_DRAFTS=1 arrives as a number
    form = config_options.Type(dict, default={})  # where the form at /admin/ keeps records


def settings_of(config: MkDocsConfig, own: SmartekaConfig, addresses: Iterable[str], *, drafts: bool, serving: bool) -> Settings:
    """``addresses`` are those of the hand-written pages. Raises ConfigurationError."""
    return Settings(
        site_name=str(config.site_name),
        site_url=(config.site_url or "/").rstrip("/") + "/",
        templates=root_of(config) / "site_templates",
        today=today(),
        source_url=own.source_url,
        history_url=own.history_url,
        correction_url=own.correction_url,
        extra_addresses=tuple(sorted(addresses)),
        digest_files=own.digest_files,
        tag=own.tag,
        drafts=drafts,
        form=own.form,
        form_answers=serving or bool(own.form),
    )


def root_of(config: MkDocsConfig) -> Path:
    """The folder of mkdocs.yml, absolute even if the file was given by a relative path."""
    return Path(config.config_file_path).absolute().parent


def form_fault(backend: Mapping[str, Any]) -> str:
    """What is wrong with ``form:`` of mkdocs.yml, in Russian; empty if nothing is."""
    if not backend:
        return ""
    if backend.get("name") not in BACKENDS:
        return f"form: name – «{backend.get('name', '')}», а нужно одно из: {', '.join(BACKENDS)}"
    if backend["name"] != "git-gateway" and not re.fullmatch(r"[^\s/]+(/[^\s/]+)+", str(backend.get("repo", ""))):
        return "form: repo – нужен репозиторий: владелец/имя"
    return ""


def site_identity(config_file: Path) -> tuple[str, str]:
    """Name and address of the site in mkdocs.yml, without loading theme and plugins.

    The address is empty if mkdocs.yml has none. Raises ConfigurationError for an unreadable file.
    """
    if not config_file.is_file():
        return SITE_NAME, ""
    try:
        with config_file.open("rb") as stream:
            found = yaml_load(stream)
    except (YAMLError, OSError) as fault:
        raise ConfigurationError(str(fault)) from fault
    return str(found.get("site_name") or SITE_NAME), str(found.get("site_url") or "")


def today() -> date:
    """The day the site is built for. Raises ConfigurationError."""
    try:
        return run_day()
    except WrongDay as fault:
        raise ConfigurationError(str(fault)) from None
