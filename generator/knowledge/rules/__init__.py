"""Rules, one function each; the docstring states the rule.

A rule gets the linked base, or records that it checks one by one, and today's date, and yields
diagnostics, which must not depend on the order of files.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from generator.knowledge.base import KnowledgeBase
from generator.model.diagnostic import Diagnostic

from . import canvases, dates, digests, figures, identity, links, reports, situations, texts
from .per_record import PassedRecords, Records, SomeRecords

Rule = Callable[[KnowledgeBase, date], Iterator[Diagnostic]]
RecordRule = Callable[[Records, date], Iterator[Diagnostic]]

BASE_RULES: tuple[Rule, ...] = (
    links.references_exist,
    identity.titles_differ,
    identity.regions_differ,
    identity.redirects_do_not_collide,
    digests.weeks_are_whole_and_do_not_overlap,
    digests.heads_belong_to_regions_of_the_practice,
    situations.situations_belong_to_a_target_model,
)

# Their diagnostics of a record depend on that record and the day only.
RECORD_RULES: tuple[RecordRule, ...] = (
    identity.words_are_defined_once,
    links.lists_name_each_once,
    digests.top_five_stand_in_sections,
    digests.ids_are_not_years,
    dates.dates_are_in_order,
    dates.announcements_are_checked_in_time,
    dates.follow_ups_are_complete,
    dates.what_is_known_is_past,
    figures.figures_are_complete,
    situations.indicators_measure_situations_of_their_model,
    situations.problem_numbers_are_sound,
    reports.item_numbers_are_sound,
    canvases.parts_belong_to_the_template,
    canvases.stages_are_in_order,
    canvases.columns_stand_once,
    texts.texts_hold_no_html,
    texts.links_lead_where_they_say,
    texts.blanks_are_filled_in,
)

RULES: tuple[Rule, ...] = (*BASE_RULES, *RECORD_RULES)


def check(base: KnowledgeBase, today: date, passed: PassedRecords | None = None) -> list[Diagnostic]:
    """Diagnostics of all rules, sorted by location. Records in ``passed`` are not checked again; ``passed`` is updated.

    Drafts must obey the rules as well. The published records must also obey them without the drafts, so if
    there are any, the published base is checked, too, without repeating diagnostics.
    """
    passed = passed or PassedRecords()
    some = SomeRecords(passed.others(base.loaded, today))
    found = [d for record_rule in RECORD_RULES for d in record_rule(some, today)]
    passed.take(base.loaded, today, {d.location.path for d in found})
    found += [d for rule in BASE_RULES for d in rule(base, today)]
    if base.drafts:
        said = {(d.code, d.location) for d in found}
        found += [d for rule in BASE_RULES for d in rule(base.published, today) if (d.code, d.location) not in said]
    return sorted(found, key=lambda d: d.sort_key)
