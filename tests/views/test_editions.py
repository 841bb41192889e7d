"""The page on which a text is frozen, signed, published and followed by a new edition."""

from collections.abc import Callable

import pytest
from sqlalchemy import update

from app.database import Database
from app.domain.lifecycle import State
from app.domain.roles import Role
from app.models import Document, Membership, Person
from app.services.freezing import editions_of
from app.services.signatures import signatures_of
from tests.browsing import Visitor
from tests.polling import Poll
from tests.rendering.test_nothing_runs import BREAKOUTS, RAW
from tests.views.test_what_people_say import HARMLESS, elements_of

WHY = "The ministry needs it\nبحلول الغد <b>"


@pytest.fixture
def nour(add_person: Callable[..., Person], charter: Document) -> Person:
    return add_person("Nour", Role.MEMBER)


@pytest.fixture
def page(charter: Document) -> str:
    return f"/documents/{charter.key}/freezing"


@pytest.fixture
def seen(poll: Poll) -> str:
    return str(poll.head)


def state_of(poll: Poll) -> State:
    with poll.database.read() as session:
        return session.get_one(Document, poll.document.id).state


def validate(poll: Poll, *voters: Person) -> None:
    poll.open(*voters)
    for voter in voters:
        poll.vote(voter)
    poll.close()


def test_what_nobody_validated_is_frozen_for_a_reason(
    visitor: Visitor, poll: Poll, camille: Person, page: str, seen: str
) -> None:
    visitor.sign_in(camille)
    offered = visitor.get(page).text
    assert "Not validated. The published page will say so for ever." in offered
    assert f'name="seen" value="{seen}"' in offered
    assert visitor.post(page, seen=seen, reason=WHY).status_code == 302
    assert state_of(poll) is State.FROZEN
    with poll.database.read() as session:
        (edition,) = editions_of(session, poll.document.id)
    assert edition.reason == WHY
    assert "The text is frozen." in visitor.get(page).text


def test_what_was_validated_needs_none(
    visitor: Visitor, poll: Poll, camille: Person, nour: Person, page: str, seen: str
) -> None:
    validate(poll, nour)
    visitor.sign_in(camille)
    offered = visitor.get(page).text
    assert "Yes, by round 1." in offered
    assert "will say so for ever" not in offered
    assert visitor.post(page, seen=seen).status_code == 302
    assert state_of(poll) is State.FROZEN


@pytest.mark.parametrize(
    ("fields", "status", "said"),
    [
        ({"reason": " "}, 422, "Say why this text is frozen without having been validated."),
        ({"reason": WHY * 200}, 422, "This is too long."),
        ({"reason": WHY, "seen": "0"}, 409, "The text has changed since you looked at it."),
        ({"reason": WHY, "seen": "x"}, 409, "The text has changed since you looked at it."),
    ],
)
def test_a_typed_reason_survives_a_mistake(
    visitor: Visitor, poll: Poll, camille: Person, page: str, seen: str,
    fields: dict[str, str], status: int, said: str,
) -> None:  # fmt: skip
    visitor.sign_in(camille)
    answer = visitor.post(page, **{"seen": seen} | fields)
    assert answer.status_code == status
    assert said in answer.text
    typed = fields["reason"].replace("<", "&lt;").replace(">", "&gt;")
    assert f">\n{typed}</textarea>" in answer.text
    assert f'name="seen" value="{seen}"' in answer.text
    assert state_of(poll) is State.DRAFTING


def test_a_reason_for_what_can_no_longer_be_done_is_shown(
    visitor: Visitor, poll: Poll, camille: Person, page: str, seen: str
) -> None:
    visitor.sign_in(camille)
    poll.freeze("Somebody else was quicker.")
    answer = visitor.post(page, seen=seen, reason="My own words")
    assert answer.status_code == 409
    assert "This text cannot be frozen now." in answer.text
    assert '<q dir="auto">My own words</q>' in answer.text


def test_what_is_validated_becomes_a_draft_again_for_a_reason(
    visitor: Visitor, poll: Poll, camille: Person, nour: Person, charter: Document, page: str
) -> None:
    validate(poll, nour)
    visitor.sign_in(camille)
    redrafting = f"/documents/{charter.key}/redrafting"
    refused = visitor.post(redrafting)
    assert refused.status_code == 422
    assert '<details class="stage-second" open>' in refused.text
    assert state_of(poll) is State.VALIDATED
    visitor.post(redrafting, reason="One name was wrong.")
    assert state_of(poll) is State.DRAFTING


def test_what_is_frozen_is_published_and_followed_by_a_new_edition(
    visitor: Visitor, poll: Poll, camille: Person, charter: Document, page: str
) -> None:
    poll.freeze("It is urgent.")
    visitor.sign_in(camille)
    address = f"http://localhost/charters/{charter.key}"
    assert address in visitor.get(page).text
    visitor.post(f"/documents/{charter.key}/publication")
    assert state_of(poll) is State.PUBLISHED
    published = visitor.get(page).text
    assert "Anybody can read it at its address." in published
    assert "Publish it" not in published
    visitor.post(f"/documents/{charter.key}/reopening", reason="A year has passed.")
    assert state_of(poll) is State.DRAFTING
    again = visitor.get(page).text
    assert "A year has passed." in again
    assert f'href="/charters/{charter.key}/editions/1"' in again


def test_members_sign_in_person_or_for_their_organisation_and_take_it_back(
    visitor: Visitor, poll: Poll, nour: Person, charter: Document, page: str
) -> None:
    version = poll.freeze("It is urgent.").version_id
    visitor.sign_in(nour)
    signature = f"/documents/{charter.key}/signature"

    def signed() -> list[tuple[str, str]]:
        with poll.database.read() as session:
            return [(one.name, one.organisation) for one in signatures_of(session, version)]

    offered = visitor.get(page).text
    assert "Sign for <bdi>Cedar Centre</bdi>" in offered
    assert "Publish it" not in offered
    visitor.post(signature, **{"for": "organisation"})
    assert signed() == [("Nour", "Cedar Centre")]
    assert visitor.post(signature, **{"for": "person"}).status_code == 409
    assert "Take my signature back" in visitor.get(page).text
    visitor.post(f"{signature}/withdrawal")
    assert signed() == []
    assert visitor.post(f"{signature}/withdrawal").status_code == 409
    visitor.post(signature, **{"for": "person"})
    assert signed() == [("Nour", "")]


def test_nobody_signs_for_an_organisation_they_did_not_name(
    visitor: Visitor, database: Database, poll: Poll, nour: Person, charter: Document, page: str
) -> None:
    poll.freeze("It is urgent.")
    with database.write() as session:
        own = Membership.person_id == nour.id
        session.execute(update(Membership).where(own).values(organisation=""))
    visitor.sign_in(nour)
    assert "Sign for" not in visitor.get(page).text
    answer = visitor.post(f"/documents/{charter.key}/signature", **{"for": "organisation"})
    assert answer.status_code == 422
    assert "names no organisation" in answer.text


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.OBSERVER])
def test_others_read_it_and_can_do_nothing(
    visitor: Visitor, poll: Poll, page: str, add_person: Callable[..., Person], role: Role
) -> None:
    poll.freeze("It is urgent.")
    visitor.sign_in(add_person("Ingrid", role))
    shown = visitor.get(page).text
    assert "It is urgent." in shown
    assert "<form" not in shown.split("<main")[1].split("</main>")[0]


@pytest.mark.parametrize("act", ["publication", "redrafting", "reopening", "signature"])
def test_no_act_is_offered_or_done_too_early(
    visitor: Visitor, poll: Poll, camille: Person, charter: Document, page: str, act: str
) -> None:
    visitor.sign_in(camille)
    assert act not in visitor.get(page).text
    assert visitor.post(f"/documents/{charter.key}/{act}", reason="x").status_code == 409
    assert state_of(poll) is State.DRAFTING


def test_nothing_that_people_write_becomes_a_part_of_the_page(
    visitor: Visitor, database: Database, poll: Poll, camille: Person, nour: Person,
    charter: Document, page: str, seen: str,
) -> None:  # fmt: skip
    visitor.sign_in(camille)
    poll.freeze(HARMLESS)
    visitor.post(f"/documents/{charter.key}/signature", **{"for": "organisation"})

    def shown(text: str) -> list[object]:
        with database.write() as session:
            (edition,) = editions_of(session, charter.id)
            edition.reason = edition.title = edition.reopening_reason = text
            (signature,) = signatures_of(session, edition.version_id)
            signature.name = signature.organisation = text
            session.execute(update(Document).values(title=text))
            session.execute(update(Membership).values(organisation=text))
        refused = visitor.post(page, seen=seen, reason=text + " ")
        return [elements_of(visitor.get(page).text), elements_of(refused.text)]

    harmless = shown(HARMLESS)
    for text in (one for one in (*RAW, *BREAKOUTS)[:20] if "\0" not in one and "\ud800" not in one):
        assert shown(text) == harmless, text
