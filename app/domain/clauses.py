"""A Markdown text as clauses: what stands under one heading, up to the next one.

`"".join(clause.text for clause in split(markdown)) == markdown`, whatever the text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from app.domain.markup import without_markup

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_FENCE = re.compile(
    r"(?P<inside>(?:[ \t]|>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t]))*)(?P<marks>`{3,}(?=[^`]*$)|~{3,})"
)
_HEADING = re.compile(r"([ \t]*)(#{1,6})(?:[ \t]+(.*?))??(?:[ \t]+#+)?[ \t]*$")
_ITEM = re.compile(r"[ \t]*(?:[-+*]|\d{1,9}[.)])(?:[ \t]|$)")


@dataclass(frozen=True)
class Clause:
    """A heading and what belongs to it alone; level 0 is what stands before the first heading.

    path: the headings above and its own, outermost first, as they read without markup. start:
    where in the text it begins, in characters. text: all of it, heading and markup included.
    """

    level: int
    path: tuple[str, ...]
    start: int
    text: str

    @property
    def end(self) -> int:
        """Where the next clause begins."""
        return self.start + len(self.text)

    @property
    def title(self) -> str:
        """Its own heading; "" for what stands before the first."""
        return self.path[-1] if self.path else ""


def split(markdown: str, at_most: int | None = None) -> list[Clause]:
    """The clauses of a text, in order; at least one, if only an empty one.

    at_most: how many; the last one then holds all that is left.
    """
    heads = [(0, 0, ""), *islice(_headings(markdown), at_most)]
    if len(heads) > 1 and heads[1][0] == 0:
        del heads[0]
    heads = heads[:at_most]
    ends = [start for start, _, _ in heads[1:]] + [len(markdown)]
    clauses: list[Clause] = []
    above: list[tuple[int, str]] = []
    for (start, level, title), end in zip(heads, ends, strict=True):
        if level:
            above = [one for one in above if one[0] < level] + [(level, title)]
        path = tuple(name for _, name in above)
        clauses.append(Clause(level, path, start, markdown[start:end]))
    return clauses


def clause_at(clauses: list[Clause], position: int) -> Clause:
    """The clause that holds the character at `position`; of one beyond the end, the last."""
    return next((one for one in clauses if position < one.end), clauses[-1])


def _headings(markdown: str) -> Iterator[tuple[int, int, str]]:
    """Of each heading outside lists and quotes: where it begins, its level, its words."""
    fence: re.Match[str] | None = None
    in_list = False
    for found in _LINE.finditer(markdown):
        line = found.group().rstrip("\n")
        if fence and _ends(fence, line):
            fence = None
            if _FENCE.match(line):
                continue
        heading = _HEADING.match(line)
        if fence is None:
            fence = _FENCE.match(line)
            if heading and not (in_list and heading.group(1)):
                yield found.start(), len(heading.group(2)), _in_one_line(heading.group(3) or "")
        in_list = _ITEM.match(line) is not None or (in_list and line[:1] in ("", " ", "\t"))


def _ends(fence: re.Match[str], line: str) -> bool:
    """Whether `line` closes the fence, or lies outside the list or quote in which it stands."""
    opened, closing = fence.group("marks"), _FENCE.match(line)
    if fence.group("inside") and line[:1] not in ("", " ", "\t", ">"):
        return True
    return (
        closing is not None
        and closing.group("marks").startswith(opened)
        and not line[closing.end() :].strip()
    )


def _in_one_line(words: str) -> str:
    """A heading as it reads."""
    return " ".join(without_markup(words).split())
