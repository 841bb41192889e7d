"""What differs between two texts as a page shows it: words that are gone struck out, new ones
underlined, in the finished text and never in its markup."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import count, groupby, pairwise
from operator import attrgetter
from typing import NamedTuple
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from markupsafe import Markup

from app.domain.spans import common_length
from app.domain.word_changes import Kind
from app.rendering import tokens
from app.rendering.cleaning import clean_difference
from app.rendering.frame import Frame
from app.rendering.merging import Merged, Run, merged
from app.rendering.parts import BREAK, Mark, Word, parts_of
from app.rendering.tokens import Close, Open, Token

_TAGS = {Kind.GONE: "del", Kind.NEW: "ins"}
_OLD = (Kind.KEPT, Kind.GONE)
_NOW = (Kind.KEPT, Kind.NEW)


class Spoken(NamedTuple):
    """What somebody hears who cannot see what is struck out or underlined."""

    gone: str
    new: str
    end: str


def render_difference(before: str, after: str, spoken: Spoken) -> Markup:
    """Both Markdown texts as one, safe to put into a page whoever wrote them."""
    return _markup(_merged(before, after), tuple(Kind), spoken)


def render_sides(before: str, after: str, spoken: Spoken) -> list[tuple[Markup, Markup]]:
    """The same side by side: rows of what was and what is; one of them may be empty."""
    rows: list[tuple[list[Merged], list[Merged]]] = []
    for block in _merged(before, after):
        if block.kind is Kind.NEW and rows and not rows[-1][1]:
            rows[-1][1].append(block)
        else:
            rows.append(([block] * (block.kind in _OLD), [block] * (block.kind in _NOW)))
    return [(_markup(old, _OLD, spoken), _markup(new, _NOW, spoken)) for old, new in rows]


def _merged(before: str, after: str) -> list[Merged]:
    old = parts_of(Frame().tree(before))
    return merged(old, old if before == after else parts_of(Frame().tree(after)))


def _markup(blocks: Iterable[Merged], shown: Collection[Kind], spoken: Spoken) -> Markup:
    root = Element("div")
    for block in blocks:
        _add(root, block, shown, spoken)
    html = "".join(ElementTree.tostring(one, encoding="unicode", method="html") for one in root)
    return Markup(clean_difference(html))  # noqa: S704 (it has just been cleaned)


def _add(parent: Element, block: Merged, shown: Collection[Kind], spoken: Spoken) -> None:
    if block.kind not in shown:
        return
    if block.part.tag == "hr" and block.kind in _TAGS:
        parent = SubElement(parent, _TAGS[block.kind])  # it has no words that could be marked
    element = SubElement(parent, block.part.tag, dict(block.part.attributes))
    names = [element.get("class", ""), "tight" * block.part.tight]
    names.append(block.kind.value if block.kind in _TAGS else "")
    if any(names):
        element.set("class", " ".join(filter(None, names)))
    runs = [run for run in block.runs if run[0] in shown]
    tokens.fill(element, _tokens(runs, spoken))
    for one in block.inside:
        _add(element, one, shown, spoken)
    if element.tag == "ol" and block.kind is Kind.KEPT and set(shown) == set(Kind):
        _number(element, block.inside)


def _number(element: Element, items: Iterable[Merged]) -> None:
    """An item that is gone keeps its old number, and does not count among those that are there."""
    start = int(element.get("start", "1"))
    old, now, counted = count(start), count(start), start
    for item, shown in zip(items, element, strict=True):
        number = next(old) if item.kind in _OLD else 0
        number = next(now) if item.kind in _NOW else number
        if number != counted:
            shown.set("value", str(number))
        counted = number + 1


def _tokens(runs: Sequence[Run], spoken: Spoken) -> Iterator[Token]:
    for (kind, words), (then, _) in pairwise([*runs, (Kind.KEPT, ())]):
        if kind is Kind.KEPT:
            yield from _marked(words)
        else:
            yield Open(_TAGS[kind])
            yield _aside(spoken.gone if kind is Kind.GONE else spoken.new)
            yield from _marked(words)
            if then is Kind.KEPT:
                yield _aside(spoken.end)
            yield Close()


def _aside(words: str) -> Element:
    """In the reader's language: isolated, so that it does not turn a text of another one around."""
    aside = Element("bdi", {"class": "visually-hidden"})
    aside.text = f" {words} "
    return aside


def _marked(words: Sequence[Word]) -> Iterator[Token]:
    """The words with their marks around them, each opened once for all that share it."""
    opened: tuple[Mark, ...] = ()
    for marks, several in groupby(words, key=attrgetter("marks")):
        is_break = marks[-1:] == (BREAK,)
        wanted = marks[:-1] if is_break else marks
        kept = common_length(opened, wanted)
        yield from (Close() for _ in opened[kept:])
        yield from (Open(tag, href or None) for tag, href in wanted[kept:])
        if is_break:
            yield from (Element("br") for _ in several)
        else:
            yield "".join(word.text for word in several)
        opened = wanted
    yield from (Close() for _ in opened)
