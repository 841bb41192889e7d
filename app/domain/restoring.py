"""One clause of an older text in the place that it has now."""

import re

from app.domain.clauses import split
from app.domain.pairing import paired

_APART = re.compile(r"(?:\A|\n)[ \t]*\r?\n\Z")


def with_clause(now: str, then: str, position: int) -> str:
    """The text `now` with the clause at `position` of `then` as it was.

    It takes the place of the clause that became of it, also when that was moved, or has other
    words or another title; when nothing did, it comes back after the one that it followed. Raises
    IndexError when `then` has no such clause.
    """
    old, new = split(then), split(now)
    wanted = old[position]
    became = {was: new[at] for at, was in paired(old, new).items()}
    if position in became:
        here = became[position]
        if here.text == wanted.text:
            return now
        return _joined(now[: here.start], wanted.text, now[here.end :])
    at = next((became[one].end for one in range(position - 1, -1, -1) if one in became), 0)
    return _joined(now[:at], wanted.text, now[at:])


def _joined(before: str, clause: str, after: str) -> str:
    whole = _apart(before) + clause
    return _apart(whole) + after if after.strip() else whole + after


def _apart(text: str) -> str:
    """The text with an empty line at its end, as a heading needs it; nothing stays nothing."""
    if not text.strip() or _APART.search(text):
        return text
    line_end = "\r\n" if "\r\n" in text else "\n"
    return text.rstrip("\r\n") + line_end * 2
