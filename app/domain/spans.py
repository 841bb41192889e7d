"""The smallest part of a text that must change to make another of it."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Change:
    """`replacement` comes in the place of the characters from `start` to `end`."""

    start: int
    end: int
    replacement: str


def smallest_change(before: str, after: str) -> Change:
    """What makes `after` of `before`, leaving alone what both begin and end with."""
    start = common_length(before, after)
    kept = common_length(before[start:][::-1], after[start:][::-1])
    return Change(start, len(before) - kept, after[start : len(after) - kept])


def common_length(one: Sequence[object], other: Sequence[object]) -> int:
    """How many characters both begin with, or how many of the same things two rows do."""
    pairs = zip(one, other, strict=False)
    shorter = min(len(one), len(other))
    return next((count for count, (a, b) in enumerate(pairs) if a != b), shorter)
