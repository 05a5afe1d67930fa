"""Feeds and calendars: links for pages, and their entries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from generator.analysis.subscriptions import Calendar, Datings, Feed, Subscriptions, page_with_offers, subscriptions
from generator.knowledge.base import KnowledgeBase
from generator.knowledge.dependencies import ReadTracker, cutoff, cutoff_for, derived
from generator.loading.history import Change

from .common import ATOM, CALENDAR, JSON_FEED, CalendarAddress, FeedAddresses, Offered


class Subscribing:
    """The part of ``Facts`` about feeds and calendars. ``changes`` is the history by path, newest first."""

    base: KnowledgeBase
    reads: ReadTracker

    def __init__(self, today: date, changes: Mapping[str, Sequence[Change]]) -> None:
        self.today = today
        self._changes = changes
        self._datings = Datings(changes)

    @derived
    def subscriptions(self) -> Subscriptions:
        """Feeds and calendars; drafts are in none of them."""
        return subscriptions(self.base.published, self._datings, self.today)

    @cutoff
    def offers(self) -> Subscriptions:
        """The feeds and calendars without their entries."""
        found = self.subscriptions
        return Subscriptions(
            tuple(replace(feed, entries=()) for feed in found.feeds), tuple(replace(calendar, checks=()) for calendar in found.calendars),
        )

    def feeds(self, page: str) -> tuple[tuple[str, str, str], ...]:
        """(media type, title, address) for the head of a page: new practices, and the feeds about the subject of the page."""
        return self.feeds_of(page_with_offers(page))

    @cutoff_for
    def feeds_of(self, page: str) -> tuple[tuple[str, str, str], ...]:
        everywhere, of_page = self.offers.of("practices/"), self.offers.of(page)
        feeds = {feed.path: feed for feed in (*everywhere.feeds, *of_page.feeds)}
        return (
            *((ATOM, feed.title, feed.atom) for feed in feeds.values()),
            *((JSON_FEED, feed.title, feed.json) for feed in of_page.feeds),
            *((CALENDAR, calendar.title, calendar.path) for calendar in of_page.calendars),
        )

    @property
    def feed_paths(self) -> list[str]:
        return self.offers.feed_paths

    @property
    def calendar_paths(self) -> list[str]:
        return self.offers.calendar_paths

    def feed(self, path: str) -> Feed:
        """Its reader depends on the entries and their dates, not on the records that were left out."""
        self.feed_told(path)
        with self.reads.untracked():
            return self.subscriptions.feed(path)

    def calendar(self, path: str) -> Calendar:
        """As ``feed``."""
        self.calendar_told(path)
        with self.reads.untracked():
            return self.subscriptions.calendar(path)

    @cutoff_for
    def feed_told(self, path: str) -> tuple[object, ...]:
        feed = self.subscriptions.feed(path)
        return replace(feed, entries=()), [(entry.record.id, entry.published, entry.updated) for entry in feed.entries]

    @cutoff_for
    def calendar_told(self, path: str) -> tuple[object, ...]:
        calendar = self.subscriptions.calendar(path)
        return replace(calendar, checks=()), [(day, check.record.id, check.published, check.updated) for day, check in calendar.checks]

    def offered(self, page: str) -> Offered:
        """The feeds and calendars to link to on a page."""
        return self.offered_of(page_with_offers(page))

    @cutoff_for
    def offered_of(self, page: str) -> Offered:
        found = self.offers.of(page)
        feeds = tuple(FeedAddresses(f.atom, f.json) for f in found.feeds)
        return Offered(feeds, tuple(CalendarAddress(c.path) for c in found.calendars))
