"""The chain of all that was done: each event is sealed together with the one before it.

The seal of an event is the SHA-256, in hex, of the seal before it, the number of the event and its
words, one a line, in UTF-8. Before the first stands `BEGINNING`.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

BEGINNING = "0" * 64


@dataclass(frozen=True)
class Event:
    """One act. number: from 1 on. words: the act in canonical JSON. seal: as said above."""

    number: int
    words: str
    seal: str


class Flaw(StrEnum):
    """How an event is false: it is not the next one; it, its seal or what came before it is not as
    it was; or it is missing at the end."""

    ORDER = "order"
    SEAL = "seal"
    MISSING = "missing"


@dataclass(frozen=True)
class Fault:
    """The first event that is false, by its number, and why."""

    number: int
    flaw: Flaw


def chained(acts: Iterable[Mapping[str, Any]], after: Event | None = None) -> list[Event]:
    """These acts as events, following that one. Raises as `canonical` does."""
    number, seal = (after.number, after.seal) if after else (0, BEGINNING)
    events: list[Event] = []
    for act in acts:
        words = canonical(act)
        number, seal = number + 1, seal_of(seal, number + 1, words)
        events.append(Event(number, words, seal))
    return events


def verify(events: Sequence[Event], head: str = BEGINNING) -> Fault | None:
    """The first false event, or None when all are as they were. head: as in `faults`."""
    return next(faults(events, head), None)


def faults(events: Sequence[Event], head: str = BEGINNING) -> Iterator[Fault]:
    """Every false event, in order; what follows a false one may be true by itself.

    head: a seal that was given out, which one of them must have. Without it nobody can tell that
    events are missing at the end, or that all since some moment were sealed anew.
    """
    before, number = BEGINNING, 0
    for event in events:
        number += 1
        if event.number != number:
            yield Fault(number, Flaw.ORDER)
            number = event.number
        if event.seal != seal_of(before, number, event.words):
            yield Fault(number, Flaw.SEAL)
        before = event.seal
    if head not in (BEGINNING, *(event.seal for event in events)):
        yield Fault(number + 1, Flaw.MISSING)


def seal_of(before: str, number: int, words: str) -> str:
    """The seal of an event that follows the seal `before`."""
    # A stored text that is no longer UTF-8 is false, but must not stop the search for it.
    sealed = f"{before}\n{number}\n{words}".encode("utf-8", "surrogatepass")
    return hashlib.sha256(sealed).hexdigest()


def canonical(act: Mapping[str, Any]) -> str:
    """An act as the only JSON text that it has: keys sorted, no blanks, letters as they are.

    It holds objects, lists, texts, whole numbers, true, false and null. Raises TypeError for what
    else is in it, such as a float or a moment, and ValueError for what is not UTF-8.
    """
    _demand_plain(act)
    text = json.dumps(act, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    text.encode()
    return text


def _demand_plain(value: Any) -> None:
    if isinstance(value, Mapping):
        if not all(isinstance(key, str) for key in value):
            raise TypeError("The keys of an act are texts.")
        for one in value.values():
            _demand_plain(one)
    elif isinstance(value, list | tuple):
        for one in value:
            _demand_plain(one)
    elif value is not None and not isinstance(value, str | int):
        raise TypeError(f"An act cannot hold {type(value).__name__}.")
