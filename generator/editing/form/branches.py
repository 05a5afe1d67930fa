"""Records that wait for a review, each on its own git branch, without touching the working tree.

Branches have the format of Decap CMS (``cms/<collection>/<slug>``, the status in the description of the
branch), so its other back ends and ``decap-server`` know them, and they can be pushed and merged with git.
Commits are made with a temporary index: working tree, index and current branch are not touched until a
record is published, which writes its file.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.loading.changed_files import text_at

STATUSES = ("draft", "pending_review", "pending_publish")
_LABEL = "decap-cms/"
_AUTHOR = {"NAME": "Форма Смартеки", "EMAIL": "form@localhost"}  # if git has no identity configured


class GitFailed(Exception):
    """A git command failed; the message is that of git."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A record on its branch: the files changed since the merge base, and the time of the last commit (ISO 8601)."""

    key: str
    status: str
    paths: tuple[str, ...]
    new: frozenset[str]  # those of ``paths`` that were added
    updated: str


class ReviewBranches:
    """Branches of one repository. ``key`` is «collection/slug», checked by the caller."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def usable(self) -> bool:
        """Whether there are git, a repository and at least one commit."""
        try:
            return bool(self._git("rev-parse", "--verify", "--quiet", "HEAD^{commit}"))
        except GitFailed:
            return False

    def keys(self) -> list[str]:
        return self._git("for-each-ref", "--format=%(refname:lstrip=3)", "refs/heads/cms/").split()

    def find(self, key: str) -> Waiting | None:
        if key not in self.keys():
            return None
        branch = f"refs/heads/cms/{key}"
        fork = self._git("merge-base", "HEAD", branch)
        paths = tuple(p for p in self._git("diff", "--name-only", "--no-renames", "--relative", "-z", fork, branch, "--").split("\0") if p)
        new = frozenset(p for p in paths if text_at(self._root, fork, p) is None)
        try:
            label = self._git("config", f"branch.cms/{key}.description").removeprefix(_LABEL)
        except GitFailed:
            label = ""
        return Waiting(key, label if label in STATUSES else STATUSES[0], paths, new, self._git("log", "-1", "--format=%cI", branch))

    def text(self, key: str, path: str) -> str | None:
        """The content of a file on the branch of a record; None if there is no file."""
        return text_at(self._root, f"refs/heads/cms/{key}", path)

    def text_before(self, key: str, path: str) -> tuple[str | None, str | None]:
        """The content of a file at the merge base of the branch, and in the current commit."""
        fork = self._git("merge-base", "HEAD", f"refs/heads/cms/{key}")
        return text_at(self._root, fork, path), text_at(self._root, "HEAD", path)

    def save(self, key: str, texts: Mapping[str, str], message: str) -> None:
        """Commit files to the branch of a record; a new branch begins at the current commit."""
        branch = f"refs/heads/cms/{key}"
        known = key in self.keys()
        parent = self._git("rev-parse", branch if known else "HEAD")
        prefix = self._git("rev-parse", "--show-prefix")
        with tempfile.TemporaryDirectory() as folder:
            own = {"GIT_INDEX_FILE": str(Path(folder) / "index")}
            self._git("read-tree", parent, env=own)
            for path, text in texts.items():
                blob = self._git("hash-object", "-w", "--stdin", given=text)
                self._git("update-index", "--add", "--cacheinfo", f"100644,{blob},{prefix}{path}", env=own)
            tree = self._git("write-tree", env=own)
        commit = self._git("commit-tree", tree, "-p", parent, "-F", "-", given=message or "Запись из формы", env=self._author())
        self._git("update-ref", branch, commit, parent if known else "")
        if not known:
            self.mark(key, STATUSES[0])

    def mark(self, key: str, status: str) -> None:
        self._git("config", f"branch.cms/{key}.description", f"{_LABEL}{status}")

    def drop(self, key: str) -> None:
        self._git("branch", "-D", f"cms/{key}")

    def _author(self) -> dict[str, str]:
        try:
            self._git("var", "GIT_COMMITTER_IDENT")
        except GitFailed:
            return {f"GIT_{who}_{what}": value for who in ("AUTHOR", "COMMITTER") for what, value in _AUTHOR.items()}
        return {}

    def _git(self, *arguments: str, given: str = "", env: Mapping[str, str] | None = None) -> str:
        try:
            run = subprocess.run(
                ["git", "-c", "core.quotePath=false", "-C", str(self._root), *arguments], input=given, capture_output=True, text=True,
                encoding="utf-8", timeout=30, check=False, env={**os.environ, **(env or {})},
            )
        except (OSError, subprocess.SubprocessError, UnicodeError) as fault:
            raise GitFailed(str(fault)) from None
        if run.returncode:
            raise GitFailed(run.stderr.strip() or f"git {arguments[0]}: {run.returncode}")
        return run.stdout.strip()
