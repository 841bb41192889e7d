"""A ballot as somebody filled it in: what was typed, what is wrong with it, and what it says."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from app.domain.ballots import Answer, Ballot, Stance
from app.domain.errors import InvalidError
from app.domain.threads import MAX_WORDS_CHARACTERS
from app.domain.votes import Held

SAME = "same"  # of a clause: as on the whole text
KEEP = "keep"  # of a clause: what was said of the same words in an earlier round

_KINDS = ("stance", "reason", "remedy")
_NAME = re.compile(rf"({'|'.join(_KINDS)})(?:-(0|[1-9][0-9]{{0,3}}))?")

Place = int | None  # of a clause in the version, from 0; None is the whole text


@dataclass(frozen=True)
class Entry:
    """What was chosen in one place, and typed beside it, as it was sent; "" is nothing."""

    choice: str = ""
    reason: str = ""
    remedy: str = ""


@dataclass(frozen=True)
class Filled:
    """A form as it was sent. strays: what came in fields that no such form has."""

    entries: Mapping[Place, Entry] = field(default_factory=dict)
    strays: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """What a form can ask of one voter.

    clauses: how many there are. kept: the earlier stance that counts on a clause unless another is
    chosen. revoked: where the voter has chosen another in this round. waiting: where they objected
    to words that have changed since, and must say whether they still do.
    """

    clauses: int
    kept: Mapping[int, Held] = field(default_factory=dict)
    revoked: Collection[int] = frozenset()
    waiting: Collection[int] = frozenset()


def filled(fields: Iterable[tuple[str, str]]) -> Filled:
    """The form with these fields, by their names: "stance", "reason-3". Others are passed over."""
    found: dict[Place, dict[str, str]] = {}
    strays = []
    for name, value in fields:
        match = _NAME.fullmatch(name)
        if match is None:
            strays += [value] if name.startswith(_KINDS) else []
            continue
        entry = found.setdefault(int(match[2]) if match[2] else None, {})
        if match[1] in entry:
            strays.append(value)
        else:
            entry[match[1]] = value.replace("\r\n", "\n").strip()
    entries = {
        place: Entry(*(entry.get(kind, "") for kind in _KINDS)) for place, entry in found.items()
    }
    return Filled(entries, tuple(strays))


def filled_as(ballot: Ballot) -> Filled:
    """The form as it would have been filled in for this ballot."""
    return Filled(
        {
            place: Entry(answer.stance, answer.reason, answer.remedy)
            for place, answer in ballot.answers.items()
        }
    )


def problems(form: Filled, sheet: Sheet) -> dict[Place, InvalidError]:
    """What is wrong with the form, by where; nothing when it can be cast."""
    found: dict[Place, InvalidError] = {}
    for place in {None, *sheet.waiting, *form.entries}:
        problem = _problem(place, form.entries.get(place, Entry()), sheet)
        if problem:
            found[place] = problem
    if form.strays:
        found[None] = InvalidError("This could not be understood. Load the page again.")
    return found


def answers(form: Filled, sheet: Sheet) -> tuple[Answer, dict[int, Answer]]:
    """What a form without problems says: of the whole text, and of the clauses it names."""
    named = {
        place: _answer(entry)
        for place, entry in form.entries.items()
        if place is not None and entry.choice in set(Stance)
    }
    # To say again what one had revoked, one must say it by name: nothing else brings it back.
    again = {
        place: _as_it_counts(sheet.kept[place])
        for place, entry in form.entries.items()
        if place is not None and entry.choice == KEEP and place in sheet.revoked
    }
    return _answer(form.entries[None]), named | again


def _problem(place: Place, entry: Entry, sheet: Sheet) -> InvalidError | None:
    if place is not None and place >= sheet.clauses:
        return InvalidError("This version has no such clause. Load the page again.")
    if place is None and entry.choice not in set(Stance):
        return InvalidError("Choose how you stand to the whole text.")
    if place in sheet.waiting and entry.choice not in {SAME, *Stance}:
        return InvalidError("You objected here before. Say whether you still do.")
    other = KEEP if place in sheet.kept else SAME
    if entry.choice not in {"", other, *Stance}:
        return InvalidError("Choose one of the possibilities.")
    return _problem_of_words(entry)


def _problem_of_words(entry: Entry) -> InvalidError | None:
    if max(len(entry.reason), len(entry.remedy)) > MAX_WORDS_CHARACTERS:
        return InvalidError("This is too long. Say it in fewer words.")
    if entry.choice == Stance.OBJECT and not entry.reason:
        return InvalidError("Say why you object.")
    if entry.choice == Stance.OBJECT and not entry.remedy:
        return InvalidError("Say what would resolve your objection.")
    return None


def _answer(entry: Entry) -> Answer:
    """Without the words that the form does not show beside such a stance."""
    stance = Stance(entry.choice)
    reason = "" if stance is Stance.AGREE else entry.reason
    return Answer(stance, reason, entry.remedy if stance is Stance.OBJECT else "")


def _as_it_counts(held: Held) -> Answer:
    return held.answer if held.stance is held.answer.stance else Answer(held.stance)
