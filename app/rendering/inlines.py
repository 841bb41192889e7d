"""Running text with its marks: escapes, entities, code, links, line breaks and emphasis."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar
from xml.etree.ElementTree import Element, SubElement

from app.rendering import emphasis, links
from app.rendering.emphasis import Run
from app.rendering.tokens import Close, Open, Token

_SPECIAL = re.compile(r"[\\&`*_~!\[\]<\n]")
_BACKTICKS = re.compile(r"`+")
_MARKS = re.compile(r"\*+|_+|~{2,}")
_ESCAPABLE = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_AUTOLINK = re.compile(r"<([^<> ]+)>")


@dataclass
class _Bracket:
    place: int  # of its token
    end: int  # in the text
    image: bool
    runs: int  # how many stood before it


def parse(text: str) -> list[Token]:
    """The tokens of `text`, the Markdown of one paragraph, heading or cell."""
    return list(_Reader(text).read())


class _Reader:
    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens: list[Token | Run] = []
        self._runs: list[Run] = []
        self._brackets: list[_Bracket] = []
        self._spent = 0  # so many of the brackets may not begin a link: one ended within them
        self._tails = links.LinkTails(text)
        self._backticks: dict[int, list[int]] = defaultdict(list)
        for run in _BACKTICKS.finditer(text):
            self._backticks[len(run[0])].append(run.start())

    def read(self) -> Iterator[Token]:
        pos = 0
        while special := _SPECIAL.search(self._text, pos):
            start = special.start()
            words = self._text[pos:start]
            self._tokens.append(words.rstrip(" ") if special[0] == "\n" else words)
            pos = self._READERS[special[0]](self, start)
            if pos == start:
                self._tokens.append(special[0])
                pos += 1
        self._tokens.append(self._text[pos:])
        emphasis.resolve(self._runs)
        for token in self._tokens:
            if isinstance(token, Run):
                yield from token.tokens()
            else:
                yield token

    # Each of these reads what begins at `start` and returns where it ends, or `start` for nothing.

    def _escape(self, start: int) -> int:
        following = self._text[start + 1 : start + 2]
        if following == "\n":
            self._tokens.append(Element("br"))
        elif following in _ESCAPABLE:
            self._tokens.append(following)
        else:
            return start
        return start + 2

    def _line_end(self, start: int) -> int:
        self._tokens.append(Element("br"))  # people saw each line on its own while they wrote
        return start + 1

    def _entity(self, start: int) -> int:
        found = links.entity(self._text, start)
        if found is None:
            return start
        self._tokens.append(found[0])
        return found[1]

    def _code(self, start: int) -> int:
        run = _BACKTICKS.match(self._text, start)
        if run is None or self._text[start - 1 : start] == "`":
            return start
        size = len(run[0])
        places = self._backticks[size]
        index = bisect_left(places, run.end())
        if index == len(places):
            return start
        self._tokens.append(_code_element(self._text[run.end() : places[index]]))
        return places[index] + size

    def _mark(self, start: int) -> int:
        found = _MARKS.match(self._text, start)
        if found is None:
            return start
        run = Run.at(self._text, start, found.end())
        self._runs.append(run)
        self._tokens.append(run)
        return found.end()

    def _autolink(self, start: int) -> int:
        found = _AUTOLINK.match(self._text, start)
        address = links.bare_address(found[1]) if found else None
        if found is None or address is None:
            return start
        self._tokens += [Open("a", address), found[1], Close()]
        return found.end()

    def _image(self, start: int) -> int:
        if not self._text.startswith("![", start):
            return start
        return self._open_bracket(start + 2, image=True)

    def _bracket(self, start: int) -> int:
        return self._open_bracket(start + 1, image=False)

    def _open_bracket(self, end: int, *, image: bool) -> int:
        self._brackets.append(_Bracket(len(self._tokens), end, image, len(self._runs)))
        self._tokens.append("![" if image else "[")
        return end

    def _close_bracket(self, start: int) -> int:
        if not self._brackets:
            return start
        bracket = self._brackets.pop()
        spent = len(self._brackets) < self._spent and not bracket.image
        self._spent = min(self._spent, len(self._brackets))
        empty = links.skip_spaces(self._text, bracket.end) == start
        if spent or (empty and self._text[start + 1 : start + 2] not in ("(", "[")):
            return start
        return self._link(bracket, start)

    def _link(self, bracket: _Bracket, start: int) -> int:
        """End the link or image of `bracket`; marks inside it never pair with marks outside."""
        emphasis.resolve(self._runs[bracket.runs :])
        del self._runs[bracket.runs :]
        if not bracket.image:
            self._spent = len(self._brackets)
        written, end = self._tails.read(start + 1)
        if written is None:
            end = max(end, start + 1)
            self._tokens += _bare_lines(self._text[start:end])
            return end
        address = links.safe_address(links.read_address(written))
        self._tokens[bracket.place] = Open("a", address) if address else ""
        if address:
            self._tokens.append(Close())
        return end

    _READERS: ClassVar = {
        "\\": _escape,
        "\n": _line_end,
        "&": _entity,
        "`": _code,
        "*": _mark,
        "_": _mark,
        "~": _mark,
        "<": _autolink,
        "!": _image,
        "[": _bracket,
        "]": _close_bracket,
    }


def _bare_lines(text: str) -> Iterator[Token]:
    first, *others = emphasis.without_strays(text).split("\n")
    yield first
    for line in others:
        yield from (Element("br"), line)


def _code_element(written: str) -> Element:
    # One space at both ends only keeps the words apart from the backticks.
    padded = written[0] == written[-1] == " " and written.strip(" \n")
    first, *others = (written[1:-1] if padded else written).split("\n")
    code = Element("code")
    code.text = first
    for line in others:
        SubElement(code, "br").tail = line
    return code
