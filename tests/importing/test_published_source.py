"""The document that the published issue 2021-w46 was made from, against the published records."""

from __future__ import annotations

import pytest
from digest_samples import Importer, codes, with_drafts

from generator.editing.importing.digest_import import DigestImport
from generator.knowledge.base import KnowledgeBase
from generator.model.digest import Digest
from generator.model.practice import Practice

ISSUE = "2021-w46"


@pytest.fixture(scope="module")
def known(importer: Importer, source: bytes, full_base: KnowledgeBase) -> DigestImport:
    return importer(source, base=full_base)


@pytest.fixture(scope="module")
def fresh(importer: Importer, source: bytes) -> DigestImport:
    return importer(source)


def test_on_the_published_base_everything_is_known_and_nothing_differs(known: DigestImport) -> None:
    assert (len(known.practices), len(known.new), known.files) == (22, 0, {})
    assert known.published
    assert known.published.record.id == ISSUE
    assert known.changes == []
    assert codes(known) == {"text-tidied", "glued-fields", "hyphen-lost", "words-joined", "no-subcategory"}


def test_on_a_bare_base_all_comes_out_exactly(fresh: DigestImport, full_base: KnowledgeBase) -> None:
    issue = full_base.get(Digest, ISSUE)
    assert issue
    records = [full_base.get(Practice, entry.practice) for section in issue.sections for entry in section.entries]
    wanted = [(r.title, set(r.regions), r.direction, list(r.subcategories)) for r in records if r]
    entries = [entry.practice for section in fresh.sections for entry in section.entries]
    found = [
        (p.title, set(p.region_ids), p.direction.id if p.direction else None, [w.id for w in p.subcategories]) for p in entries
    ]
    assert found == wanted
    assert (len(found), len(fresh.practices), len(fresh.new)) == (24, 22, 22)
    assert [(s.title, len(s.entries)) for s in fresh.sections] == [(s.title, len(s.entries)) for s in issue.sections]
    top = [full_base.get(Practice, id) for id in issue.top]
    assert [p.title for p in fresh.top] == [record.title for record in top if record]
    heads = [[(h.region, h.name, h.acting) for h in entry.heads] for section in issue.sections for entry in section.entries]
    assert [[(h.region, h.name, h.acting) for h in entry.heads] for s in fresh.sections for entry in s.entries] == heads
    assert fresh.values
    assert {name: fresh.values[name] for name in ("id", "title", "series", "week", "starts", "ends")} == {
        name: getattr(issue, name) for name in ("id", "title", "series", "week", "starts", "ends")
    }


def test_its_drafts_load(fresh: DigestImport, bare_base: KnowledgeBase) -> None:
    base = with_drafts(bare_base, fresh)
    assert len(base.drafts) == 23


def test_figures_named_in_the_text_are_candidates(fresh: DigestImport) -> None:
    found = {
        (figure.value, figure.unit) for practice in fresh.practices for figure in practice.proposals.figures if figure.value
    }
    assert {(113, "млн рублей"), (3461, "детей"), (70, "%"), (12201, "рублей"), (70, "человек"), (9, "категорий")} <= found


def test_kinds_and_stages_are_mostly_those_of_the_editors(fresh: DigestImport, full_base: KnowledgeBase) -> None:
    """Proposals, no more: at least four of five agree with the published records."""
    records = {record.title: record for record in full_base.all(Practice)}
    pairs = [(practice.proposals, records[practice.found.title]) for practice in fresh.practices]
    assert sum(p.kind.value is record.kind for p, record in pairs) >= 18
    assert sum(p.stage.value is record.stage for p, record in pairs) >= 18
