"""Which of the files of cards holds a practice."""

from __future__ import annotations

from functools import cache

PER_SHARD = 40


def shard_count(practices: int) -> int:
    return max(1, practices // PER_SHARD)


def shard_of(id: str, shards: int) -> int:
    return _number(id) % shards


@cache  # asked after each edit, of all
def _number(id: str) -> int:
    """A plain 32-bit polynomial hash: the browser computes the very same."""
    value = 0
    for character in id:
        value = (value * 31 + ord(character)) & 0xFFFFFFFF
    return value
