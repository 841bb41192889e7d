"""What a newspaper could print about a round."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from flask import Flask

from app.domain.outcomes import Finding, Ground
from app.domain.rounds import RoundState
from app.domain.rules import Rule
from app.domain.tallies import Count
from app.wording.outcomes import ground_words, outcome_sentence
from tests.domain.voting import ABSTAIN, AGREE, BEFORE, CONCERN, OBJECT, Said, ballots, decided
from tests.domain.voting import round_of as a_round_of

CONSENT, TWO_THIRDS, MAJORITY = Rule
TITLES = ("", "4.2 Membership", "5. Costs", "6. Languages", "7. Amendment")
EVERYWHERE = dict.fromkeys(range(5), OBJECT)

CASES: list[tuple[Rule, Sequence[Said | None], str]] = [
    (
        CONSENT,
        [AGREE] * 11 + [(AGREE, {1: OBJECT})] + [None] * 3,
        "12 of 15 voted (10 needed). One objection stands on 4.2 Membership. Not validated.",
    ),
    (CONSENT, [AGREE, CONCERN], "2 of 2 voted (2 needed). No objection stands. Validated."),
    (CONSENT, [None] * 15, "None of 15 voted (10 needed). Too few, so nothing is decided."),
    (
        MAJORITY,
        [AGREE] * 9 + [None] * 6,
        "9 of 15 voted (10 needed). Too few, so nothing is decided.",
    ),
    (
        CONSENT,
        [ABSTAIN] * 3,
        "3 of 3 voted (2 needed). Everybody who voted abstains. Not validated.",
    ),
    (MAJORITY, [ABSTAIN], "1 of 1 voted (1 needed). Everybody who voted abstains. Not validated."),
    (
        CONSENT,
        [(AGREE, {2: ABSTAIN})] * 2,
        "2 of 2 voted (2 needed). Nobody agrees with 5. Costs. Not validated.",
    ),
    (
        TWO_THIRDS,
        [(AGREE, {0: ABSTAIN, 2: ABSTAIN})],
        "1 of 1 voted (1 needed). Nobody agrees with what stands before the first heading and "
        "5. Costs. Not validated.",
    ),
    (
        CONSENT,
        [AGREE, OBJECT],
        "2 of 2 voted (2 needed). One objection stands on the whole text. Not validated.",
    ),
    (
        CONSENT,
        [AGREE, OBJECT, (AGREE, {1: OBJECT, 2: OBJECT})],
        "3 of 3 voted (2 needed). 3 objections stand on the whole text, 4.2 Membership, and "
        "5. Costs. Not validated.",
    ),
    (
        CONSENT,
        [AGREE, (AGREE, EVERYWHERE)],
        "2 of 2 voted (2 needed). 5 objections stand on 5 clauses. Not validated.",
    ),
    (
        CONSENT,
        [OBJECT, OBJECT],
        "2 of 2 voted (2 needed). 2 objections stand on the whole text. Nobody agrees with any "
        "clause. Not validated.",
    ),
    (
        MAJORITY,
        [OBJECT] * 3,
        "3 of 3 voted (2 needed). 3 objections stand on the whole text. Nobody agrees with any "
        "clause. Not validated.",
    ),
    (
        TWO_THIRDS,
        [AGREE] * 2 + [(AGREE, {1: OBJECT})] * 2,
        "4 of 4 voted (3 needed). Fewer than two thirds are for 4.2 Membership: 2 for it, 2 "
        "against. Not validated.",
    ),
    (
        TWO_THIRDS,
        [AGREE, OBJECT],
        "2 of 2 voted (2 needed). Fewer than two thirds are for the whole text: 1 for it, 1 "
        "against. Not validated.",
    ),
    (
        TWO_THIRDS,
        [AGREE, (OBJECT, {3: OBJECT})],
        "2 of 2 voted (2 needed). Fewer than two thirds are for the whole text and 6. Languages. "
        "Not validated.",
    ),
    (
        TWO_THIRDS,
        [AGREE, AGREE, OBJECT],
        "3 of 3 voted (2 needed). One objection stands on the whole text. For every clause and the "
        "whole text at least twice as many are as against. Validated.",
    ),
    (
        MAJORITY,
        [AGREE, AGREE, (AGREE, {4: OBJECT}), (AGREE, {4: OBJECT})],
        "4 of 4 voted (3 needed). There is no majority for 7. Amendment: 2 for it, 2 against. "
        "Not validated.",
    ),
    (
        MAJORITY,
        [AGREE, (OBJECT, EVERYWHERE)],
        "2 of 2 voted (2 needed). There is no majority for the whole text and 5 clauses. "
        "Not validated.",
    ),
    (
        MAJORITY,
        [AGREE, AGREE, OBJECT],
        "3 of 3 voted (2 needed). One objection stands on the whole text. More are for than "
        "against every clause and the whole text. Validated.",
    ),
]


@pytest.mark.parametrize(("rule", "said", "sentence"), CASES)
def test_what_is_said_of_an_outcome(
    app: Flask, rule: Rule, said: Sequence[Said | None], sentence: str
) -> None:
    round_ = a_round_of(len(said), rule, len(TITLES))
    with app.test_request_context():
        assert plain(outcome_sentence(decided(round_, ballots(*said)), TITLES)) == sentence


def test_what_is_said_of_a_round_that_was_called_once_more(app: Flask) -> None:
    outcome = decided(a_round_of(3), ballots(AGREE, AGREE, None))
    with app.test_request_context():
        assert outcome_sentence(outcome, TITLES, is_recalled=True) == (
            "2 of 3 voted, the first time or now (2 needed). No objection stands. Validated."
        )


def test_a_voided_round_says_why_and_nothing_of_how_people_voted(app: Flask) -> None:
    voided = replace(a_round_of(2), state=RoundState.VOIDED, closed_at=BEFORE)
    with app.test_request_context():
        told = outcome_sentence(decided(voided, ballots(AGREE, OBJECT)), TITLES, "Wrong\n text.")
    assert plain(told) == "Voided: nothing in this round counts. The reason: Wrong text."


def test_what_is_named_runs_its_own_way(app: Flask) -> None:
    outcome = decided(a_round_of(1), ballots((AGREE, {0: OBJECT})))
    with app.test_request_context():
        assert "\u2068٤. العضوية\u2069." in outcome_sentence(outcome, ["٤. العضوية", "5"])


@pytest.mark.parametrize(
    ("ground", "rule", "words"),
    [
        (None, CONSENT, "Passed"),
        (Ground.QUORUM, MAJORITY, "Not decided: too few voted"),
        (Ground.NOBODY_AGREES, CONSENT, "Nobody agrees"),
        (Ground.OBJECTION, CONSENT, "One objection stands"),
        (Ground.SHARE, TWO_THIRDS, "Two thirds are not reached"),
        (Ground.SHARE, MAJORITY, "No majority"),
    ],
)
def test_why_a_clause_did_not_pass(
    app: Flask, ground: Ground | None, rule: Rule, words: str
) -> None:
    with app.test_request_context():
        assert ground_words(Finding(Count(objecting=1), ground), rule) == words


def plain(sentence: str) -> str:
    return sentence.replace("\u2068", "").replace("\u2069", "")
