"""What a round asks, and how far it has come, in plain words."""

from datetime import timedelta

import pytest
from flask import Flask

from app.domain.electorates import Voter
from app.domain.rounds import Round
from app.domain.rules import USUAL_QUORUM, Rule
from app.domain.terms import Terms, terms
from app.wording import rounds as say
from tests.clock import NOW

CONSENT, TWO_THIRDS, MAJORITY = Rule


def terms_of(people: int, organisations: int = 0, rule: Rule = CONSENT) -> Terms:
    """Of a round in which so many people vote for themselves, and so many organisations."""
    voters = [Voter(one, "Somebody") for one in range(people)]
    voters += [Voter(-one - 1, "Somebody", f"Centre {one}") for one in range(organisations)]
    return terms(Round(rule, USUAL_QUORUM, NOW, tuple(voters), 12))


@pytest.mark.parametrize(
    ("people", "organisations", "sentence"),
    [
        (1, 0, "One person votes."),
        (15, 0, "15 people vote, each for themselves."),
        (0, 1, "One organisation votes, by one delegate."),
        (0, 12, "12 organisations vote, each by one delegate."),
        (3, 12, "12 organisations vote by one delegate each, and 3 people for themselves."),
        (1, 1, "One organisation votes by a delegate, and one person for themselves."),
    ],
)
def test_who_votes(app: Flask, people: int, organisations: int, sentence: str) -> None:
    with app.test_request_context():
        assert say.who_votes(terms_of(people, organisations)) == sentence


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        (CONSENT, "One standing objection stops a clause, and with it the text."),
        (TWO_THIRDS, "6 objections stop a clause, even when all the others agree."),
        (MAJORITY, "8 objections stop a clause, even when all the others agree."),
    ],
)
def test_what_it_takes(app: Flask, rule: Rule, sentence: str) -> None:
    with app.test_request_context():
        assert say.how_many_must(terms_of(15, rule=rule)).startswith("10 of 15 must vote, or ")
        assert say.what_stops(terms_of(15, rule=rule)) == sentence


@pytest.mark.parametrize(
    ("carried", "beginning"),
    [
        (0, "12 clauses are asked."),
        (9, "3 of 12 clauses are asked again. 9 read as they did in the last round: "),
        (11, "1 of 12 clauses is asked again. 11 read as they did"),
        (12, "No clause has changed since the last round: "),
    ],
)
def test_what_is_asked(app: Flask, carried: int, beginning: str) -> None:
    with app.test_request_context():
        assert say.what_is_asked(12, carried).startswith(beginning)


@pytest.mark.parametrize(
    ("cast", "sentence"),
    [
        (0, "0 of 15 have voted. 10 more must vote for the round to count."),
        (1, "1 of 15 has voted. 9 more must vote for the round to count."),
        (9, "9 of 15 have voted. One more must vote for the round to count."),
        (10, "10 of 15 have voted. That is enough for the round to count."),
        (15, "Everybody has voted."),
    ],
)
def test_how_far_it_has_come(app: Flask, cast: int, sentence: str) -> None:
    with app.test_request_context():
        assert say.turnout_now(15, cast, 10) == sentence


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (timedelta(days=7), "7 days"),
        (timedelta(days=6, hours=23), "6 days"),
        (timedelta(hours=47), "47 hours"),
        (timedelta(hours=1, minutes=59), "119 minutes"),
        (timedelta(minutes=1), "one minute"),
        (timedelta(seconds=59), "less than a minute"),
        (timedelta(0), ""),
        (timedelta(days=-1), ""),
    ],
)
def test_how_long_it_still_is(app: Flask, left: timedelta, words: str) -> None:
    with app.test_request_context():
        assert say.time_left(left) == words
