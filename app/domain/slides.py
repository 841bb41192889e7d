"""A text as slides: each of its clauses by itself, as it is shown to many at once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from app.domain.versions import Passage

T = TypeVar("T")

FEW_WORDS = 240  # characters that can be read from afar on one screen
MANY_WORDS = 900  # past it even a large screen wants smaller letters


@dataclass(frozen=True)
class Slide:
    """A clause to show. above: the headings over it, outermost first. title: its own, or "".

    body: its words in Markdown, without the heading. place: of the clause in the text, from 0.
    """

    place: int
    above: tuple[str, ...]
    title: str
    body: str

    @property
    def size(self) -> str:
        """How much there is to read: none, few, some or many words."""
        if not self.body:
            return "none"
        if len(self.body) <= FEW_WORDS:
            return "few"
        return "some" if len(self.body) <= MANY_WORDS else "many"


def slides(markdown: str, passages: Sequence[Passage], title: str) -> list[Slide]:
    """One for each clause that says something, in order.

    title: what the whole is called, which has a slide already and is not said over every other.
    """
    return list(_slides(markdown, passages, title))


def evenly(things: Sequence[T], at_most: int) -> list[Sequence[T]]:
    """The same things in as few parts as can be, in order, each about as long as the others."""
    parts = -(-len(things) // at_most)
    ends = [len(things) * part // parts for part in range(1, parts + 1)]
    return [things[start:end] for start, end in pairwise([0, *ends])]


def _slides(markdown: str, passages: Sequence[Passage], title: str) -> Iterator[Slide]:
    for place, passage in enumerate(passages):
        text = markdown[passage.start : passage.start + passage.length]
        body = (text.partition("\n")[2] if passage.level else text).strip("\n")
        body = body if body.strip() else ""
        is_title = passage.level == 1 and passage.title == title
        if body or (passage.title and not is_title):
            above = tuple(one for one in passage.path[:-1] if one != title)
            yield Slide(place, above, "" if is_title else passage.title, body)
