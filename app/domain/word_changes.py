"""Which words of a text change when others take its place, as people would mark them on paper."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from app.domain.matching import stretches

# Whatever is neither a blank nor punctuation belongs to the word: accents and vowel signs of any
# script, and what joins several characters into one emoji.
_PUNCTUATION = (
    r"!-/:-@\[-`{-~\u00a1-\u00bf\u060c\u061b\u061f\u06d4\u2010-\u2027\u2030-\u205e\u3001-\u3020"
)
_TOKEN = re.compile(rf"\s+|[^\s{_PUNCTUATION}]+|[{_PUNCTUATION}]")


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
    return [piece for piece in _pieces(before, after) if piece.words]


def in_words(text: str) -> list[str]:
    """Its words, blanks and punctuation marks, one by one; joined, they are the text."""
    return _TOKEN.findall(text)


def _pieces(before: str, after: str) -> Iterator[Piece]:
    """Blanks alone between two changes change with them: nobody reads "each one other another"."""
    gone = new = blanks = ""
    for kind, words, others in _compared(in_words(before), in_words(after)):
        if kind is Kind.KEPT and (words.strip() or not (gone or new)):
            yield from (Piece(Kind.GONE, gone), Piece(Kind.NEW, new))
            yield Piece(Kind.KEPT, blanks + words)
            gone = new = blanks = ""
        elif kind is Kind.KEPT:
            blanks = words
        else:
            gone, new, blanks = gone + blanks + words, new + blanks + others, ""
    yield from (Piece(Kind.GONE, gone), Piece(Kind.NEW, new), Piece(Kind.KEPT, blanks))


def _compared(before: list[str], after: list[str]) -> Iterator[tuple[Kind, str, str]]:
    """What is kept, or changes: the words there were, and those that come in their place."""
    for one in stretches(before, after):
        kind = Kind.KEPT if one.kept else Kind.GONE
        old, new = before[one.start : one.end], after[one.other_start : one.other_end]
        yield kind, "".join(old), "".join(new)
