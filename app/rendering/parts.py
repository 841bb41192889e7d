"""A rendered text as plain values that can be compared: blocks, and the words in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.etree.ElementTree import Element

from app.domain.word_changes import in_words

_INLINE = frozenset(("a", "br", "code", "em", "s", "strong"))
_LEFT_OUT = frozenset(("id",))  # of headings: in a page of differences one can stand twice

Mark = tuple[str, str]  # an element around words, and where it leads if it is a link
BREAK: Mark = ("br", "")


class Word(NamedTuple):
    """A word, a blank or a punctuation mark, and the marks around it, outermost first.

    A line break is a word whose innermost mark is `br`.
    """

    text: str
    marks: tuple[Mark, ...]

    @property
    def is_blank(self) -> bool:
        return self.text.isspace() and self.marks[-1:] != (BREAK,)


@dataclass(frozen=True)
class Part:
    """A block: its own words, or the blocks inside it.

    tight: of a paragraph without room around it, as in a list whose items stand close.
    """

    tag: str
    attributes: tuple[tuple[str, str], ...] = field(compare=False)
    start: str  # of a list, where it begins to count
    words: tuple[Word, ...]
    parts: tuple[Part, ...]
    tight: bool = field(default=False, compare=False)

    def all_words(self) -> Iterator[Word]:
        """Its words and those of the blocks inside it."""
        yield from self.words
        for part in self.parts:
            yield from part.all_words()


def parts_of(root: Element) -> list[Part]:
    """The blocks in an element of a rendered text."""
    return [_part(child) for child in root if child.tag not in _INLINE]


def _part(element: Element) -> Part:
    words = tuple(_words(element))
    parts = tuple(parts_of(element))
    if element.tag == "li" and words:
        words, parts = (), (Part("p", (("dir", "auto"),), "", words, (), tight=True), *parts)
    kept = tuple(one for one in element.items() if one[0] not in _LEFT_OUT)
    return Part(element.tag, kept, element.get("start", ""), words, parts)


def _words(element: Element, marks: tuple[Mark, ...] = ()) -> Iterator[Word]:
    yield from (Word(text, marks) for text in in_words(element.text or ""))
    for child in element:
        if child.tag not in _INLINE:
            return
        inside = (*marks, (child.tag, child.get("href", "")))
        if child.tag == "br":
            yield Word("\n", inside)
        else:
            yield from _words(child, inside)
        yield from (Word(text, marks) for text in in_words(child.tail or ""))
