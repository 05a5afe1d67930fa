"""Which card file contains a practice."""

from __future__ import annotations

from functools import cache

PER_SHARD = 40


def shard_count(practices: int) -> int:
    return max(1, practices // PER_SHARD)


def shard_of(id: str, shards: int) -> int:
    return _number(id) % shards


@cache  # called for every practice after each edit
def _number(id: str) -> int:
    """A 32-bit polynomial hash; the scripts compute the same one."""
    value = 0
    for character in id:
        value = (value * 31 + ord(character)) & 0xFFFFFFFF
    return value
