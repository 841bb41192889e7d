"""What is read again before a round is opened."""

from dataclasses import replace

import pytest

from app.domain.electorates import Voter
from app.domain.rules import Rule
from app.domain.terms import Terms, terms
from tests.domain.voting import DEADLINE, people, round_of


@pytest.mark.parametrize(
    ("rule", "stopping"), [(Rule.CONSENT, 1), (Rule.TWO_THIRDS, 6), (Rule.MAJORITY, 8)]
)
def test_ten_of_fifteen_must_vote(rule: Rule, stopping: int) -> None:
    electorate = (*people(14), Voter(15, "Carla", "Ministry of Labour"))
    round_ = replace(round_of(15, rule, clauses=12), electorate=electorate)
    assert terms(round_) == Terms(15, 1, 10, rule, stopping, 12, DEADLINE)
