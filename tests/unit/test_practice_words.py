"""Words that practices are compared by: each form counted by the weight of its field."""

from __future__ import annotations

from collections import Counter

from builders import base, region
from hypothesis import given
from hypothesis import strategies as st
from trying import tries

from generator.analysis.language import content_forms
from generator.analysis.practice_words import FIELD_WEIGHTS, Draft, PracticeWords

WORDS = PracticeWords(base(region("tula")))
TEXT = st.lists(st.sampled_from([
    "«Аптека»,", "аптеки", "онлайн-запись", "онлайн\u00a0–\u00a0запись", "50+", "3\u00a0461", "2021", "З.О.Н.Т.", "(дети)", "за́мок", "год",
    "т.е.", "и", "…школа!", "ВИЧ", "soft\u00adware", "a_b", "«", "Cмартека", "ё", "дома…\nна",
]), max_size=8).map(" ".join)


@tries(40)
@given(TEXT, TEXT, TEXT)
def test_words_are_the_content_forms_of_the_fields(title: str, summary: str, solution: str) -> None:
    draft = Draft(title, solution, summary, question=None)
    expected: Counter[str] = Counter()
    for name, weight in FIELD_WEIGHTS.items():
        for form in content_forms(getattr(draft, name) or ""):
            if not form.isdigit() and form not in ("год",):
                expected[form] += weight
    assert {WORDS.words.names[word]: count for word, count in WORDS.counts(draft).items()} == expected
