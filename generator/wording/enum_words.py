"""Russian names of enum values: forms show them beside the values, reviews instead of these."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from generator.model.common import Better, NoteKind, PlanFact, Qualifier
from generator.model.event import DecisionStatus
from generator.model.life_situation import DayUnit, ServicePhase
from generator.model.practice import Outcome, PracticeKind, Stage
from generator.model.region import FederalDistrict, RegionKind
from generator.model.report import DeadlineKind, Every, Status
from generator.model.roadmap import ActivityStatus
from generator.model.target_model import KpiKind
from generator.model.vocabulary import DirectionFamily

from . import russian

ENUM_WORDS: Mapping[type[StrEnum], Mapping[Any, str]] = {
    PracticeKind: russian.KINDS,
    Stage: russian.STAGES,
    Outcome: russian.OUTCOMES,
    FederalDistrict: russian.DISTRICTS,
    RegionKind: russian.REGION_KINDS,
    Status: russian.STATUSES,
    NoteKind: russian.NOTE_KINDS,
    KpiKind: russian.KPI_KINDS,
    ServicePhase: russian.PHASES,
    DecisionStatus: russian.DECISION_STATUSES,
    ActivityStatus: russian.ACTIVITY_STATUSES,
    PlanFact: {PlanFact.PLAN: "план или обещание", PlanFact.FACT: "факт"},
    Qualifier: {
        Qualifier.EXACT: "точно", Qualifier.OVER: "более", Qualifier.ABOUT: "около", Qualifier.ALMOST: "почти",
        Qualifier.UP_TO: "до", Qualifier.FROM: "от",
    },
    Better: {Better.LOWER: "лучше меньше", Better.HIGHER: "лучше больше"},
    DayUnit: {DayUnit.CALENDAR: "календарные дни", DayUnit.WORKING: "рабочие дни"},
    DirectionFamily: {DirectionFamily.MONITORING: "направление дайджеста", DirectionFamily.NSI: "направление НСИ"},
    DeadlineKind: {
        DeadlineKind.DATE: "день", DeadlineKind.QUARTER: "квартал", DeadlineKind.YEAR: "год", DeadlineKind.RANGE: "с … по …",
        DeadlineKind.RECURRING: "повторяется", DeadlineKind.STANDING: "постоянно", DeadlineKind.AS_NEEDED: "по необходимости",
        DeadlineKind.SEVERAL: "несколько сроков", DeadlineKind.UNCLEAR: "слова, из которых срок не ясен",
    },
    Every: {Every.MONTH: "каждый месяц", Every.QUARTER: "каждый квартал", Every.HALF_YEAR: "каждые полгода", Every.YEAR: "каждый год"},
}
BY_NAME: Mapping[str, Mapping[str, str]] = {
    enum.__name__: {word.value: said for word, said in words.items()} for enum, words in ENUM_WORDS.items()
}
"""The same by the name of the enum, as in a JSON schema, and by the value as in a file."""
