"""Rebuilds of ``smarteka serve`` after an edit: of everything by MkDocs, or of records only, and how faults are shown."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError, MkDocsException
from mkdocs.livereload import LiveReloadServer

from generator.atomic_files import write_files
from generator.build_state import BuildState
from generator.editing.form.service import with_form_service
from generator.editing.form.store import RecordStore
from generator.local_requests import as_files, for_own_names, own_names
from generator.mkdocs_plugin import line_of, log
from generator.mkdocs_settings import root_of, today
from generator.model.registry import Registry
from generator.pipeline import stays
from generator.preview import Preview
from generator.rendering.environment import template_place
from generator.site_files import Stamp, stamp

if TYPE_CHECKING:
    from generator.mkdocs_plugin import SmartekaPlugin

Stamps = dict[Path, Stamp]


class LocalServer:
    """Keeps the site of ``smarteka serve`` up to date while records, pages and templates are edited."""

    def __init__(self, plugin: SmartekaPlugin, server: LiveReloadServer, config: MkDocsConfig, state: BuildState) -> None:
        self._plugin = plugin
        self._server = server
        self._state = state
        self._config = config
        self._sources = _stamps(config)  # at the last build by MkDocs
        self._preview = Preview()
        self._build = server.builder
        self._warming: Thread | None = None

    def attach(self) -> None:
        """Set up the server: its root, error pages, watched folders, rebuild function and WSGI middleware."""
        server, root, site = self._server, root_of(self._config), Path(self._config.site_dir)
        server.root = str(site)
        server.error_handler = partial(_error_page, site)
        watched = {t.folder.partition("/")[0] for t in Registry()} | {"site_templates"}
        for name in sorted(watched):
            if (root / name).is_dir():
                server.watch(str(root / name))
        server.builder = self._rebuild
        if (application := server.get_app()) is not None:
            store = RecordStore(root, Registry(), write_files, today)
            # Without the preview, the server would wait for a successful build and answer nothing until then.
            answered = with_form_service(as_files(self._preview.application(application)), store)
            server.set_app(for_own_names(answered, own_names(self._config.dev_addr.host)))
        if self._state.cold:
            self._warming = Thread(target=self._warm, daemon=True)
            self._warming.start()

    def _rebuild(self) -> None:
        """Build after an edit. Faults are logged and shown in a notice on the pages of the last good site."""
        if self._warming:
            self._warming.join()
        plugin, preview = self._plugin, self._preview
        plugin.checked = None
        plugin.stop_index()
        try:
            if not self._renew():
                now = _stamps(self._config)  # before anything is read: an edit during the build causes another one
                self._build()
                self._config, self._sources = plugin.built or self._config, now
        except Exception as fault:
            preview.problems = self._problems(fault)
            log.error("Прежний сайт остаётся, пока правка не исправлена.")
        else:
            if preview.problems:
                log.info("Исправлено.")
            preview.problems = ()

    def _renew(self, *, silently: bool = False) -> bool:
        """Update the site in place, without MkDocs, if nothing but records has changed.

        False, with nothing done, if a full build is needed.
        """
        plugin, config = self._plugin, self._config
        if not self._state.last_build or not _is_only_plugin(config) or self._sources != _stamps(config):
            return False
        plugin.stage(config)
        plugin.check(config, silently=silently)
        assert plugin.checked is not None  # set by check
        if not stays(plugin.checked, root_of(config), plugin.settings(config), self._state):
            plugin.discard()
            return False
        if not silently:
            log.info("Собираю сайт…")
        plugin.finish(config, plugin.others, silently=silently)
        return True

    def _warm(self) -> None:
        """Compute the values that lists depend on, which a reused site did not need, so that the first edit costs no more than later ones."""
        try:
            self._state.mark_lists_stale()
            self._renew(silently=True)
        except Exception as fault:  # perhaps an edit meanwhile; the next build will meet the same fault and report it
            log.debug("warming: %r", fault)

    def _problems(self, fault: Exception) -> tuple[str, ...]:
        """Why a build failed, one line each; what ``on_pre_build`` has not logged yet is logged."""
        if isinstance(fault, Abort) and self._plugin.checked is not None and self._plugin.checked.errors:
            return tuple(line_of(d) for d in self._plugin.checked.errors)
        if place := template_place(fault):
            text = f"шаблон не отработал: {place}: {fault}"
        elif isinstance(fault, ConfigurationError):
            text = f"mkdocs.yml не годится: {fault}"
        elif isinstance(fault, MkDocsException | OSError):
            text = str(fault)
        else:
            text = f"сайт не собран, это ошибка программы: {fault!r}"
            log.exception(text)
            return (text,)
        text = " ".join(text.split())
        log.error(text)
        return (text,)


def _is_only_plugin(config: MkDocsConfig) -> bool:
    """Whether no other plugin or hook can influence what MkDocs makes."""
    return list(config.plugins) == ["smarteka"] and not config.hooks


def _stamps(config: MkDocsConfig) -> Stamps:
    """Stamps of the project's files that MkDocs makes its pages from."""
    root, docs_dir = root_of(config), Path(config.docs_dir)
    files = [root / "mkdocs.yml", *docs_dir.rglob("*"), *(root / "site_templates").rglob("*")]
    return {path: stamp(path.stat()) for path in files if path.is_file()}


def _error_page(site: Path, code: int) -> bytes | None:
    try:
        return (site / f"{code}.html").read_bytes()
    except OSError:  # there is no page for this code
        return None
