"""What a filled-in ballot says, and what is wrong with one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.ballot_forms import KEEP, SAME, Filled, Sheet, answers, filled, filled_as, problems
from app.domain.ballots import Answer, Ballot, Stance
from app.domain.threads import MAX_WORDS_CHARACTERS
from app.domain.votes import Held, Origin
from tests.clock import NOW

AGREED = Held(Stance.AGREE, Answer(Stance.AGREE), Origin.CARRIED, 7, 2)
WITHDRAWN = Held(Stance.ABSTAIN, Answer(Stance.OBJECT, "No.", "Yes."), Origin.CARRIED, 7, 2)
LONG = "x" * (MAX_WORDS_CHARACTERS + 1)


def form(**fields: str) -> Filled:
    """Underscores stand for the dashes in the names."""
    return filled((name.replace("_", "-"), value) for name, value in fields.items())


def test_what_is_the_same_as_on_the_whole_text_is_not_named() -> None:
    sent = form(stance="agree", stance_0=SAME, stance_1="concern", reason_1=" Long.\r\nVery. ")
    whole, named = answers(sent, Sheet(2))
    assert whole == Answer(Stance.AGREE)
    assert named == {1: Answer(Stance.CONCERN, "Long.\nVery.")}


def test_words_that_the_form_does_not_show_beside_a_stance_are_not_sent_with_it() -> None:
    words = {"reason": "No.", "remedy": "Yes."}
    said = [answers(form(stance=stance, **words), Sheet(1))[0] for stance in Stance]
    assert said == [
        Answer(Stance.AGREE),
        Answer(Stance.CONCERN, "No."),
        Answer(Stance.ABSTAIN, "No."),
        Answer(Stance.OBJECT, "No.", "Yes."),
    ]


def test_an_earlier_stance_is_kept_by_not_naming_its_clause() -> None:
    sheet = Sheet(2, kept={1: AGREED})
    assert answers(form(stance="concern", stance_1=KEEP), sheet)[1] == {}


@pytest.mark.parametrize(
    ("held", "again"), [(AGREED, Answer(Stance.AGREE)), (WITHDRAWN, Answer(Stance.ABSTAIN))]
)
def test_an_earlier_stance_that_was_revoked_comes_back_by_name(held: Held, again: Answer) -> None:
    sheet = Sheet(2, kept={1: held}, revoked={1})
    assert answers(form(stance="concern", stance_1=KEEP), sheet)[1] == {1: again}


@pytest.mark.parametrize(
    ("fields", "place", "sentence"),
    [
        ({}, None, "Choose how you stand to the whole text."),
        ({"stance": "veto"}, None, "Choose how you stand to the whole text."),
        ({"stance": SAME}, None, "Choose how you stand to the whole text."),
        ({"stance_0": "veto"}, 0, "Choose one of the possibilities."),
        ({"stance_0": KEEP}, 0, "Choose one of the possibilities."),
        ({"stance_1": SAME}, 1, "Choose one of the possibilities."),
        ({"stance_3": "agree"}, 3, "no such clause"),
        ({"reason_9999": "x"}, 9999, "no such clause"),
        ({"stance": "object", "remedy": "x"}, None, "Say why you object."),
        ({"stance": "object", "reason": " "}, None, "Say why you object."),
        ({"stance_0": "object", "reason_0": "x"}, 0, "what would resolve"),
        ({"stance_0": "concern", "reason_0": LONG}, 0, "too long"),
        ({"stance_0": "object", "reason_0": "x", "remedy_0": LONG}, 0, "too long"),
        ({"stance_2": ""}, 2, "Say whether you still do."),
        ({"stance_2": KEEP}, 2, "Say whether you still do."),
        ({"stance_01": "agree"}, None, "could not be understood"),
        ({"stance_x": "agree"}, None, "could not be understood"),
        ({"reason_10000": "x"}, None, "could not be understood"),
        ({"stance_٣": "agree"}, None, "could not be understood"),
    ],
)
def test_whatever_is_not_in_the_form_is_refused(
    fields: dict[str, str], place: int | None, sentence: str
) -> None:
    sheet = Sheet(3, kept={1: AGREED}, waiting={2})
    whole = {} if "stance" in fields or not fields else {"stance": "agree"}
    sent = form(**{"stance_2": SAME, **whole, **fields})
    found = problems(sent, sheet)
    assert sentence in found[place].sentence
    assert set(found) == {place}


def test_nobody_can_leave_open_whether_they_still_object() -> None:
    assert set(problems(form(stance="agree"), Sheet(3, waiting={2}))) == {2}


def test_a_field_that_comes_twice_is_refused_and_its_words_are_kept() -> None:
    sent = filled([("stance", "agree"), ("reason", "one"), ("reason", "two")])
    assert sent.strays == ("two",)
    assert set(problems(sent, Sheet(1))) == {None}


def test_other_fields_are_passed_over() -> None:
    assert not problems(form(stance="agree", csrf_token="x"), Sheet(1))


WORDS = st.text("ab c", min_size=1).map(str.strip).filter(bool)
ANSWERS = st.one_of(
    st.just(Answer(Stance.AGREE)),
    st.builds(Answer, st.sampled_from([Stance.CONCERN, Stance.ABSTAIN]), WORDS),
    st.builds(Answer, st.just(Stance.OBJECT), WORDS, WORDS),
)


@given(ANSWERS, st.dictionaries(st.integers(0, 4), ANSWERS))
def test_a_ballot_shown_and_sent_again_says_the_same(
    whole: Answer, exceptions: dict[int, Answer]
) -> None:
    ballot = Ballot(1, "person:1", whole, exceptions, NOW, 1)
    shown, sheet = filled_as(ballot), Sheet(5)
    assert problems(shown, sheet) == {}
    assert answers(shown, sheet) == (whole, exceptions)
