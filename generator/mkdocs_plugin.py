"""The MkDocs plugin: connects the events of MkDocs to the pipeline.

MkDocs renders the hand-written pages of ``docs/``; its theme is the shell of record pages. The site is built in a
staging folder and replaces the old one at the end, so a failed build leaves the old one untouched; the local server
goes on showing it, with a notice.

ProperDocs, the continuation of MkDocs 1.x, provides its modules under the names of MkDocs' when it runs.
"""

from __future__ import annotations

import logging
import re
from contextlib import suppress
from functools import partial
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.commands.build import get_context
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError, MkDocsException
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils import CountHandler

from generator.build_report import DeferredPart, Progress, Report
from generator.build_state import BuildState
from generator.exports.offline import make_offline
from generator.exports.precompress import Compressed, compress_site
from generator.loading.history import Change, history
from generator.loading.user_cache import cache_folder, make_cache_folder
from generator.mkdocs_settings import SmartekaConfig, form_fault, root_of, settings_of, today
from generator.model.diagnostic import Diagnostic
from generator.pipeline import Checked, check, render
from generator.reading import Reading
from generator.rendering.assets import Assets
from generator.rendering.markup import shorten
from generator.rendering.page import Shell
from generator.rendering.shell import MarkedShell
from generator.settings import Settings
from generator.staging import Staging
from generator.wording.russian import count, day, number
from generator.wording.system_errors import system_reason
from generator.writer import AddressClash, UnitOutput

if TYPE_CHECKING:  # only ``serve`` needs it
    from mkdocs.livereload import LiveReloadServer

log = logging.getLogger("mkdocs.plugins.smarteka")

_MOST_TOLD = 3  # warnings at the start of the local server; if there are more, only their number is logged
_UNUSED_THEME_FILES = ("assets/javascripts/", "assets/stylesheets/", "assets/images/")


class ErrorsInRecords(Abort):
    """The records have errors: nothing is built; the errors have been logged."""


class WarningsInStrictMode(Abort):
    """There were warnings in strict mode: the built site is not published."""


class SmartekaPlugin(BasePlugin[SmartekaConfig]):
    """Adds the pages of records to a MkDocs site."""

    def __init__(self) -> None:
        self.report: Report | None = None
        self.checked: Checked | None = None
        self.progress: Progress | None = None
        self.reading: Reading | None = None  # of the records, if it was started earlier
        self.offline = False
        self.precompress = False
        self.compressed: Compressed | None = None
        self.drafts = False
        self._serving = False
        self._staging: Staging | None = None
        self._nav: Navigation | None = None
        self._files: Files | None = None
        self._env: Any = None
        self._history: dict[str, list[Change]] | None = None
        self._state: BuildState | None = None
        self.others: set[str] = set()  # files of the site that MkDocs wrote
        self.built: MkDocsConfig | None = None  # the configuration of the last build by MkDocs
        self._around: Shell | None = None  # the shell of that build
        self._deferred: DeferredPart | None = None
        self._told: set[Diagnostic] | None = None  # warnings of the build before

    def on_startup(self, *, command: str, dirty: bool) -> None:
        self._serving = command == "serve"
        self._state = BuildState() if self._serving else None

    @property
    def shows_drafts(self) -> bool:
        """Always on the local server; in a build only if asked for."""
        return self.drafts or self._serving or bool(self.config.drafts)

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        if fault := form_fault(self.config.form):
            raise ConfigurationError(fault)
        try:
            config.extra["assets"] = Assets(root_of(config) / "site_templates" / "assets").names
        except ValueError as wrong:
            raise MkDocsException(str(wrong)) from wrong
        self.stage(config)
        return config

    def stage(self, config: MkDocsConfig) -> None:
        """Direct the next build to a new staging folder beside the published site."""
        self._staging = Staging(self._place(config))
        config.site_dir = str(self._staging.folder)

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        self.check(config)

    def check(self, config: MkDocsConfig, *, silently: bool = False) -> None:
        """Check the records before anything is written. Raises ErrorsInRecords; each warning is logged once."""
        self._history = None
        reading, self.reading = self.reading, None
        self.checked = check(root_of(config), today(), state=self._state, reading=reading)
        for d in self.checked.errors:
            _log_remark(logging.ERROR, d)
        # Warnings of the content are news for editors, not faults of the site: strict mode lets them pass.
        at_start = self._told is None
        new = [d for d in self.checked.warnings if d not in (self._told or ())]
        if self._serving and at_start and len(new) > _MOST_TOLD:  # what is known of old would bury the address
            new = []
        for d in new:
            _log_remark(logging.INFO, d)
        if (known := len(self.checked.warnings) - len(new)) and not silently:
            log.info("%s: %d (smarteka check).", "Предупреждений" if at_start else "Прежних предупреждений", known)
        self._told = set(self.checked.warnings)
        if self.checked.errors:
            self.discard()
            raise ErrorsInRecords(f"Ошибок в записях: {len(self.checked.errors)}. Прежний сайт не тронут.")

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """The theme's own scripts and styles are not used, so they are not published."""
        for file in [f for f in files if f.src_uri.startswith(_UNUSED_THEME_FILES)]:
            files.remove(file)
        return files

    def on_env(self, env: Any, *, config: MkDocsConfig, files: Files) -> Any:
        self._env, self._files = env, files
        return env

    def on_page_markdown(self, markdown: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """Set the day of the last change of a hand-written page, if git knows it."""
        root = root_of(config)
        if self._history is None:
            self._history = history(root)
        path = (Path(config.docs_dir) / page.file.src_uri).relative_to(root).as_posix()
        if changes := self._history.get(path):
            page.meta["git_updated"] = day(changes[0].day)
        return markdown

    def on_page_content(self, html: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """Set the description of a hand-written page to its first paragraph, unless the page has one."""
        if "description" not in page.meta and (first := re.search(r"<p>(.*?)</p>", html, re.DOTALL)):
            page.meta["description"] = shorten(" ".join(unescape(re.sub(r"<[^>]+>", "", first[1])).split()))
        return html

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        self._nav = nav
        return nav

    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        site_dir = Path(config.site_dir)
        (site_dir / "sitemap.xml.gz").unlink(missing_ok=True)  # MkDocs' own, it lacks the pages of records
        others = {path.relative_to(site_dir).as_posix() for path in site_dir.rglob("*") if path.is_file()}
        self._around = None
        self.finish(config, others)
        self.built = config

    def finish(self, config: MkDocsConfig, others: set[str], *, silently: bool = False) -> None:
        """Render the pages of records beside ``others``, the files that MkDocs wrote, and publish the whole site."""
        assert self.checked is not None and self._staging is not None  # set by earlier events
        root, site_dir = root_of(config), Path(config.site_dir)
        try:
            self.report = render(
                self.checked, root, site_dir, self.settings(config), lambda assets: self._shell(assets, config),
                self.progress or partial(_log_phase, logging.DEBUG if silently else logging.INFO),
                None if self.offline else self._staging.final.absolute(), self._state,
            )
            self._deferred = self.report.deferred
            for remark in self.report.remarks:
                log.info("Внимание: %s", remark)
            if self.offline:
                make_offline(site_dir)
            if self.precompress:
                (self.progress or log.info)("сжатие")
                self.compressed = compress_site(site_dir)
            if config.strict and _warned():
                # MkDocs itself would abort only after this event, when the old site has been replaced.
                raise WarningsInStrictMode("В строгом режиме предупреждения – ошибки. Прежний сайт не тронут.")
            if self.report.gone is None:
                self._staging.publish()
            else:
                self._staging.publish_changes(self.report.gone | (self.others - others))
        except BaseException as fault:
            self.stop_index()
            self.discard()
            if self._state:
                self._state.forget()
            if isinstance(fault, AddressClash):
                raise MkDocsException(str(fault)) from fault
            raise
        self.others = others
        config.site_dir = str(self._staging.final)
        if self._serving and not silently:
            written, seconds = count(self.report.files_written, "файл", "файла", "файлов"), number(round(sum(self.report.phases.values()), 1))
            log.info("Готово: заново сделано %s из %s за %s с.", written, number(self.report.files), seconds)
        if self._deferred and self._state:
            self._deferred.publish(partial(_take_index, self._state), _log_index_fault)

    def stop_index(self) -> None:
        """Cancel the deferred search index; the next build makes another one."""
        if self._deferred:
            self._deferred.stop()
            self._deferred = None

    def on_build_error(self, *, error: Exception) -> None:
        self.discard()

    def on_shutdown(self) -> None:
        """The server may be stopped in the middle of a build."""
        self.stop_index()
        self.discard()
        if self._state:
            self._state.save()

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
        from generator.mkdocs_server import LocalServer

        assert self._state is not None  # the command is serve
        LocalServer(self, server, config, self._state).attach()
        return server

    def settings(self, config: MkDocsConfig) -> Settings:
        assert self._files is not None  # set by an earlier event
        addresses = (f.url for f in self._files.documentation_pages() if f.inclusion.is_included())
        return settings_of(config, self.config, addresses, drafts=self.shows_drafts, serving=self._serving)

    def _shell(self, assets: Assets, config: MkDocsConfig) -> Shell:
        if self._around is None:
            self._around = self._make_shell(assets, config)
        return self._around

    def _make_shell(self, assets: Assets, config: MkDocsConfig) -> Shell:
        template = self._env.get_template("main.html")
        nav, files = self._nav, self._files
        assert nav is not None and files is not None  # set by earlier events

        def text(section: str, depth: int) -> str:
            base_url = "/".join([".."] * depth) or "."
            context = get_context(nav, files, config, page=None, base_url=base_url)
            return str(template.render({**context, "page": None, "smarteka_section": section}))

        return MarkedShell(text, str(config.site_name), config.site_url or "/", assets.names)

    def _place(self, config: MkDocsConfig) -> Path:
        """The final folder of the site. The local server's is in the cache, so that its next start can reuse the files."""
        kept = cache_folder(root_of(config)) if self._serving else None
        if kept:
            with suppress(OSError):  # the cache is not writable: use the temporary folder of MkDocs
                make_cache_folder(kept)
                return kept / f"served-{config.dev_addr.port}"
        return Path(config.site_dir)

    def discard(self) -> None:
        """Remove the staging folder; the published site stays."""
        if self._staging:
            self._staging.discard()


def _log_phase(level: int, phase: str) -> None:
    log.log(level, "Смартека: %s", phase)


def _take_index(state: BuildState, made: UnitOutput) -> None:
    state.add_index(made)
    log.info("Поиск обновлён.")


def _log_index_fault(fault: Exception) -> None:
    reason = system_reason(fault) if isinstance(fault, OSError) else repr(fault)
    log.error("Поиск остался прежним: %s", reason)


def _log_remark(level: int, d: Diagnostic) -> None:
    """The log record carries the ``diagnostic`` itself, for handlers with a format of their own."""
    log.log(level, line_of(d), extra={"diagnostic": d})


def line_of(d: Diagnostic) -> str:
    hint = f" ({d.hint})" if d.hint else ""
    return f"{d.location.path}:{d.location.line}:{d.location.column}: [{d.code}] {d.message}{hint}"


def _warned() -> bool:
    """Whether the counter of strict mode (of MkDocs or ProperDocs) has counted a warning."""
    handlers = [*logging.getLogger("mkdocs").handlers, *logging.getLogger("properdocs").handlers]
    return any(isinstance(h, CountHandler) and h.get_counts() for h in handlers)


def load(config_file: Path, site_dir: Path, progress: Progress) -> tuple[MkDocsConfig, SmartekaPlugin]:
    """The MkDocs configuration for a build into ``site_dir``, and our plugin in it. Raises ConfigurationError without the plugin."""
    config = load_config(str(config_file), site_dir=str(site_dir))
    plugin = config.plugins.get("smarteka")
    if not isinstance(plugin, SmartekaPlugin):
        raise ConfigurationError("в разделе plugins нет smarteka")
    plugin.progress = progress
    config.plugins.on_startup(command="build", dirty=False)
    return config, plugin
