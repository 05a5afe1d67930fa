"""An issue that the project exports as Word or PDF comes back as it was."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from digest_samples import DIGESTS, ROOT, Importer, codes, with_drafts

from generator.editing.importing.digest_import import DigestImport
from generator.exports.digest.compose import compose
from generator.exports.digest.document import DigestDocument
from generator.exports.digest.formats import FORMATS
from generator.knowledge.base import KnowledgeBase
from generator.model.digest import Digest
from generator.model.practice import Practice

Exporter = Callable[[KnowledgeBase, str, str], tuple[DigestDocument, bytes]]


@pytest.fixture(scope="module")
def exported() -> Exporter:
    """An issue of a base as a file; each is made once."""
    made: dict[tuple[int, str, str], tuple[DigestDocument, bytes]] = {}

    def export(base: KnowledgeBase, id: str, form: str) -> tuple[DigestDocument, bytes]:
        name = (builtin_id(base), id, form)
        if name not in made:
            digest = base.get(Digest, id)
            assert digest
            document = compose(base, digest, "https://smarteka.example/", "Смартека")
            made[name] = (document, FORMATS[form].files[0].make(document, ROOT / "site_templates" / "exports"))
        return made[name]

    return export


builtin_id = id


def letters(text: str) -> str:
    """A text without what typesetting changes: spaces, dashes, marks of lists."""
    return "".join(c for c in text.lower() if c.isalnum())


def records(base: KnowledgeBase, issue: Digest) -> list[tuple[object, ...]]:
    """Section, title, regions, heads, direction, subcategories of each entry, in order."""
    found: list[tuple[object, ...]] = []
    for section in issue.sections:
        for entry in section.entries:
            practice = base.get(Practice, entry.practice)
            assert practice
            heads = [(str(h.region), h.name, h.acting) for h in entry.heads]
            found.append((section.title, practice.title, list(practice.regions), heads, practice.direction, list(practice.subcategories)))
    return found


@pytest.mark.parametrize("form", ["docx", pytest.param("pdf", marks=pytest.mark.slow)])
def test_the_published_issue_is_known_again_in_full(
    importer: Importer, full_base: KnowledgeBase, exported: Exporter, form: str
) -> None:
    _, data = exported(full_base, "2021-w46", form)
    result = importer(data, f"x.{form}", base=full_base)
    assert (result.files, result.changes, len(result.practices)) == ({}, [], 22)
    assert codes(result) <= {"text-tidied", "damaged-text", "no-subcategory"}


@pytest.mark.parametrize("form", ["docx", pytest.param("pdf", marks=pytest.mark.slow)])
def test_on_a_bare_base_the_published_issue_gives_the_same_records(
    importer: Importer, bare_base: KnowledgeBase, full_base: KnowledgeBase, exported: Exporter, form: str
) -> None:
    document, data = exported(full_base, "2021-w46", form)
    result = importer(data, f"x.{form}")
    again = with_drafts(bare_base, result)
    issue, before = again.get(Digest, "2021-w46"), full_base.get(Digest, "2021-w46")
    assert issue
    assert before
    assert records(again, issue) == records(full_base, before)
    assert (issue.title, issue.series, issue.week, issue.starts, issue.ends) == (before.title, before.series, before.week, before.starts, before.ends)
    titles = {practice.id: practice.title for base in (again, full_base) for practice in base.all(Practice)}
    assert [titles[id] for id in issue.top] == [titles[id] for id in before.top]
    assert_texts_and_figures(result, document, full_base)


def assert_texts_and_figures(result: DigestImport, document: DigestDocument, base: KnowledgeBase) -> None:
    """Descriptions are those of the file, its list of results gives the figures of the records."""
    exported = {entry.title.replace("\u00a0", " "): entry for section in document.sections for entry in section.entries if not entry.seen_in}
    by_title = {practice.title: practice for practice in base.all(Practice)}
    assert len(result.practices) == len(exported)
    for practice in result.practices:
        entry, record = exported[practice.found.title], by_title[practice.found.title]
        told = "".join(letters(block.text) for block in entry.text)
        assert letters(practice.found.text).endswith(told), practice.found.title
        assert practice.proposals.stage.value is record.stage
        assert [_numbers(f) for f in practice.proposals.figures] == [_numbers(f) for f in record.results], practice.found.title


def _numbers(figure: object) -> tuple[list[Decimal | None], str | None, str, str]:
    numbers = [getattr(figure, name) for name in ("value", "value_to", "before", "after")]
    return numbers, getattr(figure, "unit", None), str(getattr(figure, "kind", "")), letters(str(getattr(figure, "title", "")))


@pytest.mark.parametrize("form", ["docx", pytest.param("pdf", marks=pytest.mark.slow)])
def test_several_regions_and_acting_heads_come_back(
    importer: Importer, bare_base: KnowledgeBase, exported: Exporter, form: str
) -> None:
    base = with_drafts(bare_base, importer((DIGESTS / "week-52.txt").read_bytes()))
    _, data = exported(base, "2021-w52", form)
    again = importer(data, f"x.{form}", base=base)
    assert (again.files, again.changes) == ({}, [])
    fresh = importer(data, f"x.{form}")
    issue, before = with_drafts(bare_base, fresh).get(Digest, "2021-w52"), base.get(Digest, "2021-w52")
    assert issue
    assert before
    assert (issue.top, issue.sections) == (before.top, before.sections)
