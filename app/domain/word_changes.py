"""Which words of a text change when others take its place, as people would mark them on paper."""

import re
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from app.domain.matching import stretches

# Whatever is neither a blank nor punctuation belongs to the word: accents and vowel signs of any
# script, and what joins several characters into one emoji.
_PUNCTUATION = (
    r"!-/:-@\[-`{-~\u00a1-\u00bf\u060c\u061b\u061f\u06d4\u2010-\u2027\u2030-\u205e\u3001-\u3020"
)
# So does what stands between the digits of one number: nobody reads 1,000 as 1 and 000.
_IN_NUMBERS = r"(?<=\d)[.,:/'\u2019](?=\d)"
_TOKEN = re.compile(rf"\s+|(?:[^\s{_PUNCTUATION}]|{_IN_NUMBERS})+|[{_PUNCTUATION}]")

Thing = TypeVar("Thing", bound=Hashable)


class Kind(StrEnum):
    """What becomes of some words."""

    KEPT = "kept"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True)
class Piece:
    """Some words, and what becomes of them."""

    kind: Kind
    words: str


def word_changes(before: str, after: str) -> list[Piece]:
    """What makes `after` of `before`, word by word, in the order in which it is read."""
    changes = changes_of(in_words(before), in_words(after), str.isspace)
    return [Piece(kind, "".join(words)) for kind, words in changes]


def in_words(text: str) -> list[str]:
    """Its words, blanks and punctuation marks, one by one; joined, they are the text."""
    return _TOKEN.findall(text)


def changes_of(
    before: Sequence[Thing], after: Sequence[Thing], is_blank: Callable[[Thing], bool]
) -> list[tuple[Kind, list[Thing]]]:
    """The same of words in whatever form; none of the rows is empty.

    Blanks alone between two changes change with them: nobody reads "each one other another".
    """
    return [one for one in _changes(before, after, is_blank) if one[1]]


def _changes(
    before: Sequence[Thing], after: Sequence[Thing], is_blank: Callable[[Thing], bool]
) -> Iterator[tuple[Kind, list[Thing]]]:
    gone: list[Thing] = []
    new: list[Thing] = []
    blanks: list[Thing] = []
    for one in stretches(before, after):
        old = list(before[one.start : one.end])
        if one.kept and (not all(map(is_blank, old)) or not (gone or new)):
            yield from ((Kind.GONE, gone), (Kind.NEW, new), (Kind.KEPT, blanks + old))
            gone, new, blanks = [], [], []
        elif one.kept:
            blanks = old
        else:
            gone = gone + blanks + old
            new = new + blanks + list(after[one.other_start : one.other_end])
            blanks = []
    yield from ((Kind.GONE, gone), (Kind.NEW, new), (Kind.KEPT, blanks))
