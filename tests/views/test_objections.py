"""Pages on which people work on objections, and what each of them may do there."""

import re
from collections.abc import Callable

import pytest

from app.domain.ballots import Answer, Stance
from app.domain.objections import ObjectionState
from app.domain.roles import Role
from app.domain.rules import Rule
from app.models import Objection, Person
from tests.browsing import Visitor
from tests.polling import AGREE, OBJECT, Poll

AddPerson = Callable[..., Person]
PURPOSE = 1  # the place of the clause
EVIL = Answer(Stance.OBJECT, "<script>why</script>", "<b>this</b>\n\nand that")


@pytest.fixture
def nour(charter: object, add_person: AddPerson) -> Person:
    return add_person("Nour", Role.MEMBER)


@pytest.fixture
def objection(poll: Poll, camille: Person, nour: Person) -> Objection:
    """Nour objects to the purpose; two thirds would be enough."""
    poll.open(camille, nour, rule=Rule.TWO_THIRDS)
    poll.vote(nour, AGREE, {PURPOSE: EVIL})
    return poll.objections[0]


def page_of(visitor: Visitor, objection: Objection) -> str:
    return visitor.get(f"/objections/{objection.key}").text


def end(visitor: Visitor, objection: Objection, state: str, answer: str = "") -> int:
    path = f"/objections/{objection.key}"
    return visitor.post(f"{path}/ending", path, state=state, answer=answer).status_code


def test_all_that_is_said_of_an_objection_stands_on_both_pages(
    visitor: Visitor, poll: Poll, objection: Objection, add_person: AddPerson
) -> None:
    visitor.sign_in(add_person("Omar", Role.OBSERVER))
    for path in (f"/documents/{poll.key}/objections", f"/objections/{objection.key}"):
        page = visitor.get(path).text
        for words in (
            "Purpose", "Nour", "Round 1", "&lt;script&gt;why&lt;/script&gt;",
            "&lt;b&gt;this&lt;/b&gt;\n\nand that", ">Open</span>",
        ):  # fmt: skip
            assert words in page
        assert "/ending" not in page
    assert "We learn from <strong>each other</strong>" in page


def test_an_organisation_and_what_was_said_aloud_are_named(
    visitor: Visitor, poll: Poll, camille: Person, nour: Person
) -> None:
    poll.open(camille, nour, organisations={"Nour": "Cedar Centre"})
    poll.vote_aloud(nour, OBJECT)
    visitor.sign_in(nour)
    page = visitor.get(f"/documents/{poll.key}/objections").text
    assert "Cedar Centre" in page
    assert "said aloud" in page
    assert "The whole text" in page


def test_who_objected_ends_it_and_what_follows_is_said_before(
    visitor: Visitor, poll: Poll, objection: Objection, nour: Person
) -> None:
    visitor.sign_in(nour)
    assert "you count as abstaining here, unless you vote again" in page_of(visitor, objection)
    assert end(visitor, objection, "resolved", "Thank you") == 302
    page = page_of(visitor, objection)
    assert "This objection is resolved." in page
    assert "Thank you" in page
    assert "/ending" not in page
    assert end(visitor, objection, "withdrawn") == 409
    assert end(visitor, objection, "open") == 422


def test_a_facilitator_sets_aside_with_an_answer_that_stays(
    visitor: Visitor, poll: Poll, objection: Objection, camille: Person, nour: Person
) -> None:
    visitor.sign_in(camille)
    assert "It is resolved" not in page_of(visitor, objection)
    assert end(visitor, objection, "set_aside", " ") == 422
    assert end(visitor, objection, "withdrawn") == 403
    assert end(visitor, objection, "set_aside", "It is in 4.3.") == 302
    poll.end_objection(objection, nour, ObjectionState.WITHDRAWN, "Then not.")
    page = page_of(visitor, objection)
    for words in ("Nour</bdi> withdrew this", "It had been set aside with this answer", "4.3."):
        assert words in page
    assert page.index("4.3.") < page.index("Then not.")  # which is said in the thread


def test_by_consent_it_is_said_why_nothing_can_be_set_aside(
    visitor: Visitor, poll: Poll, camille: Person, nour: Person
) -> None:
    poll.open(camille, nour)
    poll.vote(nour, OBJECT)
    visitor.sign_in(camille)
    [objection] = poll.objections
    assert "Nobody can set it aside" in page_of(visitor, objection)
    assert end(visitor, objection, "set_aside", "No.") == 409


def test_what_is_said_to_it_is_said_in_its_thread_and_leads_back(
    visitor: Visitor, poll: Poll, objection: Objection, camille: Person
) -> None:
    visitor.sign_in(camille)
    path = f"/objections/{objection.key}"
    with poll.database.read() as session:
        thread = session.merge(objection).thread
        assert thread
        key = thread.key
    back = f"objection={objection.key}"
    assert back in visitor.get(path).text
    answer = visitor.post(f"/threads/{key}/comments", path, words="What if?", back=back)
    assert answer.location == f"{path}#thread-{key}"
    assert "What if?" in visitor.get(path).text
    review = visitor.get(f"/documents/{poll.key}/review").text
    assert f'href="{path}"' in review


@pytest.mark.parametrize("state", ["drafting", "validating"])
def test_wording_is_proposed_at_that_clause(
    visitor: Visitor, poll: Poll, objection: Objection, camille: Person, state: str
) -> None:
    if state == "drafting":
        poll.close()
    visitor.sign_in(camille)
    page = page_of(visitor, objection)
    assert f'href="/documents/{poll.key}#s-purpose"' in page
    assert ("wording can be proposed now, too" in page) == (state == "validating")


def test_one_that_is_not_theirs_looks_like_one_that_is_not_there(
    visitor: Visitor, objection: Objection, add_person: AddPerson
) -> None:
    visitor.sign_in(add_person("Stranger", Role.FACILITATOR, group="Another group"))
    foreign, missing = page_of(visitor, objection), visitor.get(f"/objections/{'x' * 22}").text
    pages = (re.sub(r'csrf_token" value="[^"]+', "", one) for one in (foreign, missing))
    assert len({one.replace(objection.key, "").replace("x" * 22, "") for one in pages}) == 1
