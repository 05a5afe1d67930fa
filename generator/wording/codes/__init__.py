"""Explanations of the diagnostic codes, with a wrong and a right example: for ``explain`` and the site's pages.

The texts are in the YAML files beside this module, one file for each group; their order is the order on
the pages. An entry, by its code:

``title``, ``text``  what is wrong, in a phrase; why, and how to correct it
``wrong``, ``right``  an excerpt of a record, or excerpts by path
``file``              the record of the excerpt, if not the usual practice
``severity``          ``warning`` if it does not stop the build
``whole``             the excerpt is a whole file; ``encoding``: in which the wrong one is saved
``staged``            the example is described in words, since a text cannot show it
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

USUAL_FILE = "practices/2021/apteka.yml"
USUAL_ROADMAP = "regions/tulskaya-oblast/roadmaps/lekarstva.yml"
# Name of the group and of its file → its title on the site.
GROUPS = {
    "reading": "Файл не читается или лежит не там",
    "fields": "Значение поля не подходит",
    "rules": "Записи не сходятся",
    "roadmap": "Дорожная карта не готова",
    "import": "Импорт документов",
    "links": "Адреса в интернете",
}


@dataclass(frozen=True, slots=True)
class Explanation:
    """``wrong`` and ``right``: path → excerpt of YAML; the path is empty if the example is described in words."""

    code: str
    group: str
    title: str
    text: str
    wrong: Mapping[str, str]
    right: Mapping[str, str]
    warning: bool = False
    whole: bool = False
    encoding: str = ""
    staged: bool = False


@cache
def explanations() -> Mapping[str, Explanation]:
    """Explanations by code, in the order of the files."""
    found: dict[str, Explanation] = {}
    for group in GROUPS:
        text = files(__package__).joinpath(f"{group}.yml").read_text(encoding="utf-8")
        entries: dict[str, dict[str, str | dict[str, str]]] = yaml.load(text, Loader=yaml.CBaseLoader)
        for code, entry in entries.items():
            found[code] = _explanation(code, group, entry)
    return found


def _explanation(code: str, group: str, entry: Mapping[str, str | dict[str, str]]) -> Explanation:
    staged = "staged" in entry or group == "import"
    place = "" if staged else str(entry.get("file", USUAL_ROADMAP if group == "roadmap" else USUAL_FILE))
    wrong, right = (value if isinstance(value := entry[name], dict) else {place: value} for name in ("wrong", "right"))
    return Explanation(
        code, group, str(entry["title"]), str(entry["text"]), wrong, right,
        warning=entry.get("severity") == "warning" or (group == "import" and entry.get("severity") != "error"),
        whole="whole" in entry, encoding=str(entry.get("encoding", "")), staged=staged,
    )


def visible(path: str) -> str:
    """A path with invisible characters escaped."""
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in path)
