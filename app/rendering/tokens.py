"""What running text is made of, and how a flat row of it becomes nested elements."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from xml.etree.ElementTree import Element

# Marks inside one another, as in bold in a link in italics. A mark beyond it has no effect.
DEEPEST = 20


@dataclass(frozen=True)
class Open:
    """An element begins here; `href` only for a link."""

    tag: str
    href: str | None = None


@dataclass(frozen=True)
class Close:
    """The element that began last ends here."""


Token = str | Element | Open | Close  # an Element stands complete: a line break, code


def fill(parent: Element, tokens: Iterable[Token]) -> None:
    """Put the tokens into `parent`, before the children it has.

    Every Open must have its Close. A link within a link has no effect.
    """
    blocks = list(parent)
    parent[:] = []
    parent.text = None
    _Builder(parent).build(tokens)
    parent.extend(blocks)


class _Builder:
    def __init__(self, parent: Element) -> None:
        self._open: list[Element | None] = [parent]  # None: a mark without effect
        self._current = [parent]
        self._words: list[str] = []

    def build(self, tokens: Iterable[Token]) -> None:
        for token in tokens:
            if isinstance(token, str):
                self._words.append(token)
            elif isinstance(token, Open):
                self._begin(token)
            elif isinstance(token, Close):
                self._end()
            else:
                self._flush()
                self._current[-1].append(token)
        self._flush()

    def _begin(self, token: Open) -> None:
        nested = token.tag == "a" and any(each.tag == "a" for each in self._current)
        if nested or len(self._current) > DEEPEST:
            self._open.append(None)
            return
        self._flush()
        element = Element(token.tag, {"href": token.href} if token.href else {})
        self._current[-1].append(element)
        self._current.append(element)
        self._open.append(element)

    def _end(self) -> None:
        if self._open.pop() is not None:
            self._flush()
            self._current.pop()

    def _flush(self) -> None:
        # Each place is filled once: adding word by word to a long text would take quadratic time.
        words, self._words = "".join(self._words), []
        here = self._current[-1]
        if len(here):
            here[-1].tail = words
        else:
            here.text = words
