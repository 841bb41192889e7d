"""People who are called by name in what somebody says: "@Nour El-Khazen"."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.search import folded


@dataclass(frozen=True)
class Call:
    """The characters from `start` to `end` call these people: several, when they share a name."""

    start: int
    end: int
    person_ids: frozenset[int]


def calls(words: str, names: Mapping[int, str]) -> list[Call]:
    """Where somebody of `names` (person id -> name) is called; of names that begin alike, by the
    longest. An address such as info@nour.org calls nobody, nor does "@Nourhan" call a Nour.
    """
    called: dict[str, set[int]] = {}
    for person_id, name in names.items():
        if folded(name):
            called.setdefault(folded(name), set()).add(person_id)
    if not called or "@" not in words:
        return []
    longest_first = "|".join(re.escape(name) for name in sorted(called, key=len, reverse=True))
    text, places = _folded_with_places(words)
    return [
        Call(places[found.start()], places[found.end()], frozenset(called[found.group(1)]))
        for found in re.finditer(rf"(?<![a-z0-9._-])@({longest_first})(?!\w)", text)
    ]


def mentioned(words: str, names: Mapping[int, str]) -> set[int]:
    """Who of `names` is called."""
    return {person_id for call in calls(words, names) for person_id in call.person_ids}


def _folded_with_places(words: str) -> tuple[str, list[int]]:
    """`words` folded; and of each of its characters, and of its end, where it was before."""
    text, places = "", []
    for place, character in enumerate(words):
        letters = folded(character)
        text += letters
        places += [place] * len(letters)
    return text, [*places, len(words)]
