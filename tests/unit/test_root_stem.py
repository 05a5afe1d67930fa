"""Our stemmer of Russian roots is Snowball's, only faster."""

from __future__ import annotations

import snowballstemmer
from hypothesis import given
from hypothesis import strategies as st

from generator.analysis.language import lexeme
from generator.search.root_stem import root_stem

SNOWBALL = snowballstemmer.stemmer("russian")
LETTERS = "абвгдежзийклмнопрстуфхцчшщъыьэюя"


@given(st.text(alphabet=LETTERS, min_size=1, max_size=20))
def test_any_letters(word: str) -> None:
    assert root_stem(word) == SNOWBALL.stemWord(word.replace("й", "и"))


def test_real_words_in_all_their_forms() -> None:
    words = ("ребёнок", "бесплатный", "записаться", "поликлиника", "трудоустройство", "инвалидность", "лечить")
    forms = {form.replace("ё", "е") for word in words for form in lexeme(word)}
    assert len(forms) > 50
    for form in forms:
        assert root_stem(form) == SNOWBALL.stemWord(form.replace("й", "и"))
