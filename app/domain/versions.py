"""Versions of a text: what each one holds, and by which hashes it is known again."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any
from unicodedata import normalize

from app.domain.clauses import split
from app.domain.errors import InvalidError

MAX_NAME_CHARACTERS = 200
MAX_PASSAGES = 5_000  # they are kept with every version: nobody reads more clauses than this
QUIET_AFTER = timedelta(minutes=10)  # in which nobody wrote
# Typed before a heading: "4.2 Membership", "3) Rules", "٤. العضوية", but not "5 principles", whose
# number says something; \d is a digit of any script.
_NUMBERED = re.compile(
    r"(?P<number>\d{1,3}(?:\.\d{1,3})+(?=[.):\s]|$)|\d{1,3}(?=[.):](?:\s|$)))[.):]?\s*(?P<title>.*)"
)
_HEADING = re.compile(r"[ \t]*#{1,6}(?=\s|$)[^\n]*\n?")
_BLANK_LINES = re.compile(r"\n{3,}")


class Occasion(StrEnum):
    """Why a version was kept: somebody named it; nobody wrote for a while; or just before
    something was done to the text as a whole, so that one can go back."""

    NAMED = "named"
    QUIET = "quiet"
    RESTORE = "restore"
    ACCEPTANCE = "acceptance"
    IMPORT = "import"
    ROUND = "round"
    FREEZE = "freeze"


@dataclass(frozen=True)
class Passage:
    """A clause of a version, without its words: they stand in the text, from `start` on.

    level, path: as in `Clause`. number: the one typed in its heading, or "". start, length: in
    characters. sha256: of the clause as it reads wherever it stands and whatever its number.
    """

    level: int
    path: tuple[str, ...]
    number: str
    start: int
    length: int
    sha256: str

    @property
    def title(self) -> str:
        """Its own heading, with its number; "" for what stands before the first."""
        return self.path[-1] if self.path else ""

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> "Passage":
        """The passage that was kept as JSON."""
        return cls(**{**stored, "path": tuple(stored["path"])})


def sha256_of(text: str) -> str:
    """SHA-256 of a text in UTF-8, in hex."""
    return hashlib.sha256(text.encode()).hexdigest()


def passages(text: str) -> list[Passage]:
    """The clauses of a text, in order; of very many, the last one holds all that is left."""
    return [
        Passage(
            clause.level,
            clause.path,
            number_of(clause.title),
            clause.start,
            len(clause.text),
            clause_hash(clause.title, clause.text),
        )
        for clause in split(text, MAX_PASSAGES)
    ]


def touched(before: Sequence[Passage], after: Sequence[Passage]) -> list[str]:
    """The titles of the clauses that one of two versions has and the other has not, in order.

    "" stands for what comes before the first heading. Where a clause stands does not count.
    """
    known, kept = {one.sha256 for one in before}, {one.sha256 for one in after}
    new = [one.title for one in after if one.sha256 not in known]
    gone = [one.title for one in before if one.sha256 not in kept]
    return list(dict.fromkeys(new + gone))


def number_of(title: str) -> str:
    """The number that is typed before a heading, such as 4.2; "" when there is none."""
    found = _NUMBERED.match(title)
    return found.group("number") if found else ""


def clause_hash(title: str, text: str) -> str:
    """SHA-256 in hex of a clause's own words, the same wherever it stands.

    Its number and the level of its heading do not count, nor do blanks that nobody sees.
    """
    found = _NUMBERED.match(title)
    words = found.group("title") if found else title
    body = _HEADING.sub("", text, count=1) if _HEADING.match(text) else text
    return sha256_of(normalize("NFC", f"{_in_one_line(words)}\n{_without_blanks(body)}"))


def demand_name(name: str) -> str:
    """The name of a version, without blanks around it. Raises InvalidError."""
    name = _in_one_line(name)
    if not name:
        raise InvalidError("Give this version a name.")
    if len(name) > MAX_NAME_CHARACTERS:
        raise InvalidError("This name is too long. Use a shorter one.")
    return name


def _in_one_line(words: str) -> str:
    return " ".join(words.split())


def _without_blanks(body: str) -> str:
    """Lines as they are, without blanks at their ends, and with at most one empty one between."""
    lines = "\n".join(line.rstrip() for line in body.splitlines())
    return _BLANK_LINES.sub("\n\n", lines).strip("\n")
