"""The local protocol of Decap CMS: actions on record files of one base.

The reference is ``decap-server`` (MIT) of the same project: a POST of ``{"action", "params"}``, answered with
JSON. This one handles records only: it lists, reads and writes files of record types, validates them, keeps
comments, and never deletes a published record. There are no pictures. In a git repository, a record can also be
saved for a review, on its own branch.
"""

from __future__ import annotations

import hashlib
import re
import threading
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any

from generator.loading.records import content_files
from generator.loading.yaml_reader import decode
from generator.model.registry import RecordType, Registry
from generator.model.scalars import SLUG
from generator.wording.system_errors import system_reason

from .branches import STATUSES, GitFailed, ReviewBranches, Waiting
from .saving import SaveRefused, saved_text, summary_of
from .surroundings import Surroundings

Write = Callable[[Mapping[Path, bytes]], None]
"""Writes all files or none (``generator.atomic_files.write_files``)."""
_KEY = re.compile(rf"[a-z]+(?:_[a-z]+)*(?:/{SLUG}|/[a-z]+(?:_[a-z]+)*)+")
_FILE_NAME = re.compile(rf"{SLUG}\.yml")


class RequestRefused(Exception):
    """The request is refused; the message is for the user of the form, in Russian."""


class NotFound(RequestRefused):
    """The record is not on a branch; the form sends such requests to find that out."""


class RecordStore:
    """Answers requests of the form, one at a time: two windows may save simultaneously."""

    def __init__(self, root: Path, registry: Registry, write: Write, today: Callable[[], date]) -> None:
        self._root = root.resolve()
        self._today = today
        self._surroundings = Surroundings(self._root, registry)
        self._branches = ReviewBranches(self._root)
        self._registry = registry
        self._write = write
        self._opened: dict[str, str] = {}  # fingerprints of files as the form last read or wrote them
        self._lock = threading.Lock()

    def answer(self, request: Any) -> Any:
        """The JSON answer to a request. Raises RequestRefused, also for a request outside the protocol."""
        if not isinstance(request, Mapping) or not isinstance(request.get("params", {}), Mapping):
            raise RequestRefused("непонятный запрос")
        action = _ACTIONS.get(str(request.get("action")))
        if action is None:
            raise RequestRefused("форма просит о том, чего здесь нет: записи закрывают (стадия «завершена»), а не удаляют; картинок база не хранит")
        with self._lock:
            try:
                return action(self, request.get("params", {}))
            except OSError as fault:
                raise RequestRefused(f"файл не прочитать или не записать: {system_reason(fault)}") from None
            except GitFailed as fault:
                raise RequestRefused(f"git не сделал, что нужно: {fault}") from None

    def info(self, params: Mapping[str, Any]) -> Any:
        modes = ["simple", "editorial_workflow"] if self.reviews else ["simple"]
        return {"repo": self._root.name, "publish_modes": modes, "type": "smarteka"}

    @property
    def reviews(self) -> bool:
        """Whether records can be saved on branches for a review."""
        return self._branches.usable()

    def entries_by_folder(self, params: Mapping[str, Any]) -> Any:
        """Records of all types in a folder and up to ``depth`` − 1 levels below."""
        folder, depth = _text(params, "folder").strip("/"), params.get("depth")
        if not isinstance(depth, int) or _text(params, "extension") != "yml":
            raise RequestRefused("непонятный запрос")
        found = [
            path for path in content_files(self._root, self._registry)
            if path.startswith(f"{folder}/") and path.count("/") - folder.count("/") <= depth and self._is_record(path)
        ]
        return [self._entry(path) for path in found]

    def entries_by_files(self, params: Mapping[str, Any]) -> Any:
        files = params.get("files")
        if not isinstance(files, list) or not all(isinstance(file, Mapping) for file in files):
            raise RequestRefused("непонятный запрос")
        return [self._entry(self._record_path(_text(file, "path"))[0], file.get("label")) for file in files]

    def entry(self, params: Mapping[str, Any]) -> Any:
        """One record; ``data`` is null if there is no file: so the form looks for a free name."""
        path, _ = self._record_path(_text(params, "path"))
        data = self._read(path)
        if data is not None:
            self._opened[path] = _fingerprint(data)
        return self._entry(path)

    def save(self, params: Mapping[str, Any]) -> Any:
        """Write records, all or none, or commit them to a branch."""
        options = params.get("options")
        files = params.get("dataFiles", [params.get("entry")])
        if not isinstance(files, list) or not files or not all(isinstance(file, Mapping) for file in files):
            raise RequestRefused("непонятный запрос")
        if params.get("assets"):
            raise RequestRefused("картинок база не хранит")
        if not isinstance(options, Mapping):
            raise RequestRefused("непонятный запрос")
        key = _key({"collection": options.get("collectionName"), "slug": files[0].get("slug")}) if options.get("useWorkflow") else ""
        if key and not self.reviews:
            raise RequestRefused("отдать запись на проверку можно только в хранилище git, в котором есть хотя бы один коммит")
        texts: dict[str, str] = {}
        for file in files:
            path, record_type = self._record_path(_text(file, "path"))
            if file.get("newPath") not in (None, path):
                raise RequestRefused("запись переименовывает команда smarteka rename: она исправит и ссылки")
            texts[path] = self._saved(path, record_type, _text(file, "raw"), key)
        self._check(texts)
        if key:
            self._branches.save(key, texts, str(options.get("commitMessage", "")))
        else:
            self._put(texts)
        return {"message": "entry persisted"}

    def _check(self, texts: Mapping[str, str]) -> None:
        if broken := self._surroundings.broken_by(texts, self._today()):
            raise RequestRefused(f"запись не сохранена: {summary_of(broken)}")

    def _put(self, texts: Mapping[str, str]) -> None:
        changes = {self._root / path: text.encode("utf-8") for path, text in texts.items()}
        for target in changes:
            target.parent.mkdir(parents=True, exist_ok=True)
        self._write(changes)
        self._opened |= {path: _fingerprint(text.encode("utf-8")) for path, text in texts.items()}

    def waiting(self, params: Mapping[str, Any]) -> Any:
        """Keys of records that wait for a review."""
        return self._branches.keys() if self.reviews else []

    def waiting_entry(self, params: Mapping[str, Any]) -> Any:
        found = self._waiting(params)
        collection, _, slug = found.key.partition("/")
        diffs = [{"path": path, "id": path, "newFile": path in found.new} for path in found.paths]
        return {"collection": collection, "slug": slug, "status": found.status, "diffs": diffs, "updatedAt": found.updated}

    def waiting_text(self, params: Mapping[str, Any]) -> Any:
        path, _ = self._record_path(_text(params, "path"))
        return {"data": self._branches.text(self._waiting(params).key, path)}

    def mark(self, params: Mapping[str, Any]) -> Any:
        if params.get("newStatus") not in STATUSES:
            raise RequestRefused("непонятный запрос")
        self._branches.mark(self._waiting(params).key, _text(params, "newStatus"))
        return {"message": "status updated"}

    def drop(self, params: Mapping[str, Any]) -> Any:
        """Discard a record that waits for a review; it was never published."""
        self._branches.drop(self._waiting(params).key)
        return {"message": "branch deleted"}

    def publish(self, params: Mapping[str, Any]) -> Any:
        """Write the files of a reviewed record to the working tree, if they were not changed meanwhile."""
        found = self._waiting(params)
        texts: dict[str, str] = {}
        for each in found.paths:
            path, _ = self._record_path(each)
            data = self._read(path)
            present = None if data is None else data.decode("utf-8", "replace").replace("\r\n", "\n")
            if present not in self._branches.text_before(found.key, path):
                raise RequestRefused(f"файл {path} изменился с тех пор, как запись отдали на проверку; сведите их сами: git merge cms/{found.key}")
            text = self._branches.text(found.key, path)
            if text is not None:
                texts[path] = text
        self._check(texts)
        self._put(texts)
        self._branches.drop(found.key)
        return {"message": "entry published"}

    def _waiting(self, params: Mapping[str, Any]) -> Waiting:
        key = _key(params)
        found = self._branches.find(key) if self.reviews else None
        if found is None:
            raise NotFound(f"на проверке нет записи «{key}»")
        return found

    def nothing(self, params: Mapping[str, Any]) -> Any:
        """There are no pictures."""
        return []

    def no_preview(self, params: Mapping[str, Any]) -> Any:
        return None

    def no_notes(self, params: Mapping[str, Any]) -> Any:
        return {"notes": []}

    def _saved(self, path: str, record_type: RecordType, sent: str, key: str) -> str:
        waiting = self._branches.text(key, path) if key else None
        data = self._read(path)
        if data is not None and self._opened.get(path, _fingerprint(data)) != _fingerprint(data):
            raise RequestRefused(f"файл {path} изменился, пока форма была открыта; скопируйте написанное, откройте запись заново и повторите правку")
        old = None
        if data is not None:
            old, faults = decode(data, path)
            if old is None:
                raise RequestRefused(f"файл {path} сейчас не читается ({faults[0].message}), поэтому не переписан")
        try:
            return saved_text(sent, path, old if waiting is None else waiting, record_type)
        except SaveRefused as refusal:
            raise RequestRefused(f"запись не сохранена: {refusal}") from None

    def _entry(self, path: str, label: Any = None) -> dict[str, Any]:
        data = self._read(path)
        text = None if data is None else data.decode("utf-8", "replace")
        return {"data": text, "file": {"path": path, "label": label, "id": None if data is None else _fingerprint(data)}}

    def _read(self, path: str) -> bytes | None:
        try:
            return (self._root / path).read_bytes()
        except FileNotFoundError:
            return None

    def _is_record(self, path: str) -> bool:
        try:
            self._record_path(path)
        except RequestRefused:
            return False
        return True

    def _record_path(self, path: str) -> tuple[str, RecordType]:
        """The path and its record type. Raises RequestRefused for paths that are not of record files: nothing else is accessed."""
        pure = PurePosixPath(path)
        record_type = self._registry.for_path(path)
        plain = path == pure.as_posix() and not pure.is_absolute() and all(re.fullmatch(SLUG, part.replace("_", "-")) for part in pure.parts[:-1])
        if record_type is None or not plain or not _FILE_NAME.fullmatch(pure.name):
            raise RequestRefused(f"«{path}» – не место для записи")
        # The file or a folder of the path may be a symbolic link to outside.
        if not (self._root / path).resolve().is_relative_to(self._root) or (self._root / path).is_symlink():
            raise RequestRefused(f"«{path}» ведёт за пределы базы")
        return path, record_type


def _text(params: Mapping[str, Any], name: str) -> str:
    value = params.get(name)
    if not isinstance(value, str):
        raise RequestRefused("непонятный запрос")
    return value


def _key(params: Mapping[str, Any]) -> str:
    """«collection/slug» of a request, from ``collection`` and ``slug``, or from ``id``."""
    key = f"{params['collection']}/{params.get('slug')}" if params.get("collection") else params.get("id")
    if not isinstance(key, str) or not _KEY.fullmatch(key):
        raise RequestRefused("непонятный запрос")
    return key


def _fingerprint(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


_ACTIONS: Mapping[str, Callable[[RecordStore, Mapping[str, Any]], Any]] = {
    "info": RecordStore.info,
    "entriesByFolder": RecordStore.entries_by_folder,
    "entriesByFiles": RecordStore.entries_by_files,
    "getEntry": RecordStore.entry,
    "persistEntry": RecordStore.save,
    "getMedia": RecordStore.nothing,
    "unpublishedEntries": RecordStore.waiting,
    "unpublishedEntry": RecordStore.waiting_entry,
    "unpublishedEntryDataFile": RecordStore.waiting_text,
    "updateUnpublishedEntryStatus": RecordStore.mark,
    "deleteUnpublishedEntry": RecordStore.drop,
    "publishUnpublishedEntry": RecordStore.publish,
    "getDeployPreview": RecordStore.no_preview,
    "getNotes": RecordStore.no_notes,
}
