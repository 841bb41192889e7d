"""The start page tells who is signed in what they are part of, and nothing of anybody else."""

from collections.abc import Callable
from datetime import timedelta

from app.current import now
from app.domain.roles import Role
from app.models import Document, Person
from app.views.start import FEW_GROUPS, SHOWN_PEOPLE, SHOWN_PEOPLE_OF_MANY
from tests.browsing import Visitor
from tests.polling import Poll


def test_a_person_sees_their_groups_documents_and_people(
    visitor: Visitor, charter: Document, add_person: Callable[..., Person]
) -> None:
    nour = add_person("Nour", Role.REVIEWER)
    add_person("Nour", Role.MEMBER, group="Second group")
    add_person("Ingrid", Role.MEMBER, group="Another group")
    visitor.sign_in(nour)
    page = visitor.get("/").text
    for shown in ("Core Group", "Second group", "Network Charter", "Draft", "Camille",
                  "Cedar Centre", f"/documents/{charter.key}"):  # fmt: skip
        assert shown in page
    assert "Another group" not in page
    assert "Ingrid" not in page


def test_somebody_without_a_group_is_told_what_to_do(
    visitor: Visitor, add_person: Callable[..., Person]
) -> None:
    visitor.sign_in(add_person("Nour"))
    page = visitor.get("/").text
    assert "Open your invitation" in page
    assert "ask your facilitator to invite you" in page
    assert "/groups/new" not in page


def test_each_group_shows_what_its_own_role_allows(
    visitor: Visitor, charter: Document, add_person: Callable[..., Person]
) -> None:
    add_person("Nour", Role.MEMBER)
    visitor.sign_in(add_person("Nour", Role.FACILITATOR, group="Second group"))
    page = visitor.get("/").text
    first, second = page.split('<section class="group"')[1:]
    for act in ("/documents/new", "/names", "/invitations"):
        assert act not in first
        assert act in second
    assert page.count("/groups/new") == 1


def test_who_facilitates_nothing_is_offered_no_new_group(
    visitor: Visitor, add_person: Callable[..., Person]
) -> None:
    visitor.sign_in(add_person("Nour", Role.MEMBER))
    assert "/groups/new" not in visitor.get("/").text


def test_of_many_people_and_groups_a_part_is_shown_and_a_way_to_the_rest(
    visitor: Visitor, add_person: Callable[..., Person]
) -> None:
    nour = add_person("Nour", Role.MEMBER)
    for number in range(SHOWN_PEOPLE + 1):
        add_person(f"Person-{number}", Role.MEMBER)
    visitor.sign_in(nour)
    page = visitor.get("/").text
    assert page.count('<li class="person">') == SHOWN_PEOPLE
    assert "and 2 more" in page
    assert "group-list" not in page
    for number in range(FEW_GROUPS):
        add_person("Nour", Role.MEMBER, group=f"Group {number}")
    page = visitor.get("/").text
    assert page.count('<a href="#group-') == page.count('<section class="group"') == 3
    assert page.count('<li class="person">') == SHOWN_PEOPLE_OF_MANY + 2


def test_who_is_not_signed_in_learns_how_to_come_in_and_nothing_else(
    visitor: Visitor, charter: Document
) -> None:
    page = visitor.get("/").text
    assert "How to come in" in page
    assert "Network Charter" not in page
    assert "Camille" not in page


def test_whose_vote_is_asked_sees_it_wherever_the_document_stands(
    visitor: Visitor, poll: Poll, add_person: Callable[..., Person]
) -> None:
    nour, omar = add_person("Nour", Role.MEMBER), add_person("Omar", Role.MEMBER)
    deadline = now() + timedelta(days=7)
    poll.open(nour, deadline=deadline, now=now())
    pages = ("/", f"/documents/{poll.key}", f"/documents/{poll.key}/reading")
    visitor.sign_in(nour)
    for page in pages:
        shown = visitor.get(page).text
        assert "Your vote is asked until" in shown
        assert deadline.isoformat() in shown
        assert "Being validated" in shown
        assert f"/documents/{poll.key}/rounds/1/ballot" in shown
    poll.vote(nour, now=now())
    for page in pages:
        assert "Your vote is asked" not in visitor.get(page).text
    visitor.sign_in(omar)
    for page in pages:
        assert "Your vote is asked" not in visitor.get(page).text


def test_what_was_published_is_one_press_away(
    visitor: Visitor, poll: Poll, add_person: Callable[..., Person]
) -> None:
    visitor.sign_in(add_person("Nour", Role.MEMBER))
    pages = ("/", f"/documents/{poll.key}", f"/documents/{poll.key}/reading")
    poll.freeze("By hand.")
    for page in pages:
        assert f'href="/charters/{poll.key}"' not in visitor.get(page).text
    poll.publish()
    for page in pages:
        assert f'href="/charters/{poll.key}"' in visitor.get(page).text
