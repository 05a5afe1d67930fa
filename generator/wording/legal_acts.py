"""Titles of legal acts."""

from __future__ import annotations

import re

from generator.model.common import LegalAct

from . import russian as wording

_ONLY_NUMBER = re.compile(r"\s*\(в источнике только номер\)")


def act_title(act: LegalAct) -> str:
    """«Приказ Минздрава России «…» № 824н от 2 октября 2019»"""
    parts = [_ONLY_NUMBER.sub("", act.title)]
    if act.number:
        parts.append(f"№{wording.NBSP}{act.number}")
    if act.date:
        parts.append(f"от {wording.partial_date(act.date)}")
    return " ".join(parts)


def act_title_with_remark(act: LegalAct) -> str:
    """«Федеральный закон № 184-ФЗ (в источнике только номер)»: the remark in the record's title is moved behind the number."""
    remark = _ONLY_NUMBER.search(act.title)
    return act_title(act) + (remark[0] if remark else "")


def is_whole(act: LegalAct) -> bool:
    """Whether title, number and date are known."""
    return bool(act.number and act.date) and not _ONLY_NUMBER.search(act.title)
