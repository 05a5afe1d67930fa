"""Sites that tests build: copies of what git tracks, the command that builds them, what came out."""

from __future__ import annotations

import fcntl
import fnmatch
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = Path(__file__).parent / "sample"
BIN = Path(sys.executable).parent
SITE_URL = "https://smarteka.example/"
TODAY = "2026-11-22"  # of the published base
COMPILED = "templates"  # compiled, in the folder that all workers share: for bases that take the templates as they are
SAMPLE_TODAY = "2022-01-10"  # before anything in the sample is due


@dataclass(frozen=True)
class Run:
    """What a command said and how it ended."""

    code: int
    out: str
    err: str


Runner = Callable[..., Run]  # the fixture ``smarteka``: arguments as typed, named ones set the environment


@dataclass(frozen=True)
class Published:
    """A base and the site that ``smarteka build`` made of it."""

    root: Path
    site: Path
    run: Run

    def page(self, address: str) -> Path:
        return self.site / address / "index.html"


def command(program: str, *args: str | Path, cwd: Path | None = None, **environment: str) -> Run:
    """A program of the environment (smarteka, mkdocs), run to its end with a fixed day."""
    done = subprocess.run(
        [BIN / program, *map(str, args)], cwd=cwd, env=surroundings(**environment), capture_output=True, timeout=300,
    )
    return Run(done.returncode, done.stdout.decode(), done.stderr.decode())


def git(root: Path, *arguments: str, **environment: str) -> str:
    """What git says in a folder; commits are somebody's, and nothing of this user's settings."""
    identity = ("-c", "user.name=Редактор", "-c", "user.email=editor@smarteka.example", "-c", "commit.gpgsign=false", "-c", "init.defaultBranch=main")
    done = subprocess.run(
        ["git", *identity, "-C", root, *arguments], env={**os.environ, **environment}, check=True, capture_output=True, text=True, encoding="utf-8"
    )
    return done.stdout


def surroundings(**changed: str) -> dict[str, str]:
    """The environment of a command: ours without what would change the site."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("SMARTEKA_", "MKDOCS_"))}
    return {**kept, "SMARTEKA_TODAY": TODAY, **changed}


def copy_repository(target: Path) -> Path:
    """The repository as a clone would have it: without what .gitignore names, and without its history."""
    patterns = (ROOT / ".gitignore").read_text(encoding="utf-8").split()
    anywhere = [p.strip("/") for p in patterns if not p.startswith("/")]
    at_root = [p.strip("/") for p in patterns if p.startswith("/")]

    def unwanted(folder: str, names: list[str]) -> list[str]:
        ignored = [".git", *anywhere, *(at_root if Path(folder) == ROOT else ())]
        return [name for name in names if any(fnmatch.fnmatchcase(name, pattern) for pattern in ignored)]

    return Path(shutil.copytree(ROOT, target, ignore=unwanted))


def copy_sample(target: Path) -> Path:
    """The invented base with the templates and the settings of the real one, to be built."""
    copy_sample_records(target)
    copy_settings(target)
    return target


def copy_sample_records(target: Path) -> Path:
    """The invented base with the settings of the real one: a fifth of the files, enough for all but a build."""
    shutil.copytree(SAMPLE, target, ignore=shutil.ignore_patterns(".cache"), copy_function=shutil.copyfile)
    shutil.copyfile(ROOT / "mkdocs.yml", target / "mkdocs.yml")
    return target


def copy_settings(target: Path) -> None:
    """Templates and settings of the real base; hand-written pages are stubs of the same names and anchors.

    The real ones link to real records.
    """
    shutil.copytree(ROOT / "site_templates", target / "site_templates", copy_function=_copy_or_link)
    shutil.copy(ROOT / "mkdocs.yml", target)
    for page in (ROOT / "docs").rglob("*.md"):
        stub = target / page.relative_to(ROOT)
        stub.parent.mkdir(parents=True, exist_ok=True)
        anchors = "".join(f"\n## Место {a} {{#{a}}}\n" for a in re.findall(r"^#.*\{#([\w-]+)\}$", page.read_text(encoding="utf-8"), re.MULTILINE))
        stub.write_text(f"# Выдуманная страница {stub.relative_to(target).as_posix()}\n{anchors}", encoding="utf-8")


def _copy_or_link(source: str, target: str) -> None:
    """Libraries of others, some MB that no test changes, are linked where the disk allows it."""
    if Path(source).parent.name == "vendor":
        try:
            os.link(source, target)
        except OSError:  # another disk
            pass
        else:
            return
    shutil.copy2(source, target)


def once(folder: Path, make: Callable[[], object]) -> None:
    """Makes something in a folder that all workers of a run share: the first to come does it, the others wait."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "done").exists():
            make()
            (folder / "done").touch()


def publish(folder: Path, copy: Callable[[Path], Path], today: str, **environment: str) -> Published:
    """A base and its site, copied and built once for all workers."""
    root, site, result = folder / "root", folder / "site", folder / "run.json"

    def build() -> None:
        copy(root)
        compiled = folder.parent / COMPILED
        compiled.mkdir(exist_ok=True)
        (root / ".cache").mkdir(exist_ok=True)
        (root / ".cache/templates").symlink_to(compiled)
        run = command("smarteka", "--root", root, "build", "--site-dir", site, cwd=None, SMARTEKA_TODAY=today, **environment)
        result.write_text(json.dumps(asdict(run)), encoding="utf-8")

    once(folder, build)
    return Published(root, site, Run(**json.loads(result.read_text(encoding="utf-8"))))


def take_over_kept(built: Published, root: Path) -> None:
    """What a build of the same templates and issues left for the next: compiled templates, files of the digest.

    For builds of the sample that prove something else: these make a third of the work. Both are found by the text
    that they are made of, so that whatever a test changed is made anew.
    """
    for name in ("templates", "digests"):
        shutil.copytree(built.root / ".cache" / name, root / ".cache" / name, dirs_exist_ok=True)


def tree(folder: Path) -> dict[str, str]:
    """Every file below a folder with a digest of its bytes."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def differences(one: Path, other: Path) -> list[str]:
    """Files that only one of two folders has, or that differ."""
    first, second = tree(one), tree(other)
    return sorted(
        [f"только в {one.name}: {p}" for p in first.keys() - second.keys()]
        + [f"только в {other.name}: {p}" for p in second.keys() - first.keys()]
        + [f"различается: {p}" for p in first.keys() & second.keys() if first[p] != second[p]]
    )


def html_files(site: Path) -> Iterator[Path]:
    """Pages of the site; files to be downloaded are none."""
    yield from (path for path in sorted(site.rglob("*.html")) if path.name in ("index.html", "404.html"))


def exported_html(site: Path) -> Iterator[Path]:
    """Issues of the digest as one HTML file and as a letter."""
    yield from (path for path in sorted(site.glob("digests/*/*.html")) if path.name != "index.html")


def assert_none(faults: Iterable[object]) -> None:
    """There are no faults; where there are, they are all named, a line each."""
    found = sorted(map(str, faults))
    assert not found, f"{len(found)}:\n" + "\n".join(found[:60])
