"""How many must vote, and how many agreements carry it against how many objections."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.rules import USUAL_QUORUM, Rule, needed, passes, stopping
from tests.domain.voting import UNHURRIED


@pytest.mark.parametrize(
    ("quorum", "voters", "must_vote"),
    [
        (USUAL_QUORUM, 15, 10),
        (USUAL_QUORUM, 16, 11),
        (USUAL_QUORUM, 1, 1),
        (USUAL_QUORUM, 2, 2),
        (Fraction(1, 2), 7, 4),
        (Fraction(1, 2), 8, 4),
        (Fraction(1), 9, 9),
        (Fraction(1, 100), 3, 1),
        (Fraction(7, 10), 10, 7),
        (Fraction(1, 3), 3 * 10**17, 10**17),
    ],
)
def test_so_many_must_vote(quorum: Fraction, voters: int, must_vote: int) -> None:
    assert needed(quorum, voters) == must_vote


@pytest.mark.parametrize(
    ("agree", "objecting", "consent", "two_thirds", "majority"),
    [
        (0, 0, False, False, False),
        (0, 1, False, False, False),
        (1, 0, True, True, True),
        (1, 1, False, False, False),
        (2, 1, False, True, True),
        (3, 2, False, False, True),
        (4, 2, False, True, True),
        (199, 100, False, False, True),
        (200, 100, False, True, True),
        (7, 7, False, False, False),
    ],
)
def test_what_carries_it(
    agree: int, objecting: int, consent: bool, two_thirds: bool, majority: bool
) -> None:
    assert passes(Rule.CONSENT, agree, objecting) is consent
    assert passes(Rule.TWO_THIRDS, agree, objecting) is two_thirds
    assert passes(Rule.MAJORITY, agree, objecting) is majority


@UNHURRIED
@given(st.sampled_from(Rule), st.integers(1, 300))
def test_one_objection_less_than_what_stops_a_clause_does_not(rule: Rule, voters: int) -> None:
    enough = stopping(rule, voters)
    assert not passes(rule, voters - enough, enough)
    assert passes(rule, voters - enough + 1, enough - 1)


@UNHURRIED
@given(st.fractions(0, 1).filter(bool), st.integers(1, 10_000))
def test_a_quorum_is_the_least_number_that_is_its_share(quorum: Fraction, voters: int) -> None:
    must_vote = needed(quorum, voters)
    assert must_vote >= quorum * voters > must_vote - 1
    assert 1 <= must_vote <= voters
