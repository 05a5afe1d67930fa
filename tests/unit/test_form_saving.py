"""What the form sent becomes the file: nothing of the old one is lost, nothing wrong gets in."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from trying import tries

from generator.editing.form.saving import SaveRefused, saved_text
from generator.editing.formatting import canonical
from generator.loading.records import content_files
from generator.loading.yaml_reader import read
from generator.model.registry import Registry

ROOT = Path(__file__).resolve().parents[2]
REGISTRY = Registry()
PRACTICE = REGISTRY["practice"]
PATH = "practices/2021/apteka.yml"
OLD = """\
# Голова файла.

id: apteka
title: Аптека на колёсах
draft: false
summary: Кратко # рядом
# Над видом.
kind: service
stage: running
stage_date: 2021
solution: |
  Раз.

  Два.
results:
  # Над первым.
  - title: мест
    value: 43.0
    unit: мест
  # Над вторым.
  - title: дней
    before: 12 # рядом с числом
    after: 8.5
    unit: дней
    kind: fact
  # В конце списка.
steps: [раз, "NO", два]
sources:
  - title: Паспорт
    date: 2021-11
# Хвост.
"""


def sent(values: Any) -> str:
    """As a form sends it: JSON is YAML, and its numbers know no zeros at the end."""
    return json.dumps(values, ensure_ascii=False, default=float)


def typed(text: str) -> dict[str, Any]:
    values = read(text, PATH).mapping
    assert values is not None
    return values


def noise(values: Any) -> Any:
    """What Decap CMS adds to a record by opening it: empty texts, lists and parts."""
    if isinstance(values, dict):
        return {name: noise(value) for name, value in values.items()} | {f: e for f, e in (("question", ""), ("risks", []), ("contact", {"organisation": "", "url": ""})) if "stage" in values and f not in values}
    return [noise(value) for value in values] if isinstance(values, list) else values


def comments(text: str) -> list[str]:
    return sorted(line.partition("#")[2].strip() for line in text.splitlines() if "#" in line)


@pytest.mark.parametrize("top", ["practices", "regions", "life_situations", "digests", "collections", "glossary"])
def test_a_record_that_nobody_changed_stays_as_it_is(top: str) -> None:
    """Every third published file of each kind, sent back as a form would, with its empty fields."""
    paths = [path for path in content_files(ROOT, REGISTRY) if path.startswith(f"{top}/")][::3]
    assert paths
    for path in paths:
        record_type = REGISTRY.for_path(path)
        assert record_type is not None
        old = (ROOT / path).read_text(encoding="utf-8")
        assert saved_text(sent(noise(typed(old))), path, old, record_type) == old


def test_one_change_leaves_the_rest() -> None:
    values = typed(OLD)
    values["results"][1]["after"] = 7
    values["question"] = "Как?"
    new = saved_text(sent(values), PATH, OLD, PRACTICE)
    assert comments(new) == comments(OLD)
    assert typed(new) == typed(OLD) | {"question": "Как?", "results": [typed(OLD)["results"][0], typed(OLD)["results"][1] | {"after": 7}]}
    assert "value: 43.0" in new and "draft: false" in new and 'steps: [раз, "NO", два]' in new and "kind: fact" in new
    assert canonical(new, PATH, PRACTICE.model) == (new, [])


def test_comments_go_with_their_items_and_stay_when_these_go() -> None:
    values = typed(OLD)
    values["results"] = [{"title": "лет", "value": 3, "unit": "года"}, values["results"][1]]
    new = saved_text(sent(values), PATH, OLD, PRACTICE)
    assert comments(new) == comments(OLD)
    before, _, second = new.partition("- title: дней")
    assert "# Над вторым." in before and "# рядом с числом" in second
    del values["results"]
    assert comments(saved_text(sent(values), PATH, OLD, PRACTICE)) == comments(OLD)


@tries(15)
@given(st.data())
def test_whatever_goes_no_comment_is_lost(data: st.DataObject) -> None:
    values = typed(OLD)
    for name in data.draw(st.sets(st.sampled_from(["draft", "stage_date", "results", "steps"]))):
        del values[name]
    if "results" in values:
        values["results"] = data.draw(st.permutations(values["results"]))[: data.draw(st.integers(0, 2))]
        if not values["results"]:
            del values["results"]
    if "steps" in values:
        values["steps"] = data.draw(st.lists(st.sampled_from(["раз", "NO", "on", "007", "2021-11-15", "да # нет", "1e3"]), min_size=1, max_size=4))
    values["summary"] = data.draw(st.sampled_from(["off", "~", "null", "Кратко: да", "- нет", "«а» # б", "0x1F"]))
    new = saved_text(sent(values), PATH, OLD, PRACTICE)
    assert comments(new.replace("# б", "").replace("# нет", "")) == comments(OLD)
    assert [typed(new).get(name) for name in values] == [values[name] for name in values]
    assert canonical(new, PATH, PRACTICE.model) == (new, [])


def test_a_new_record_is_canonical_and_says_nothing_empty() -> None:
    values = noise({
        "id": "apteka", "title": "Аптека", "draft": True, "aliases": [], "summary": "NO", "kind": "service", "stage": "running", "stage_date": "2021",
        "solution": "Раз.\n\nДва.\n", "results": [], "resources": {}, "story": {"name": "", "age": "", "text": ""},
        "sources": [{"title": "Паспорт", "date": "2021-11", "url": ""}],
    })
    assert saved_text(sent(values), PATH, None, PRACTICE) == (
        'id: apteka\ntitle: Аптека\ndraft: true\nsummary: "NO"\nkind: service\nstage: running\nstage_date: 2021\nsolution: |-\n  Раз.\n\n  Два.\n'
        "sources:\n  - title: Паспорт\n    date: 2021-11\n"
    )


def test_numbers_stay_exact() -> None:
    values = typed(OLD)
    values["results"][0]["value"] = 9.9
    found = typed(saved_text(sent(values), PATH, OLD, PRACTICE))["results"][0]["value"]
    assert found == Decimal("9.9")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"id": "drugaya"}, "не равен имени файла"),
        ({"kind": "услуга"}, "kind"),
        ({"contact": {"email": "a@b.ru"}}, "contact.organisation"),
        ({"summary": "а\nб"}, "summary"),
        ({"novoe": 1}, "novoe"),
    ],
)
def test_what_the_base_refuses_is_not_saved(change: dict[str, Any], told: str) -> None:
    with pytest.raises(SaveRefused, match=told):
        saved_text(sent(typed(OLD) | change), PATH, OLD, PRACTICE)


@pytest.mark.parametrize("text", ["", "- а", "a: [", "a: 1\na: 2"])
def test_what_is_no_record_is_refused(text: str) -> None:
    with pytest.raises(SaveRefused):
        saved_text(text, PATH, OLD, PRACTICE)


def test_a_broken_file_is_not_written_over() -> None:
    with pytest.raises(SaveRefused, match="не читается"):
        saved_text(sent(typed(OLD)), PATH, OLD + "title: второе\n", PRACTICE)
