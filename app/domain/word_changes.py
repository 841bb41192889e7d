"""Which words of a text change when others take its place, as people would mark them on paper."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

MAX_COMPARISONS = 100_000  # of one word with another; beyond that everything counts as changed
# Accents and Arabic vowel signs that stand alone belong to their letter.
_TOKEN = re.compile(r"\s+|[\w\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670]+|[^\w\s]")


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


def _pieces(before: str, after: str) -> Iterator[Piece]:
    """Blanks alone between two changes change with them: nobody reads "each one other another"."""
    gone = new = blanks = ""
    for kind, words, others in _compared(_TOKEN.findall(before), _TOKEN.findall(after)):
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
    if len(before) * len(after) > MAX_COMPARISONS:
        yield Kind.GONE, "".join(before), "".join(after)
        return
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, start, end, other_start, other_end in matcher.get_opcodes():
        kind = Kind.KEPT if tag == "equal" else Kind.GONE
        yield kind, "".join(before[start:end]), "".join(after[other_start:other_end])
