"""What a round decided, and why, in values that a page puts into a sentence."""

from dataclasses import dataclass
from enum import StrEnum

from app.domain.rounds import Round, RoundState
from app.domain.rules import Rule, passes
from app.domain.tallies import Count, Standing, Tally


class Result(StrEnum):
    """What became of a round."""

    PASSED = "passed"
    FAILED = "failed"
    INQUORATE = "inquorate"
    VOIDED = "voided"


class Ground(StrEnum):
    """Why something did not pass: too few voted; nobody agreed; an objection stands where none
    may; or too few agreed for the objections there are."""

    QUORUM = "quorum"
    NOBODY_AGREES = "nobody_agrees"
    OBJECTION = "objection"
    SHARE = "share"


@dataclass(frozen=True)
class Finding:
    """What was counted of a clause, or of the whole text, and why it did not pass, if so."""

    count: Count
    ground: Ground | None

    @property
    def passed(self) -> bool:
        """Whether nothing stood against it."""
        return self.ground is None


@dataclass(frozen=True)
class Outcome:
    """What a round decided, with all that explains it.

    voters, cast, needed: how many could vote, did, and had to. whole: of the whole text by itself;
    the round passes when that and every clause do. standing: as in `Tally`.
    """

    result: Result
    rule: Rule
    voters: int
    cast: int
    needed: int
    whole: Finding
    clauses: tuple[Finding, ...]
    standing: tuple[Standing, ...]

    @property
    def failed(self) -> tuple[int, ...]:
        """The places of the clauses that did not pass."""
        return tuple(place for place, one in enumerate(self.clauses) if not one.passed)


def outcome(round_: Round, tally: Tally) -> Outcome:
    """The outcome of a round in which so much was counted."""
    is_quorate = tally.cast >= round_.needed
    whole = Finding(tally.whole, _ground_of_whole(round_.rule, tally.whole, is_quorate))
    clauses = tuple(
        Finding(count, _ground(round_.rule, count, is_quorate)) for count in tally.clauses
    )
    if round_.state is RoundState.VOIDED:
        result = Result.VOIDED
    elif not is_quorate:
        result = Result.INQUORATE
    else:
        passed = all(one.passed for one in (whole, *clauses))
        result = Result.PASSED if passed else Result.FAILED
    return Outcome(
        result,
        round_.rule,
        tally.voters,
        tally.cast,
        round_.needed,
        whole,
        clauses,
        tally.standing,
    )


def _ground_of_whole(rule: Rule, count: Count, is_quorate: bool) -> Ground | None:
    """By consent the clauses tell who agrees, and the whole text only whether somebody objects."""
    if rule is Rule.CONSENT and is_quorate and not count.objecting:
        return None
    if rule is Rule.CONSENT and is_quorate:
        return Ground.OBJECTION
    return _ground(rule, count, is_quorate)


def _ground(rule: Rule, count: Count, is_quorate: bool) -> Ground | None:
    if not is_quorate:
        return Ground.QUORUM
    if passes(rule, count.in_favour, count.objecting):
        return None
    if rule is Rule.CONSENT and count.objecting:
        return Ground.OBJECTION
    return Ground.SHARE if count.in_favour else Ground.NOBODY_AGREES
