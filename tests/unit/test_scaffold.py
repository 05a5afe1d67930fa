"""Drafts of kinds without a way of their own: what is still to fill in is told field by field, each with what it wants."""

from __future__ import annotations

import pytest
from builders import REGISTRY

from generator.editing.scaffold import draft
from generator.loading.records import load_text
from generator.model.registry import RECORD_TYPES
from generator.pipeline import Checked

KINDS = [t.kind for t in RECORD_TYPES if t.file == "*.yml" and t.kind != "practice"]
TO_DO = {
    ("region", "district"): "можно: central (Центральный), northwestern (Северо-Западный), ",
    ("region", "kind"): "можно: republic (республика), krai (край), ",
    ("roadmap", "life_situation"): "идентификатор: имя файла из life_situations/ без .yml",
    ("standard_report", "sections[1].items"): "под ним пункты: «- number: …»",
    ("survey", "starts"): "год, месяц или день, например 2026-01",
    ("target_model", "life_situations[1]"): "каждый пункт с новой строки, с дефисом «- »",
    ("collection", "entries[1].practice"): "имя файла из practices/…/ без .yml",
    ("digest", "starts"): "день целиком, например 2026-01-31",
}


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_draft_lacks_is_a_list_of_steps(sample_checked: Checked, kind: str) -> None:
    path, text = draft(sample_checked.base, kind, "2026-w47" if kind == "digest" else "proba", title="Проба", region="ozernaya-oblast", year=2026)
    loaded, found = load_text(text, path, REGISTRY[kind])
    assert loaded is None
    lines = text.splitlines()
    told = {}
    for d in found:
        line = lines[d.location.line - 1]
        assert line.strip() == "-" or line.split("#")[0].rstrip().endswith(":") or d.code == "too-few", d
        told[d.message.split("«")[1].split("»")[0]] = d.hint
        assert d.hint != "впишите значение или уберите строку"
    assert len(told) >= len({d.location for d in found}) - 1
    for (of, field), hint in TO_DO.items():
        if of == kind:
            assert hint in told[field]
