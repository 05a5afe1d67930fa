"""Long lists in pages: nothing lost, neighbours that agree, addresses that stay."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from generator.rendering.pagination import in_pages


@given(count=st.integers(0, 60), size=st.integers(1, 7))
def test_every_row_stands_on_one_page_and_neighbours_agree(count: int, size: int) -> None:
    parts = in_pages(range(count), "themes/x/", size=size)
    assert [row for part in parts for row in part.rows] == list(range(count))
    assert all(len(part.rows) == size for part in parts[:-1])
    assert parts[0].address == "themes/x/"
    assert len({part.address for part in parts}) == len(parts) == parts[0].pager.count
    for earlier, later in itertools.pairwise(parts):
        assert earlier.pager.after == later.address
        assert later.pager.before == earlier.address
    assert parts[0].pager.before == parts[-1].pager.after == ""
    for number, part in enumerate(parts, 1):
        steps = part.pager.steps
        assert [step.place for step in steps if not step.address and step.place] == [number]
        assert {step.address for step in steps if step.address} <= {other.address for other in parts} - {part.address}
        assert steps[0].place == 1 and steps[-1].place == len(parts)


def test_addresses_and_words() -> None:
    first, second, third = in_pages("abcde", "regions/x/", "regions/x/practices/", 2)
    assert (second.address, third.address) == ("regions/x/practices/2/", "regions/x/practices/3/")
    assert (first.pager.suffix, third.pager.suffix) == ("", ", страница 3 из 3")


def test_far_pages_are_left_out() -> None:
    middle = in_pages(range(20), "x/", size=1)[9]
    assert [step.place for step in middle.pager.steps] == [1, 0, 9, 10, 11, 0, 20]
