"""The script counts by rules of its own, and finds what CoCharter finds, whatever was voted."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain import acts
from app.domain.ballot_papers import written
from app.domain.ballots import Ballot
from app.domain.carrying import Earlier, carrying, same
from app.domain.electorates import Voter
from app.domain.objections import Objection, ObjectionKey, ObjectionState, ended, raised
from app.domain.outcomes import outcome
from app.domain.rounds import Round
from app.domain.rules import Rule
from app.domain.tallies import tally
from app.domain.versions import Passage, clause_hash, passages
from tests.domain.test_carrying import clauses_of
from tests.domain.texts import TEXTS
from tests.domain.voting import (
    BEFORE,
    DEADLINE,
    RULES,
    SECOND,
    UNHURRIED,
    VOTERS,
    cast_in_order,
    people,
)
from tests.proving.script import script

QUORA = st.fractions(min_value=Fraction(1, 10), max_value=1, max_denominator=10)
WORDS = st.lists(st.sampled_from("ab"), min_size=3, max_size=3)  # few, so that some are equal
ELECTORATES = st.integers(1, VOTERS).map(people)
STATES = st.sampled_from(ObjectionState)
MOMENTS = st.sampled_from((BEFORE, DEADLINE, DEADLINE + SECOND))


@st.composite
def texts_with_ballots(draw: st.DrawFn) -> list[tuple[list[Passage], list[Ballot]]]:
    """One to four rounds, of which each may be asked about other words; numbers go on."""
    rounds, number = [], 0
    for words in draw(st.lists(WORDS, min_size=1, max_size=4)):
        cast = draw(cast_in_order())
        numbered = [
            Ballot(number + at, one.voter, one.whole, one.exceptions, one.cast_at, one.cast_by)
            for at, one in enumerate(cast, 1)
        ]
        number += len(cast)
        rounds.append((clauses_of(words), numbered))
    return rounds


@st.composite
def endings(
    draw: st.DrawFn, rounds: Sequence[tuple[list[Passage], list[Ballot]]]
) -> list[Objection]:
    """What became of the objections in these rounds."""
    keys = [one for _, cast in rounds for ballot in cast for one in raised(ballot)]
    return [Objection(one.ballot, one.clause, draw(STATES), draw(MOMENTS)) for one in keys]


def read(cast: Sequence[Ballot]) -> dict[int, Any]:
    """Ballots as the script reads them."""
    return {one.number: script.strict(written(one, 1, "salt")) for one in cast}


def stored(clauses: Sequence[Passage]) -> list[dict[str, Any]]:
    return [asdict(one) | {"path": list(one.path)} for one in clauses]


def by_script(
    rule: Rule,
    quorum: Fraction,
    electorate: Sequence[Voter],
    rounds: Sequence[tuple[list[Passage], list[Ballot]]],
    over: frozenset[ObjectionKey],
) -> Mapping[str, Any]:
    texts = [(stored(clauses), read(cast)) for clauses, cast in rounds]
    clauses, cast = texts[-1]
    return script.outcome(
        rule.value, [quorum.numerator, quorum.denominator], {one.key for one in electorate}, cast,
        len(clauses), over, script.carried(texts, over),
    )  # fmt: skip


@UNHURRIED
@given(st.data(), RULES, QUORA, ELECTORATES, texts_with_ballots())
def test_every_outcome_is_the_same(
    data: st.DataObject,
    rule: Rule,
    quorum: Fraction,
    electorate: tuple[Voter, ...],
    rounds: list[tuple[list[Passage], list[Ballot]]],
) -> None:
    over = ended(data.draw(endings(rounds)), DEADLINE)
    clauses, cast = rounds[-1]
    earlier = [Earlier(*one) for one in rounds[:-1]]
    kept = carrying(earlier, clauses, over).kept
    round_ = Round(rule, quorum, DEADLINE, electorate, len(clauses))
    counted = outcome(round_, tally(cast, electorate, len(clauses), over, kept))
    act = acts.closed(1, counted, DEADLINE + timedelta(1), None)
    found = by_script(rule, quorum, electorate, rounds, over)
    assert found == {part: act[part] for part in found}


@UNHURRIED
@given(WORDS, WORDS)
def test_the_same_clauses_are_found_again(before: list[str], after: list[str]) -> None:
    one, other = clauses_of(before), clauses_of(after)
    assert script.same(stored(one), stored(other)) == same(one, other)


@pytest.mark.parametrize(
    "title",
    ["4.2 Membership", "3) Rules", "٤. العضوية", "5 principles", "", "  2.  Two  ", "1.2.3", "É"],
)
@pytest.mark.parametrize("body", ["", "a \n\n\n\n b\t\n", "# no heading\n", "e\u0301\r\nx\x0by\n"])
def test_clauses_have_the_same_hashes(title: str, body: str) -> None:
    text = f"## {title}\n{body}"
    assert script.clause_hash(title, text) == clause_hash(title, text)
    assert script.clause_hash("", body) == clause_hash("", body)


@UNHURRIED
@given(TEXTS)
def test_clauses_of_any_text_have_the_same_hashes(text: str) -> None:
    for one in passages(text):
        words = text[one.start : one.start + one.length]
        assert script.clause_hash(one.title, words) == one.sha256
