"""The presentation of a published text: for everybody, and only what its edition holds."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import update

from app.domain.diffs import edits
from app.domain.roles import Role
from app.domain.rules import Rule
from app.models import Membership, Person, Signature
from app.services.freezing import reopen
from app.services.launches import SIGNATURES_ON_A_SLIDE
from app.services.signatures import sign, withdraw_signature
from realtime import log, server_edits
from tests.browsing import Visitor
from tests.conftest import TEXT
from tests.polling import DEADLINE, OBJECT, Poll

NOT_VALIDATED = "We agreed by hand, in the hall."


def launch_page(visitor: Visitor, poll: Poll, language: str = "en") -> str:
    shown = visitor.get(f"/charters/{poll.key}/launch", headers={"Accept-Language": language})
    assert shown.status_code == 200
    return " ".join(shown.text.split())


def titles(page: str) -> list[str]:
    return re.findall('<section [^>]*aria-label="([^"]*)"', page)


def words_of(page: str) -> str:
    """What is read, without what browsers make of it."""
    return " ".join(re.sub("<[^>]+>", " ", page).split())


def write(poll: Poll, text: str) -> None:
    with poll.database.write() as session:
        head = log.head_of(session, poll.document.id, lock=True)
        changes = edits(log.text_of(session, poll.document.id), text)
        opened = server_edits.open_text(session, poll.document.id, head)
        server_edits.write(session, opened, poll.facilitator.id, changes, DEADLINE)


@pytest.fixture
def nour(add_person: Callable[..., Person]) -> Person:
    return add_person("Nour", Role.MEMBER)


def test_nothing_is_shown_before_it_is_published(visitor: Visitor, poll: Poll) -> None:
    address = f"/charters/{poll.key}/launch"
    assert visitor.get(address).status_code == 404
    poll.freeze(NOT_VALIDATED)
    assert visitor.get(address).status_code == 404
    poll.publish()
    assert visitor.get(address).status_code == 200
    assert visitor.get("/charters/nothing/launch").status_code == 404


def test_each_clause_comes_by_itself_between_the_title_and_who_signed(
    visitor: Visitor, poll: Poll, camille: Person
) -> None:
    poll.open(camille)
    poll.vote(camille)
    poll.close()
    with poll.database.write() as session:
        session.execute(update(Membership).values(country="LB"))
        sign(session, camille.id, poll.key, True, DEADLINE)
    poll.freeze()
    poll.publish()
    page = launch_page(visitor, poll)
    assert titles(page) == [
        "Network Charter", "Our charter", "Purpose", "How it was agreed", "Signatories",
        "Countries",
        "Read it in full",
    ]  # fmt: skip
    assert "We learn from <strong>each other</strong>." in page
    read = words_of(page)
    for words in ("Core Group", "Edition 1", "Published on Saturday, March 21, 2026",
                  "1 signatory", "1 organisation", "1 country", "Camille", "Cedar Centre",
                  "Lebanon"):  # fmt: skip
        assert words in read
    assert f"localhost/charters/{poll.key}" in re.sub("<[^>]+>", "", page)
    assert "لبنان" in launch_page(visitor, poll, "ar")


def test_the_next_draft_is_not_shown_until_it_is_published(visitor: Visitor, poll: Poll) -> None:
    poll.freeze(NOT_VALIDATED)
    poll.publish()
    with poll.database.write() as session:
        reopen(session, poll.facilitator.id, poll.key, "The schools are missing.", DEADLINE)
    write(poll, f"{TEXT}\n## Schools\n\nThey come first.\n")
    poll.freeze(NOT_VALIDATED)
    page = launch_page(visitor, poll)
    assert "They come first." not in page
    assert "Edition 1" in page
    poll.publish(DEADLINE + timedelta(days=1))
    page = launch_page(visitor, poll)
    assert "They come first." in page
    assert "Edition 2" in page


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (Rule.CONSENT, "by consent on Saturday, March 21, 2026: 3 of 4 votes were cast, and no "
                       "objection stands."),
        (Rule.TWO_THIRDS, "by two thirds on Saturday, March 21, 2026: 3 of 4 votes were cast, and "
                          "for every clause at least twice as many agreed as objected."),
        (Rule.MAJORITY, "by majority on Saturday, March 21, 2026: 3 of 4 votes were cast, and for "
                        "every clause more agreed than objected."),
    ],
)  # fmt: skip
def test_one_sentence_says_how_it_was_agreed(
    visitor: Visitor,
    poll: Poll,
    camille: Person,
    nour: Person,
    add_person: Callable[..., Person],
    rule: Rule,
    said: str,
) -> None:
    omar, lina = add_person("Omar", Role.MEMBER), add_person("Lina", Role.MEMBER)
    poll.open(camille, nour, omar, lina, rule=rule)
    for voter in (camille, nour):
        poll.vote(voter)
    if rule is Rule.CONSENT:
        poll.vote(omar)
    else:
        poll.vote(omar, OBJECT)
    poll.close()
    poll.freeze()
    poll.publish()
    assert f"Validated {said}" in launch_page(visitor, poll)


def test_what_no_round_validated_is_not_called_validated(visitor: Visitor, poll: Poll) -> None:
    poll.freeze(NOT_VALIDATED)
    poll.publish()
    page = launch_page(visitor, poll)
    assert "without a validation round, for this reason:" in page
    assert NOT_VALIDATED in page
    assert "Validated" not in page
    assert titles(page)[-2:] == ["How it was agreed", "Read it in full"]  # nobody signed


def test_a_signature_that_was_taken_back_is_not_shown(
    visitor: Visitor, poll: Poll, nour: Person
) -> None:
    poll.freeze(NOT_VALIDATED)
    poll.publish()
    with poll.database.write() as session:
        sign(session, nour.id, poll.key, False, DEADLINE)
    page = launch_page(visitor, poll)
    assert "Nour" in page
    assert "Cedar Centre" not in page  # she signed in person
    with poll.database.write() as session:
        withdraw_signature(session, nour.id, poll.key, DEADLINE)
    assert "Nour" not in launch_page(visitor, poll)


def test_many_signatories_take_several_slides(visitor: Visitor, poll: Poll, nour: Person) -> None:
    edition = poll.freeze(NOT_VALIDATED)
    poll.publish()
    with poll.database.write() as session:
        session.add_all(
            Signature(
                version_id=edition.version_id, person_id=nour.id, name=f"Signatory {number}",
                organisation=f"School {number % 4}", country="MX", at=DEADLINE,
            )
            for number in range(SIGNATURES_ON_A_SLIDE + 1)
        )  # fmt: skip
    page = launch_page(visitor, poll)
    assert titles(page).count("Signatories") == 2
    read = words_of(page)
    assert "10 signatories 4 organisations 1 country" in read
    shown = [int(number) for number in re.findall(r"Signatory (\d+)", read)]
    assert shown == list(range(SIGNATURES_ON_A_SLIDE + 1))


def test_without_a_script_each_slide_leads_on_to_the_next(visitor: Visitor, poll: Poll) -> None:
    poll.freeze(NOT_VALIDATED)
    poll.publish()
    page = launch_page(visitor, poll)
    ids = re.findall('<section [^>]*id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert re.findall('class="slide-on" href="#([^"]+)"', page) == ids[1:]


def test_nothing_that_people_wrote_runs(visitor: Visitor, poll: Poll) -> None:
    write(poll, "## <b>Purpose</b>\n\n<script>alert(1)</script>\n")
    poll.freeze("<script>alert(2)</script>")
    poll.publish()
    page = launch_page(visitor, poll)
    assert "<script>alert" not in page
    assert "<b>" not in page
