"""What a round decides, and what explains it."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.ballots import Ballot
from app.domain.objections import ObjectionKey, raised
from app.domain.outcomes import Ground, Result
from app.domain.rounds import RoundState
from app.domain.rules import Rule
from app.domain.votes import Held, Origin
from tests.domain.voting import (
    ABSTAIN,
    AGREE,
    BEFORE,
    CARRIED,
    CLAUSES,
    CONCERN,
    OBJECT,
    RULES,
    UNHURRIED,
    VOTERS,
    Said,
    answer,
    ballot,
    ballots,
    cast_in_order,
    decided,
    key,
    round_of,
)

CONSENT, TWO_THIRDS, MAJORITY = Rule
PASSED, FAILED, INQUORATE, VOIDED = Result
QUORUM, NOBODY_AGREES, OBJECTION, SHARE = Ground


@pytest.mark.parametrize(
    ("said", "consent", "two_thirds", "majority"),
    [
        ([AGREE] * 3, PASSED, PASSED, PASSED),
        ([AGREE], PASSED, PASSED, PASSED),
        ([CONCERN], PASSED, PASSED, PASSED),
        ([ABSTAIN], FAILED, FAILED, FAILED),
        ([OBJECT], FAILED, FAILED, FAILED),
        ([None], INQUORATE, INQUORATE, INQUORATE),
        ([ABSTAIN] * 3, FAILED, FAILED, FAILED),
        ([AGREE, ABSTAIN, ABSTAIN], PASSED, PASSED, PASSED),
        ([CONCERN, CONCERN, ABSTAIN], PASSED, PASSED, PASSED),
        ([AGREE, OBJECT], FAILED, FAILED, FAILED),
        ([AGREE, AGREE, OBJECT], FAILED, PASSED, PASSED),
        ([AGREE, CONCERN, OBJECT], FAILED, PASSED, PASSED),
        ([AGREE, AGREE, AGREE, OBJECT, OBJECT], FAILED, FAILED, PASSED),
        ([AGREE, AGREE, OBJECT, OBJECT, ABSTAIN], FAILED, FAILED, FAILED),
        ([AGREE, None, None], INQUORATE, INQUORATE, INQUORATE),
        ([AGREE, AGREE, None], PASSED, PASSED, PASSED),
        ([AGREE, ABSTAIN, None], PASSED, PASSED, PASSED),
        ([AGREE] * 9 + [None] * 6, INQUORATE, INQUORATE, INQUORATE),
        ([AGREE] * 10 + [None] * 5, PASSED, PASSED, PASSED),
        ([(AGREE, {1: OBJECT}), AGREE, AGREE], FAILED, PASSED, PASSED),
        ([(AGREE, {1: OBJECT}), (AGREE, {1: OBJECT}), AGREE], FAILED, FAILED, FAILED),
        ([(AGREE, {1: CONCERN}), AGREE, AGREE], PASSED, PASSED, PASSED),
        ([(AGREE, {1: ABSTAIN})] * 2, FAILED, FAILED, FAILED),
        ([(ABSTAIN, {0: AGREE, 1: AGREE})], PASSED, FAILED, FAILED),
        ([(OBJECT, {0: AGREE, 1: AGREE}), AGREE, AGREE], FAILED, PASSED, PASSED),
        ([(AGREE, {0: OBJECT, 1: OBJECT})] * 2, FAILED, FAILED, FAILED),
    ],
)
def test_what_two_clauses_and_a_quorum_of_two_thirds_come_to(
    said: list[Said | None], consent: Result, two_thirds: Result, majority: Result
) -> None:
    cast = ballots(*said)
    for rule, result in zip(Rule, (consent, two_thirds, majority), strict=True):
        assert decided(round_of(len(said), rule), cast).result is result


def test_one_objection_stands_on_one_clause() -> None:
    cast = ballots(*[AGREE] * 11, (AGREE, {1: OBJECT}), None, None, None)
    found = decided(round_of(15, clauses=3), cast)
    assert (found.result, found.cast, found.voters, found.needed) == (FAILED, 12, 15, 10)
    assert [(one.voter, one.clause) for one in found.standing] == [(key(12), 1)]
    assert found.failed == (1,)
    assert found.clauses[1].ground is OBJECTION
    assert found.whole.passed


def test_who_objects_to_the_whole_only_is_not_counted_on_clauses() -> None:
    found = decided(round_of(3, TWO_THIRDS), ballots(AGREE, OBJECT, OBJECT))
    assert (found.result, found.whole.ground, found.failed) == (FAILED, SHARE, ())
    assert [one.count.objecting for one in found.clauses] == [0, 0]


@pytest.mark.parametrize(
    ("rule", "said", "whole", "clause"),
    [
        (CONSENT, [OBJECT, AGREE], OBJECTION, None),
        (CONSENT, [ABSTAIN, ABSTAIN], None, NOBODY_AGREES),
        (CONSENT, [(AGREE, {0: OBJECT})] * 2, None, OBJECTION),
        (CONSENT, [AGREE, None], QUORUM, QUORUM),
        (TWO_THIRDS, [(AGREE, {0: OBJECT}), AGREE], None, SHARE),
        (TWO_THIRDS, [OBJECT, OBJECT], NOBODY_AGREES, NOBODY_AGREES),
        (MAJORITY, [(AGREE, {0: OBJECT}), AGREE], None, SHARE),
        (MAJORITY, [(ABSTAIN, {0: AGREE})] * 2, NOBODY_AGREES, None),
        (MAJORITY, [AGREE, None], QUORUM, QUORUM),
    ],
)
def test_why_something_did_not_pass(
    rule: Rule, said: list[Said | None], whole: Ground | None, clause: Ground | None
) -> None:
    found = decided(round_of(len(said), rule, clauses=1), ballots(*said))
    assert (found.whole.ground, found.clauses[0].ground) == (whole, clause)


def test_an_objection_withdrawn_counts_as_an_abstention_until_it_is_cast_again() -> None:
    round_ = round_of(2)
    cast = [ballot(1, AGREE, number=1), ballot(2, AGREE, {1: OBJECT}, number=2)]
    withdrawn = frozenset({(2, 1)})
    assert decided(round_, cast).result is FAILED
    found = decided(round_, cast, withdrawn)
    assert (found.result, found.clauses[1].count.abstain, found.standing) == (PASSED, 1, ())
    again = [*cast, ballot(2, AGREE, {1: OBJECT}, number=3)]
    assert decided(round_, again, withdrawn).result is FAILED


def test_a_voided_round_decides_nothing() -> None:
    round_ = replace(round_of(2), state=RoundState.VOIDED, closed_at=BEFORE)
    assert decided(round_, ballots(AGREE, AGREE)).result is VOIDED


def test_what_is_carried_makes_no_quorum() -> None:
    earlier = {
        key(person): {place: Held(AGREE, answer(AGREE), Origin.CARRIED, 99, place)}
        for person in (1, 2, 3)
        for place in (0, 1)
    }
    assert decided(round_of(3), [], carried=earlier).result is INQUORATE


def test_what_is_carried_stops_a_clause_as_if_it_were_said_again() -> None:
    earlier = {key(3): {1: Held(OBJECT, answer(OBJECT), Origin.CARRIED, 99, 4)}}
    found = decided(round_of(3), ballots(AGREE, AGREE, None), carried=earlier)
    assert (found.result, found.failed) == (FAILED, (1,))


QUORUMS = st.fractions(0, 1, max_denominator=7).filter(bool)


@UNHURRIED
@given(RULES, QUORUMS, cast_in_order(), CARRIED, st.integers(1, VOTERS))
def test_one_who_comes_to_agree_never_turns_pass_into_fail(
    rule: Rule, quorum: Fraction, cast: list[Ballot], carried: dict[str, dict[int, Held]], who: int
) -> None:
    round_ = round_of(VOTERS, rule, CLAUSES, quorum)
    if decided(round_, cast, carried=carried).result is PASSED:
        more = [*cast, ballot(who, AGREE, number=100)]
        assert decided(round_, more, carried=carried).result is PASSED


@UNHURRIED
@given(RULES, QUORUMS, cast_in_order(), st.integers(1, VOTERS))
def test_one_who_comes_to_object_never_turns_fail_into_pass(
    rule: Rule, quorum: Fraction, cast: list[Ballot], who: int
) -> None:
    round_ = round_of(VOTERS, rule, CLAUSES, quorum)
    everywhere = ballot(who, OBJECT, dict.fromkeys(range(CLAUSES), OBJECT), number=100)
    if decided(round_, cast).result is FAILED:
        assert decided(round_, [*cast, everywhere]).result is FAILED


@UNHURRIED
@given(RULES, cast_in_order(), CARRIED, st.data())
def test_ending_an_objection_never_turns_pass_into_fail(
    rule: Rule, cast: list[Ballot], carried: dict[str, dict[int, Held]], data: st.DataObject
) -> None:
    round_ = round_of(VOTERS, rule, CLAUSES)
    made = [(one.ballot, one.clause) for each in cast for one in raised(each)]
    ended: frozenset[ObjectionKey] = frozenset(one for one in made if data.draw(st.booleans()))
    if decided(round_, cast, carried=carried).result is PASSED:
        assert decided(round_, cast, ended, carried).result is PASSED


@UNHURRIED
@given(RULES, QUORUMS, CARRIED)
def test_silence_never_passes(
    rule: Rule, quorum: Fraction, carried: dict[str, dict[int, Held]]
) -> None:
    round_ = round_of(VOTERS, rule, CLAUSES, quorum)
    assert decided(round_, [], carried=carried).result is INQUORATE


@UNHURRIED
@given(RULES, QUORUMS, cast_in_order())
def test_nothing_passes_on_which_nobody_agrees(
    rule: Rule, quorum: Fraction, cast: list[Ballot]
) -> None:
    found = decided(round_of(VOTERS, rule, CLAUSES, quorum), cast)
    if found.result is PASSED:
        assert all(one.count.in_favour for one in found.clauses)


@UNHURRIED
@given(QUORUMS, cast_in_order())
def test_what_passes_by_a_stricter_rule_passes_by_a_milder_one_clause_by_clause(
    quorum: Fraction, cast: list[Ballot]
) -> None:
    found = [decided(round_of(VOTERS, rule, CLAUSES, quorum), cast) for rule in Rule]
    for clauses in zip(*(one.clauses for one in found), strict=True):
        passed = [one.passed for one in clauses]
        assert passed == sorted(passed)
