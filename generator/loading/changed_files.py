"""Files that a branch changes, from git: committed, uncommitted and untracked."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path

# Default base revisions, the first that exists: the upstream of main, the remote's branches, the local ones.
USUAL_BASES = ("main@{upstream}", "origin/HEAD", "origin/main", "main", "origin/master", "master")


class CannotCompare(Exception):
    """There is nothing to compare with; the message, in Russian, gives the reason and the next step."""


@dataclass(frozen=True, slots=True)
class ChangedFiles:
    """``base``: the revision as given; ``fork``: the merge base of it and HEAD.

    ``paths``: relative to the root, sorted; include deleted files, and renamed ones under both names.
    """

    base: str
    fork: str
    paths: tuple[str, ...]


def changed_files(root: Path, base: str = "") -> ChangedFiles:
    """All files below ``root`` that differ from the merge base with ``base``.

    Raises CannotCompare: no git, no repository, no such revision, no common history.
    """
    if _git(root, "rev-parse", "--is-inside-work-tree") != "true\n":
        raise CannotCompare(f"папка «{root}» не под управлением git, сравнить не с чем; проверьте всё: smarteka check")
    named = base or next((name for name in USUAL_BASES if _commit(root, name)), "")
    if not named:
        raise CannotCompare("не нашлось основной ветки (main); назовите, с чем сравнить: --changed ВЕТКА")
    commit = _commit(root, named)
    if not commit:
        hint = "путь пишите перед --changed" if (root / named).exists() or Path(named).exists() else "ветки покажет git branch -a"
        raise CannotCompare(f"«{named}» – не ветка и не коммит этого хранилища; {hint}")
    fork = _git(root, "merge-base", commit, "HEAD")
    if not fork:
        raise CannotCompare(
            f"у «{named}» и этой ветки нет общего коммита; если история скачана не вся, докачайте её: git fetch --unshallow"
        )
    different = _git(root, "diff", "--name-only", "-z", "--relative", "--no-renames", "--no-ext-diff", fork.strip(), "--")
    new = _git(root, "ls-files", "--others", "--exclude-standard", "-z")
    if different is None or new is None:
        raise CannotCompare(f"git не сравнил эту ветку с «{named}»; посмотрите, что ответит git status")
    return ChangedFiles(named, fork.strip(), tuple(sorted({p for p in f"{different}{new}".split("\0") if p})))


def text_at(root: Path, commit: str, path: str) -> str | None:
    """Contents of the file in a commit, with ``\\n`` line ends; None if it did not exist or is not text."""
    return _git(root, "show", f"{commit}:./{path}")


def _commit(root: Path, name: str) -> str:
    """Hash of the commit of a revision, empty if there is none."""
    return (_git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}") or "").strip()


def _git(root: Path, *arguments: str) -> str | None:
    """Output of git; None if it fails."""
    try:
        run = subprocess.run(
            ["git", "-C", str(root), *arguments], capture_output=True, text=True, encoding="utf-8", timeout=60, check=False,
        )
    except FileNotFoundError:
        raise CannotCompare("команда git не найдена; установите git или проверьте всё: smarteka check") from None
    except (OSError, subprocess.SubprocessError, UnicodeDecodeError):
        return None
    return run.stdout if run.returncode == 0 else None
