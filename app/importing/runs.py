"""Runs: running text of a document as pandoc gives it, cut where its look or its link changes."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from app.importing.characters import clean_characters
from app.importing.left_out import Kind, Left
from app.rendering.links import safe_address

Node = dict[str, Any]
"""A block or a piece of running text in pandoc's own form: {"t": its kind, "c": what is in it}."""

STRONG, EMPHASIS, STRUCK, CODE = 1, 2, 4, 8

_MARK_OF = {"Strong": STRONG, "Emph": EMPHASIS, "Strikeout": STRUCK}
_GAP_OF = {"Space": " ", "SoftBreak": " ", "LineBreak": "\n"}
_LEFT_OUT = {"Image": Kind.PICTURES, "Note": Kind.FOOTNOTES, "Math": Kind.FORMULAS}
_TEXT_COMES_SECOND = ("Link", "Span", "Cite", "Quoted")
# What would end a Markdown address early, or be read as marks in it.
_ADDRESS_MARKS = re.compile(r"""[\s<>()\\|*_`\[\]"']""")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_ENTITY_LIKE = re.compile(r"&(?=#?\w+;)")


@dataclass(frozen=True)
class Look:
    """marks: those of STRONG, EMPHASIS, STRUCK and CODE that hold. href: as Markdown writes it."""

    marks: int = 0
    href: str | None = None


@dataclass(frozen=True)
class Run:
    """A stretch of text with one look. A line break is a run of its own, holding a newline."""

    text: str
    look: Look


PLAIN = Look()


def runs_of(inlines: Sequence[Node], left: Left, look: Look = PLAIN) -> Iterator[Run]:
    """The runs of some running text; what has no place in a charter is counted in `left`."""
    for node in inlines:
        kind: str = node["t"]
        content: Any = node.get("c")
        if kind in _GAP_OF:
            yield Run(_GAP_OF[kind], look)
        elif kind == "Str":
            yield Run(clean_characters(content), look)
        elif kind == "Code":
            yield Run(clean_characters(content[1]), replace(look, marks=look.marks | CODE))
        elif kind in _LEFT_OUT:
            left.note(_LEFT_OUT[kind])
        elif kind != "RawInline":
            yield from _runs_inside(kind, content, left, look)


def _runs_inside(kind: str, content: Any, left: Left, look: Look) -> Iterator[Run]:
    """What stands within a mark or a link, or within a look that a charter does not have."""
    href = write_address(content[2][0]) if kind == "Link" else look.href
    inner = Look(look.marks | _MARK_OF.get(kind, 0), href)
    yield from runs_of(content[1] if kind in _TEXT_COMES_SECOND else content, left, inner)


def write_address(address: str) -> str | None:
    """A safe address, written so that Markdown holds it between parentheses; else None."""
    safe = safe_address(_CONTROLS.sub("", address).strip())
    if safe is None:
        return None
    return _ENTITY_LIKE.sub("&amp;", _ADDRESS_MARKS.sub(_percent, safe))


def _percent(character: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in character[0].encode())
