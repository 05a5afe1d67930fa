"""Search documents of a knowledge base: one for each record, problem of a life situation, report item and glossary term.

The site index, the command line and the quality checks use the same documents, so their results agree.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import partial
from typing import Any

from generator.analysis.coverage import situations_of
from generator.analysis.dating import practice_date
from generator.analysis.evidence import headline
from generator.analysis.plan_addresses import item_anchor
from generator.knowledge.base import KnowledgeBase
from generator.loading.records import Loaded
from generator.model.common import Figure, Record
from generator.model.digest import Digest
from generator.model.life_situation import LifeSituation
from generator.model.practice import Practice
from generator.model.region import Region
from generator.model.registry import Registry
from generator.model.report import StandardReport
from generator.model.scalars import PartialDate
from generator.model.target_model import TargetModel
from generator.model.vocabulary import Term
from generator.wording.anchors import problem_anchor
from generator.wording.glossary import term_anchor
from generator.wording.russian import figure_value

from .document import Facets, SearchDocument
from .texts import plain, texts_of

_TITLES_OF_PARTS = {"problem": "Проблемы", "report_item": "Пункты отчётов", "term": "Словарь"}


def type_titles(registry: Registry) -> dict[str, str]:
    """Document type → its display name in the plural: «Практики»."""
    return {each.kind: each.title for each in registry if each.address} | _TITLES_OF_PARTS


def search_documents(base: KnowledgeBase) -> list[SearchDocument]:
    """All search documents of the base, in the order of its records; glossary terms come last."""
    maker = DocumentMaker(base)
    documents = [d for item in base.loaded for d in maker.documents(item)]
    return documents + [maker.term(term) for term in base.terms]


def figure_line(figure: Figure) -> str:
    """A figure as one line: «летальность: 12,7 → 9,9 %»."""
    value = figure_value(figure)
    return f"{figure.title}: {value}" if value else figure.title


class DocumentMaker:
    """Converts the records of one base to search documents."""

    def __init__(self, base: KnowledgeBase) -> None:
        self._base = base
        self._makers: dict[type[Record], Callable[[Any, Loaded], Iterable[SearchDocument]]] = {
            Practice: self._practice,
            LifeSituation: self._life_situation,
            TargetModel: self._target_model,
            Digest: self._digest,
            Region: self._region,
            StandardReport: self._report,
        }

    def documents(self, item: Loaded) -> Iterator[SearchDocument]:
        """Yields nothing for a record without a page; several documents for a life situation or a report."""
        if item.type.address:
            yield from self._makers.get(type(item.record), self._any_record)(item.record, item)

    def _document(
        self,
        type: str,
        id: str,
        title: str,
        url: str,
        *,
        texts: Iterable[str | None],
        keywords: Iterable[str] = (),
        question: str | None = None,
        summary: str | None = None,
        results: Iterable[str] = (),
        **facts: Any,
    ) -> SearchDocument:
        """A document with plain summary and texts, and unique keywords."""
        text = "\n".join(plain(t) for t in texts if t)
        summary = plain(summary or "")
        return SearchDocument(
            type=type,
            id=id,
            title=title,
            url=url,
            question=question or "",
            keywords=tuple(dict.fromkeys(keywords)),
            results="; ".join(results),
            summary=summary,
            text=text,
            **facts,
        )

    def _page(self, item: Loaded) -> partial[SearchDocument]:
        record = item.record
        title = f"Черновик: {record.title}" if record.draft else record.title  # drafts are indexed in previews only
        address = item.type.address_of(record)
        return partial(self._document, item.type.kind, record.id, title, address, kind=item.type.forms[0])

    def _region_titles(self, ids: Iterable[str]) -> tuple[str, ...]:
        return tuple(region.title for id in ids if (region := self._base.get(Region, id)))

    def _situation_titles(self, ids: Iterable[str]) -> Iterator[str]:
        return (found.short_title for id in ids if (found := self._base.get(LifeSituation, id)))

    def _practice(self, practice: Practice, item: Loaded) -> Iterator[SearchDocument]:
        words: list[str] = []
        if practice.direction and (direction := self._base.directions.get(practice.direction)):
            words.append(direction.title)
        words += [found.title for id in practice.subcategories if (found := self._base.subcategories.get(id))]
        situations = situations_of(practice)
        words += self._situation_titles(situations)
        when = practice_date(practice)
        figures = [figure_line(figure) for figure in practice.results]
        yield self._page(item)(
            question=practice.question,
            summary=practice.summary,
            results=figures,
            keywords=(*self._region_titles(practice.regions), *words),
            phrases=practice.search_phrases,
            texts=texts_of(practice, "question", "summary", "results", "search_phrases"),
            region_titles=self._region_titles(practice.regions),
            effect=figure_line(best) if (best := headline(practice)) else "",
            facets=Facets(
                regions=practice.regions,
                direction=practice.direction or "",
                subcategories=practice.subcategories,
                life_situations=situations,
                stage=practice.stage.value,
                year=int(when[:4]) if when else None,
            ),
            date=str(when),
        )

    def _life_situation(self, situation: LifeSituation, item: Loaded) -> Iterator[SearchDocument]:
        own = Facets(life_situations=(situation.id,))
        elsewhere = ("short_title", "borders", "beneficiaries", "problems", "federal_mark_legend", "search_phrases")
        page = self._page(item)
        yield page(
            summary=f"От: {situation.borders.start}. До: {situation.borders.end}.",
            keywords=(situation.short_title, *situation.beneficiaries),
            phrases=situation.search_phrases,
            # Each problem is a document of its own, so the situation contains only their titles.
            texts=(
                *texts_of(situation, *elsewhere),
                *(problem.title for problem in situation.problems),
            ),
            facets=own,
        )
        address = item.type.address_of(situation)
        for problem in situation.problems:
            yield self._document(
                "problem",
                f"{situation.id}#{problem.number}",
                problem.title,
                f"{address}#{problem_anchor(problem)}",
                summary=problem.text,
                keywords=(situation.short_title,),
                phrases=problem.search_phrases,
                texts=[t for solution in problem.solutions for t in texts_of(solution)],
                facets=own,
                kind="проблема",
            )

    def _target_model(self, model: TargetModel, item: Loaded) -> Iterator[SearchDocument]:
        yield self._page(item)(
            keywords=(model.short_title, *self._situation_titles(model.life_situations)),
            texts=texts_of(model, "short_title"),
            facets=Facets(direction=model.direction, life_situations=model.life_situations),
        )

    def _digest(self, digest: Digest, item: Loaded) -> Iterator[SearchDocument]:
        entries = [entry for section in digest.sections for entry in section.entries]
        practices = [p for entry in entries if (p := self._base.get(Practice, entry.practice))]
        top = [p.title for id in digest.top if (p := self._base.get(Practice, id))]
        regions = tuple(dict.fromkeys(id for practice in practices for id in practice.regions))
        yield self._page(item)(
            summary="; ".join(top),
            keywords=(digest.series,),
            texts=(
                *(section.title for section in digest.sections),
                *dict.fromkeys(practice.title for practice in practices),
                *dict.fromkeys(head.name for entry in entries for head in entry.heads),
                *self._region_titles(regions),
            ),
            region_titles=self._region_titles(regions),
            facets=Facets(regions=regions, year=digest.ends.year),
            date=digest.ends.isoformat(),
        )

    def _region(self, region: Region, item: Loaded) -> Iterator[SearchDocument]:
        yield self._page(item)(
            keywords=region.other_names,
            texts=(),
            region_titles=(region.title,),
            facets=Facets(regions=(region.id,)),
        )

    def _report(self, report: StandardReport, item: Loaded) -> Iterator[SearchDocument]:
        regions = self._region_titles((report.region,))
        year = int(str(report.as_of)[:4]) if report.as_of else None
        facets = Facets(regions=(report.region,), year=year)
        date = str(report.as_of) if report.as_of else ""
        yield self._page(item)(
            keywords=(*regions, report.period),
            # Each item is a document of its own, so the report contains only their titles.
            texts=(text for section in report.sections for text in (section.title, *(each.title for each in section.items))),
            region_titles=regions,
            facets=facets,
            date=date,
        )
        address = item.type.address_of(report)
        for section in report.sections:
            for each in section.items:
                yield self._document(
                    "report_item",
                    f"{report.id}#{each.number}",
                    plain(each.title),
                    f"{address}#{item_anchor(each.number)}",
                    summary="\n".join(done.text for done in each.execution),
                    keywords=(*regions, section.title),
                    texts=[*(text for figure in each.figures for text in texts_of(figure)), *(act.title for act in each.legal_acts)],
                    region_titles=regions,
                    facets=facets,
                    date=date,
                    kind="пункт отчёта",
                )

    def _any_record(self, record: Record, item: Loaded) -> Iterator[SearchDocument]:
        """Events, road maps and all types without a method above: every text of the record."""
        regions = (str(region),) if (region := getattr(record, "region", None)) else ()
        situation = getattr(record, "life_situation", None)
        when = getattr(record, "date", None) or getattr(record, "as_of", None)
        year = int(str(when)[:4]) if isinstance(when, PartialDate | date) else None
        yield self._page(item)(
            summary=getattr(record, "summary", None),
            keywords=self._region_titles(regions),
            texts=texts_of(record, "summary"),
            region_titles=self._region_titles(regions),
            facets=Facets(regions=regions, life_situations=(str(situation),) if situation else (), year=year),
            date=str(when) if year else "",
        )

    def term(self, term: Term) -> SearchDocument:
        anchor = term_anchor(term)
        names = [name for name in (term.abbreviation, *term.synonyms) if name]
        return SearchDocument(
            type="term",
            id=anchor,
            title=term.term,
            url=f"glossary/#{anchor}",
            keywords=tuple(names),
            summary=plain(term.text or ""),
            kind="термин",
        )
