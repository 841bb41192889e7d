"""The marks a line can begin with: what each means, and whether it ends a paragraph above it."""

from __future__ import annotations

import re

from app.rendering.line import SPACES, Line

_FENCE = re.compile(r"(`{3,})[^`]*$|(~{3,})")
_RULE = re.compile(r"([-*_])(?:[ \t]*\1){2,}[ \t]*$")
_BULLET = re.compile(r"[-+*](?=[ \t]|$)")
_NUMBER = re.compile(r"([0-9]{1,9})[.)](?=[ \t]|$)")
_HEADING = re.compile(r"#{1,6}(?=[ \t]|$)")


def fence(line: Line) -> str:
    """The characters of a fence that opens code, or an empty string."""
    found = _FENCE.match(line.text, line.pos)
    return (found[1] or found[2]) if found else ""


def quote(line: Line) -> int:
    """How many characters a quote's mark takes, its one space included; 0 for none."""
    if not line.text.startswith(">", line.pos):
        return 0
    return 2 if line.text[line.pos + 1 : line.pos + 2] in (" ", "\t") else 1


def rule(line: Line) -> bool:
    """Whether the line is a horizontal rule."""
    return bool(_RULE.match(line.text, line.pos))


def bullet(line: Line) -> str:
    """The mark of a bulleted item, or an empty string."""
    found = _BULLET.match(line.text, line.pos)
    return found[0] if found else ""


def number(line: Line) -> str:
    """The mark of a numbered item ("12." or "12)"), or an empty string."""
    found = _NUMBER.match(line.text, line.pos)
    return found[0] if found else ""


def heading(line: Line) -> int:
    """The level of a heading, 1 to 6; 0 for none."""
    found = _HEADING.match(line.text, line.pos)
    return len(found[0]) if found else 0


def heading_text(line: Line, level: int) -> str:
    """A heading's words, without the marks before and the optional ones after them."""
    words = line.text[line.pos + level :].rstrip(SPACES)
    opened = words.rstrip("#")
    if opened != words and (not opened or opened[-1] in SPACES):
        words = opened
    return words.strip(SPACES)


def ends_paragraph(line: Line, in_bullets: bool, in_numbers: bool) -> bool:
    """Whether the line starts something that may not be part of the paragraph above it.

    Outside a list only an item with words, and numbered 1, may: "1984." at the start of a line is
    more often the end of a sentence.
    """
    if heading(line) or fence(line) or quote(line) or rule(line):
        return True
    if bullet(line):
        return in_bullets or _has_words(line, 1)
    mark = number(line)
    if mark:
        return in_numbers or (mark[:-1] == "1" and _has_words(line, 2))
    return False


def _has_words(line: Line, mark: int) -> bool:
    return bool(line.text[line.pos + mark :].strip(SPACES))
