"""Only what changed is asked again: stances follow the words they were about."""

from collections.abc import Collection, Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.ballots import Ballot, Stance
from app.domain.carrying import Carrying, Earlier, carrying, same
from app.domain.objections import ObjectionKey
from app.domain.outcomes import Result
from app.domain.versions import Passage, passages
from app.domain.votes import Held, Origin, Vote, votes
from tests.domain.voting import (
    ABSTAIN,
    AGREE,
    CONCERN,
    OBJECT,
    UNHURRIED,
    ballot,
    cast_in_order,
    decided,
    key,
    round_of,
)

TITLES = (
    "Purpose", "Vision", "Values", "Membership", "Duties", "Board", "Meetings", "Votes", "Money",
    "Languages", "Changes", "End",
)  # fmt: skip


def text(clauses: Sequence[tuple[str, str]]) -> str:
    """Clauses with their words, numbered as they stand."""
    return "".join(
        f"## {number}. {title}\n\n{words}\n\n" for number, (title, words) in enumerate(clauses, 1)
    )


FIRST = [(title, f"We agree on {title.lower()}.") for title in TITLES]
# Membership, Votes and End have other words; Purpose went behind Values.
_EDITED = [
    (title, "Something else." if title in ("Membership", "Votes", "End") else words)
    for title, words in FIRST
]
SECOND = [*_EDITED[1:3], _EDITED[0], *_EDITED[3:]]


def left(before: str, after: str, *cast: Ballot, ended: Collection[ObjectionKey] = ()) -> Carrying:
    """What one round on the text `before` leaves to the text `after`."""
    return carrying([Earlier(passages(before), cast)], passages(after), ended)


def stands(held: Mapping[int, Held]) -> dict[int, Stance]:
    """By the place of the clause, when all is carried."""
    assert all(one.origin is Origin.CARRIED for one in held.values())
    return {place: one.stance for place, one in held.items()}


def test_nine_of_twelve_are_carried_and_three_asked_again() -> None:
    found = left(text(FIRST), text(SECOND), ballot(1, AGREE))
    assert stands(found.kept[key(1)]) == dict.fromkeys({*range(12)} - {3, 7, 11}, AGREE)
    assert set(found.stale[key(1)]) == {None, 3, 7, 11}


def test_an_objection_goes_where_its_clause_went_and_waits_where_its_clause_changed() -> None:
    said = ballot(1, AGREE, {0: OBJECT, 3: OBJECT}, number=7)
    found = left(text(FIRST), text(SECOND), said)
    moved = found.kept[key(1)][2]
    assert (moved.stance, moved.ballot, moved.clause) == (OBJECT, 7, 0)
    assert 3 not in found.kept[key(1)]
    assert found.stale[key(1)][3].stance is OBJECT


def test_the_whole_text_is_always_asked_again() -> None:
    found = left(text(FIRST), text(FIRST), ballot(1, OBJECT))
    assert found.kept == {key(1): {}}
    assert found.stale[key(1)][None].stance is OBJECT


def test_a_second_round_counts_what_was_carried_and_asks_for_the_rest() -> None:
    first = [ballot(1, AGREE), ballot(2, AGREE, {3: OBJECT}), ballot(3, AGREE, {4: OBJECT})]
    found = left(text(FIRST), text(SECOND), *first)
    round_ = round_of(3, clauses=12)
    again = [ballot(1, AGREE, number=11), ballot(2, AGREE, number=12)]
    outcome = decided(round_, again, carried=found.kept)
    assert [one.count.agree for one in outcome.clauses] == [3, 3, 3, 2, 2, 3, 3, 2, 3, 3, 3, 2]
    assert (outcome.result, outcome.failed) == (Result.FAILED, (4,))
    assert [(one.voter, one.held.ballot) for one in outcome.standing] == [(key(3), 3)]
    revoked = [*again, ballot(3, AGREE, {4: CONCERN}, number=13)]
    assert decided(round_, revoked, carried=found.kept).result is Result.PASSED


def test_an_objection_that_ended_between_the_rounds_is_carried_as_an_abstention() -> None:
    said = ballot(1, AGREE, {0: OBJECT}, number=7)
    found = left(text(FIRST), text(SECOND), said, ended={(7, 0)})
    assert found.kept[key(1)][2].stance is ABSTAIN


def test_stances_pass_through_rounds_in_which_nobody_spoke() -> None:
    rounds = [Earlier(passages(text(FIRST)), [ballot(1, CONCERN)])]
    rounds += [Earlier(passages(text(SECOND)), [ballot(2, AGREE, number=2)])]
    found = carrying(rounds, passages(text(FIRST)), ())
    assert stands(found.kept[key(1)]) == dict.fromkeys({*range(12)} - {3, 7, 11}, CONCERN)
    assert stands(found.kept[key(2)]) == dict.fromkeys({*range(12)} - {3, 7, 11}, AGREE)


def test_nothing_is_carried_into_a_first_round() -> None:
    assert carrying([], passages(text(FIRST)), ()) == Carrying({}, {})


TWICE = "# Members\n\n## Reports\n\nOnce a year.\n\n# Partners\n\n## Reports\n\nOnce a year.\n"
REVERSED = "# Partners\n\n## Reports\n\nOnce a year.\n\n# Members\n\n## Reports\n\nOnce a year.\n"
RENAMED = TWICE.replace("Members", "Those within").replace("Partners", "Those without")
MEMBERS_ONLY = "# Members\n\n## Reports\n\nOnce a year.\n\n# Partners\n"
PARTNERS_ONLY = "# Members\n\n# Partners\n\n## Reports\n\nOnce a year.\n"


@pytest.mark.parametrize(
    ("before", "after", "places"),
    [
        (TWICE, TWICE, {0: 0, 1: 1, 2: 2, 3: 3}),
        (TWICE, REVERSED, {0: 2, 1: 3, 2: 0, 3: 1}),
        (TWICE, RENAMED, {1: 1, 3: 3}),
        (TWICE, MEMBERS_ONLY, {0: 0, 1: 1, 2: 2}),
        (TWICE, PARTNERS_ONLY, {0: 0, 2: 1, 3: 2}),
        (MEMBERS_ONLY, TWICE, {0: 0, 1: 1, 2: 2}),
        (PARTNERS_ONLY, TWICE, {0: 0, 1: 2, 2: 3}),
        (PARTNERS_ONLY, MEMBERS_ONLY, {0: 0, 1: 2, 2: 1}),
    ],
)
def test_two_clauses_that_say_the_same_are_told_apart_by_where_they_stand(
    before: str, after: str, places: dict[int, int]
) -> None:
    assert same(passages(before), passages(after)) == places


def test_what_was_said_of_one_of_two_equal_clauses_is_not_said_of_the_other() -> None:
    said = ballot(1, AGREE, {3: OBJECT})
    assert stands(left(TWICE, REVERSED, said).kept[key(1)])[1] is OBJECT
    assert stands(left(TWICE, REVERSED, said).kept[key(1)])[3] is AGREE
    alone = left(TWICE, MEMBERS_ONLY, said)
    assert stands(alone.kept[key(1)])[1] is AGREE
    assert alone.stale[key(1)][3].stance is OBJECT


WORDS = st.lists(st.sampled_from("abc"), min_size=3, max_size=3)  # few, so that some are equal


def clauses_of(words: list[str]) -> list[Passage]:
    """A text of three clauses under the same heading, or of two and a half."""
    return passages("".join(f"## Rule\n\n{word}\n\n" for word in words))


@UNHURRIED
@given(WORDS, WORDS)
def test_no_stance_goes_to_two_clauses_nor_two_to_one(before: list[str], after: list[str]) -> None:
    old, new = clauses_of(before), clauses_of(after)
    found = same(old, new)
    assert len(set(found.values())) == len(found)
    assert all(old[one].sha256 == new[other].sha256 for one, other in found.items())
    assert len(found) == sum(min(before.count(word), after.count(word)) for word in "abc")


@UNHURRIED
@given(WORDS, WORDS, cast_in_order())
def test_carrying_is_idempotent(before: list[str], after: list[str], cast: list[Ballot]) -> None:
    old, new = clauses_of(before), clauses_of(after)
    once = carrying([Earlier(old, cast)], new, ())
    twice = carrying([Earlier(old, cast), Earlier(new, [])], new, ())
    assert twice.kept == once.kept


@UNHURRIED
@given(WORDS, WORDS, cast_in_order())
def test_every_stance_is_either_carried_or_stale(
    before: list[str], after: list[str], cast: list[Ballot]
) -> None:
    found = carrying([Earlier(clauses_of(before), cast)], clauses_of(after), ())
    for voter, vote in votes(cast, 3, (), {}).items():
        said = len(vote.clauses) + (vote.whole is not None)
        assert len(found.kept[voter]) + len(found.stale[voter]) == said


def test_a_text_that_only_moved_keeps_every_stance_on_its_clauses() -> None:
    kept = left(TWICE, REVERSED, ballot(1, AGREE), ballot(2, CONCERN)).kept
    now = {voter: Vote(None, held) for voter, held in kept.items()}
    assert votes([], 4, (), kept) == now
    assert [len(held) for held in kept.values()] == [4, 4]
