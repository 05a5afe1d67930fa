"""Russian typography of plain text: no-break spaces and dashes."""

from __future__ import annotations

import re
from functools import lru_cache

from .russian import NBSP

_SHORT_WORDS = re.compile(
    r"(?<![\w-])(в|во|на|с|со|к|ко|о|об|обо|и|а|у|из|от|до|по|за|не|но|ни|для|при|без|под|над|или|что|как|№|§)[ ](?=\S)",
    re.IGNORECASE,
)
_NUMBER_WORD = re.compile(
    r"(?<=\d)[ ](?=(?:%|₽|млн|млрд|тыс|руб|дн|день|дня|дней|год|лет|мес|недел|час|мин|чел|январ|феврал|март|апрел|ма[йя]|июн|июл|август|сентябр|октябр|ноябр|декабр|человек|км|кг|шт)\w*)"
)
_GROUPS = re.compile(r"(?<=\d)[ ](?=\d{3}(?!\d))")
_DASH = re.compile(r"(?<=\S)[ ](?:—|–|-)[ ](?=\S)")


@lru_cache(maxsize=50_000)
def typograph(text: str) -> str:
    """No-break spaces after short words and before units, en dashes with spaces; as long as before."""
    if " " not in text:
        return text
    text = _DASH.sub(f"{NBSP}– ", text)
    text = _SHORT_WORDS.sub(rf"\1{NBSP}", text)
    text = _SHORT_WORDS.sub(rf"\1{NBSP}", text)  # «и в доме»: neighbours overlap
    text = _NUMBER_WORD.sub(NBSP, text)
    return _GROUPS.sub(NBSP, text)
