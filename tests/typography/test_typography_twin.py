"""Typography of rows that scripts draw: the same as Python's, on invented scraps and on the lines of published records."""

from __future__ import annotations

from pathlib import Path
from random import Random

from browser_twins import in_node, needs_node

from generator.wording.typography import _SHORT, _UNITS, numbered_words, typograph

RUNNER = Path(__file__).with_name("run_typography.cjs")
ROOT = Path(__file__).parents[2]
_AFTER = ["тыс.", "5\u00a0млн", "IV", "X", "12 ст.", "_п.", "-ч.", "участь"] * 4
SCRAPS = [
    *_SHORT, *map(str.capitalize, _SHORT), *map(str.upper, _SHORT), "дЛя", *_UNITS, *numbered_words(), *map(str.capitalize, numbered_words()), *_AFTER, "№", "§", "–", "—", "-", "5", "12", "461", "4610", "3,5", "дом", "кров",
    "«в", "(и", "«На", "…к", "из-за", "2015–2021", "", "", "\u00a0", "\n", "!", "😀", "слово-в", "_в", "é",
]


def scraps(count: int, seed: int) -> list[str]:
    random = Random(seed)
    return [" ".join(random.choices(SCRAPS, k=random.randint(1, 9))) for _ in range(count)]


@needs_node
def test_the_browser_sets_texts_as_python_does() -> None:
    lines = [line for path in sorted(ROOT.glob("practices/*/*.yml")) for line in path.read_text(encoding="utf-8").splitlines()]
    texts = sorted({*scraps(4000, seed=3), *lines})
    different = [(text, ours, typograph(text)) for text, ours in zip(texts, in_node(RUNNER, texts), strict=True) if ours != typograph(text)]
    assert different == []
    assert sum(typograph(text) != text for text in texts) > 2000
