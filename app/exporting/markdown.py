"""A text as Markdown: exactly as it is, then what says which text it is."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from app.exporting.paper import Paper, Remark, Saying

_RULE = "\n\n---\n\n"
_MARKS = re.compile(r"([\\`*_{}\[\]<>#+\-.!|~&()])")
_STATED = re.compile("SHA-256 `([0-9a-f]{64})`")


def make(paper: Paper) -> bytes:
    """The text and, below a line, its footer; the remarks follow."""
    about = [*map(_plain, paper.imprint), f"SHA-256 `{paper.sha256}`"]
    parts = [" · ".join(about)]
    if paper.remarks is not None:
        parts += _annex(paper, paper.remarks)
    return (paper.markdown + _RULE + "\n\n".join(parts) + "\n").encode("utf-8", "replace")


def text_in(file: str) -> str:
    """The text in a file that `make` made, as its hash proves; what is no such file, as it is."""
    for rule in reversed(list(re.finditer(_RULE, file))):
        stated = _STATED.search(file, rule.end())
        text = file[: rule.start()]
        if stated and stated.group(1) == hashlib.sha256(text.encode()).hexdigest():
            return text
    return file


def _annex(paper: Paper, remarks: tuple[Remark, ...]) -> Iterator[str]:
    yield f"# {_plain(paper.words.remarks)}"
    if not remarks:
        yield _plain(paper.words.no_remarks)
    for remark in remarks:
        yield f"## {_plain(remark.where)}"
        if remark.quote:
            yield "\n".join(f"> {line}" for line in _lines(remark.quote))
        if remark.proposed is not None:
            yield _plain(paper.words.proposed) + " " + "\\\n".join(_lines(remark.proposed))
        yield from map(_said, remark.said)


def _said(saying: Saying) -> str:
    who = f"**{_plain(saying.who)}** ({_plain(saying.when)})"
    return "\\\n".join([who, *_lines(saying.words)])


def _lines(words: str) -> list[str]:
    """The lines that say something, with nothing in them that would be read as a mark."""
    return [_plain(line) for line in words.split("\n") if line.strip()]


def _plain(words: str) -> str:
    return _MARKS.sub(r"\\\1", " ".join(words.split()))
