"""By which rule a vote is decided, in whole numbers: no share is ever rounded."""

from enum import StrEnum
from fractions import Fraction

USUAL_QUORUM = Fraction(2, 3)  # of the voters


class Rule(StrEnum):
    """What it takes to pass: that nobody objects, or how many more agree than object."""

    CONSENT = "consent"
    TWO_THIRDS = "two_thirds"
    MAJORITY = "majority"


def needed(quorum: Fraction, voters: int) -> int:
    """How many of the voters must vote, when `quorum` is the share of them that must."""
    return -(-quorum.numerator * voters // quorum.denominator)


def passes(rule: Rule, agree: int, objecting: int) -> bool:
    """Whether so many who agree carry it against so many who object; who abstains is left out.

    Nobody agreeing never passes, nor does a tie.
    """
    if not agree:
        return False
    if rule is Rule.CONSENT:
        return not objecting
    if rule is Rule.TWO_THIRDS:
        return 3 * agree >= 2 * (agree + objecting)
    return agree > objecting


def stopping(rule: Rule, voters: int) -> int:
    """How many objections stop a clause when all the others agree."""
    if rule is Rule.CONSENT:
        return 1
    return voters // 3 + 1 if rule is Rule.TWO_THIRDS else (voters + 1) // 2
