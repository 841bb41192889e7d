"""The page of a published charter: for everybody, of the edition alone, nothing of the group."""

import json
import re
import struct
from collections.abc import Callable
from datetime import timedelta
from fractions import Fraction
from hashlib import sha256
from html import unescape

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, update

from app.database import Database
from app.domain.objections import ObjectionState
from app.domain.roles import Role
from app.domain.rules import Rule
from app.exporting import Form, elsewhere
from app.exporting.markdown import text_in
from app.models import Document, LedgerEvent, Membership, Person, Signature, Voter
from app.services.departures import anonymise
from app.services.freezing import editions_of, reopen
from app.services.renaming import rename_document
from app.services.signatures import sign
from app.services.versions import name_version
from tests.browsing import Visitor
from tests.conftest import TEXT
from tests.polling import AGREE, CONCERN, DEADLINE, OBJECT, Poll
from tests.remarks import on_words, say
from tests.rendering.test_nothing_runs import BREAKOUTS, RAW
from tests.views.test_what_people_say import HARMLESS, elements_of
from tests.writing import write

LATER = DEADLINE + timedelta(days=1)
FIRST = "/editions/1"
PAGES = ("", FIRST, f"{FIRST}/file.md", f"{FIRST}/bundle.zip", f"{FIRST}/card.png")


@pytest.fixture
def nour(add_person: Callable[..., Person], charter: Document) -> Person:
    return add_person("Nour", Role.MEMBER)


@pytest.fixture
def omar(add_person: Callable[..., Person], charter: Document) -> Person:
    return add_person("Omar", Role.MEMBER)


@pytest.fixture
def address(charter: Document) -> str:
    return f"/charters/{charter.key}"


@pytest.fixture
def agreed(poll: Poll, nour: Person, omar: Person) -> None:
    """It took two rounds; then it was signed, frozen and published."""
    poll.open(nour, omar)
    poll.vote(nour, OBJECT)
    poll.vote(omar)
    poll.close()
    poll.end_objection(poll.objections[0], nour, answer="They are named now.", now=DEADLINE)
    poll.open(nour, omar, deadline=LATER, now=DEADLINE)
    poll.vote(nour, CONCERN, now=DEADLINE)
    poll.vote(omar, AGREE, now=DEADLINE)
    poll.close(LATER)
    with poll.database.write() as session:
        sign(session, nour.id, poll.key, True, LATER)
        sign(session, omar.id, poll.key, False, LATER)
    poll.freeze(now=LATER)
    poll.publish(LATER)


@pytest.fixture
def urgent(poll: Poll) -> None:
    """Frozen for a reason, and published."""
    poll.freeze("The ministry needs it by tomorrow.")
    poll.publish()


def words_of(page: str) -> str:
    main = page.split("<body>")[1]
    words = unescape(" ".join(re.sub("<[^>]+>", " ", main).split()))
    return words.replace("\u2068", "").replace("\u2069", "")


def test_it_tells_what_was_agreed_and_how(
    client: FlaskClient, agreed: None, address: str, nour: Person
) -> None:
    said = words_of(client.get(address).text)
    for sentence in (
        "Core Group", "Our charter", "Edition 1", "Published on ",
        "We learn from each other .",
        "2 of 2 voted (2 needed). No objection stands. Validated.",
        "By consent: every clause needs somebody who agrees to it, and no objection may stand.",
        "2 of 2 had to vote. 2 did.",
        "The whole text 1 1 0 0", "Purpose 1 1 0 0",
        "Nour Cedar Centre Agrees, with a concern", "Omar Cedar Centre Agrees",
        "One objection stands on the whole text. Not validated.",
        "It leaves out the schools.", "Name the schools.",
        "Resolved, says who objected.",
        "Cedar Centre Nour", "Omar in person",
        "Camille Cedar Centre",
        sha256(TEXT.encode()).hexdigest(),
    ):  # fmt: skip
        assert sentence in said, sentence


def test_what_was_not_validated_says_so(client: FlaskClient, urgent: None, address: str) -> None:
    said = words_of(client.get(address).text)
    assert "Frozen, not validated The ministry needs it by tomorrow." in said
    assert "This text was frozen without having been validated." in said
    assert "Validated." not in said


def test_a_failed_round_before_it_is_told_too(
    client: FlaskClient, poll: Poll, nour: Person, address: str
) -> None:
    poll.open(nour, rule=Rule.MAJORITY)
    poll.vote(nour, OBJECT)
    poll.close()
    (objection,) = poll.objections
    poll.end_objection(
        objection, poll.facilitator, ObjectionState.SET_ASIDE, "We know better.", DEADLINE
    )
    poll.freeze("We know better.")
    poll.publish()
    said = words_of(client.get(address).text)
    assert "One objection stands on the whole text. Nobody agrees with any clause." in said
    assert "Set aside, with this answer: We know better." in said


def told_of_objections(
    client: FlaskClient, poll: Poll, nour: Person, omar: Person, *, votes_again: bool
) -> str:
    """Nour objects to a clause that is changed then; nobody says that this is resolved."""
    poll.open(nour, omar, quorum=Fraction(1, 2))
    poll.vote(nour, AGREE, {1: OBJECT})
    poll.vote(omar)
    poll.close()
    poll.rewrite("# Our charter\n\n## Purpose\n\nWe learn from the schools.\n")
    poll.open(nour, omar, quorum=Fraction(1, 2), deadline=LATER, now=DEADLINE)
    if votes_again:
        poll.vote(nour, AGREE, {1: AGREE}, now=DEADLINE)
    poll.vote(omar, now=DEADLINE)
    poll.close(LATER)
    poll.freeze(now=LATER)
    poll.publish(LATER)
    said = words_of(client.get(f"/charters/{poll.key}").text)
    assert "Name the schools." in said
    return said


@pytest.mark.parametrize(
    ("votes_again", "became"),
    [
        (True, "Replaced by a later vote of who objected."),
        (False, "Who objected did not vote on the text as it reads now: it counts no longer."),
    ],
)
def test_who_objected_to_words_that_are_gone_is_not_said_to_object_to_those_that_stand(
    client: FlaskClient, poll: Poll, nour: Person, omar: Person, votes_again: bool, became: str
) -> None:
    said = told_of_objections(client, poll, nour, omar, votes_again=votes_again)
    assert became in said
    assert "This objection stands." not in said


def test_who_agrees_to_all_but_one_clause_is_not_said_to_agree_to_all(
    client: FlaskClient, poll: Poll, nour: Person, omar: Person, camille: Person, address: str
) -> None:
    poll.open(nour, omar, camille, rule=Rule.TWO_THIRDS)
    poll.vote(nour, AGREE, {1: OBJECT})
    poll.vote(omar)
    poll.vote(camille)
    poll.close()
    poll.freeze()
    poll.publish()
    said = words_of(client.get(address).text)
    assert "Nour Cedar Centre Agrees Purpose : Objects" in said
    assert "Omar Cedar Centre Agrees Objections" in said
    assert "3 of 3 voted (2 needed). One objection stands on Purpose." in said


def test_an_objection_that_stands_since_the_edition_before_is_told_with_its_answer(
    client: FlaskClient, poll: Poll, nour: Person, omar: Person, camille: Person, address: str
) -> None:
    poll.open(nour, omar, camille, rule=Rule.TWO_THIRDS)
    for voter, named in ((nour, {1: OBJECT}), (omar, {}), (camille, {})):
        poll.vote(voter, AGREE, named)
    poll.close()
    set_aside = ObjectionState.SET_ASIDE
    poll.end_objection(poll.objections[0], camille, set_aside, "We know better.", DEADLINE)
    poll.freeze()
    poll.publish()
    with poll.database.write() as session:
        reopen(session, camille.id, poll.key, "A year has passed.", DEADLINE)
    poll.open(nour, omar, camille, rule=Rule.TWO_THIRDS, deadline=LATER, now=DEADLINE)
    for voter in (nour, omar, camille):
        poll.vote(voter, now=DEADLINE)
    poll.close(LATER)
    poll.freeze(now=LATER)
    poll.publish(LATER)
    said = words_of(client.get(f"{address}/editions/2").text)
    assert "One objection stands on Purpose." in said
    assert "It leaves out the schools." in said
    assert "Set aside, with this answer: We know better." in said


def test_silence_is_not_said_to_be_that_nobody_objects(
    client: FlaskClient, poll: Poll, nour: Person, address: str
) -> None:
    poll.open(nour)
    poll.close()
    poll.freeze("It is urgent.")
    poll.publish()
    said = words_of(client.get(address).text)
    assert "None of 1 voted (1 needed). Too few, so nothing is decided." in said


def test_a_clock_that_is_behind_does_not_hide_the_round_that_validated_it(
    client: FlaskClient, poll: Poll, nour: Person, address: str
) -> None:
    poll.open(nour)
    poll.vote(nour)
    poll.close()
    poll.freeze(now=DEADLINE - timedelta(seconds=1))
    poll.publish()
    assert "1 of 1 voted (1 needed). No objection stands. Validated." in words_of(
        client.get(address).text
    )


def test_the_seal_is_that_of_the_publication(
    client: FlaskClient, database: Database, agreed: None, address: str
) -> None:
    with database.read() as session:
        events = session.scalars(select(LedgerEvent)).all()
    (seal,) = [one.seal for one in events if json.loads(one.words)["act"] == "published"]
    assert seal in client.get(address).text


def test_it_reads_the_edition_and_never_the_text_as_it_is_now(
    client: FlaskClient, database: Database, poll: Poll, agreed: None, camille: Person,
    charter: Document, address: str,
) -> None:  # fmt: skip
    before = client.get(address)
    take = f"{address}/editions/1/file.md"
    with database.write() as session:
        reopen(session, camille.id, charter.key, "A year has passed.", LATER)
    write(poll, "SECRET DRAFT ")
    with database.write() as session:
        rename_document(session, camille.id, charter.key, "SECRET TITLE")
        name_version(session, camille.id, charter.key, "SECRET VERSION", LATER)
    say(database, camille, charter, on_words("SECRET REMARK"))
    poll.open(camille, deadline=LATER + timedelta(days=9), now=LATER)
    poll.vote(camille, OBJECT, now=LATER)
    after = client.get(address)
    assert after.text == before.text
    assert after.headers["ETag"] == before.headers["ETag"]
    assert "<title>Network Charter · Core Group</title>" in after.text
    assert text_in(client.get(take).text) == TEXT
    poll.close(LATER + timedelta(days=9))
    poll.freeze("SECRET REASON", LATER + timedelta(days=10))
    assert client.get(address).text == before.text
    assert client.get(f"{address}/editions/2").status_code == 404


def test_no_address_and_nothing_of_the_group_is_in_it(
    client: FlaskClient, database: Database, agreed: None, charter: Document, camille: Person,
    address: str,
) -> None:  # fmt: skip
    say(database, camille, charter, on_words("A remark among ourselves"))
    page = client.get(address).text
    for secret in ("@example.org", "A remark among ourselves", "/documents/", "csrf", camille.key):
        assert secret not in page


def test_the_newest_edition_stands_at_the_address_and_each_keeps_its_own(
    client: FlaskClient, database: Database, poll: Poll, urgent: None, camille: Person,
    charter: Document, address: str,
) -> None:  # fmt: skip
    with database.write() as session:
        reopen(session, camille.id, charter.key, "A year has passed.", LATER)
    write(poll, "Now: ")
    poll.freeze("Again.", LATER)
    poll.publish(LATER)
    newest, first = client.get(address).text, client.get(f"{address}/editions/1").text
    assert "Edition 2" in newest
    assert "Now: " in newest
    assert "Now: " not in first
    assert "There is a newer edition of this text." in first
    assert "A year has passed." not in first + newest
    for page in (newest, first):
        assert f'href="{address}/editions/1"' in page
        assert f'href="{address}/editions/2"' in page


@pytest.mark.parametrize("rest", PAGES)
def test_what_is_not_published_looks_like_what_is_not_there(
    client: FlaskClient, poll: Poll, address: str, charter: Document, rest: str
) -> None:
    def asked(path: str) -> tuple[int, str, str | None]:
        answer = client.get(path)
        page = re.sub(r'csrf_token" value="[^"]+', "", answer.text)
        page = page.replace(path, "").replace(charter.key, "")
        return answer.status_code, page, answer.headers.get("Cache-Control")

    missing = asked(f"/charters/{'x' * 22}{rest}")
    assert missing[0] == 404
    assert missing[2] == "no-store"
    assert asked(address + rest) == missing
    poll.freeze("It is urgent.")
    assert asked(address + rest) == missing


def test_other_editions_and_forms_are_not_there(
    client: FlaskClient, urgent: None, address: str
) -> None:
    for rest in ("2", "0", str(2**63), "1/file.exe", "2/file.md", "2/card.png", "2/bundle.zip"):
        assert client.get(f"{address}/editions/{rest}").status_code == 404


def test_it_sets_no_cookie_and_runs_no_script(
    client: FlaskClient, agreed: None, address: str
) -> None:
    for rest in ("", "/editions/1", "/editions/1/file.md", "/editions/1/card.png"):
        assert "Set-Cookie" not in client.get(address + rest).headers
    page = client.get(address).text
    assert "<script" not in page
    assert "<form" not in page
    assert "style=" not in page


@pytest.mark.parametrize("rest", PAGES)
def test_a_second_visit_costs_nothing(
    client: FlaskClient, agreed: None, address: str, rest: str
) -> None:
    first = client.get(address + rest)
    assert first.headers["Cache-Control"] == "public, no-cache"
    assert {"Accept-Language", "Cookie"} <= set(first.vary)
    again = client.get(address + rest, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["Cache-Control"] == "public, no-cache"
    assert {"accept-language", "cookie"} <= {one.lower() for one in again.vary}


def test_a_signature_makes_another_page(
    client: FlaskClient, database: Database, agreed: None, camille: Person, charter: Document,
    address: str,
) -> None:  # fmt: skip
    tag = client.get(address).headers["ETag"]
    with database.write() as session:
        sign(session, camille.id, charter.key, False, LATER)
    again = client.get(address, headers={"If-None-Match": tag})
    assert again.status_code == 200
    assert "Camille" in words_of(again.text)


def test_it_speaks_the_language_of_the_browser_or_of_its_address(
    client: FlaskClient, agreed: None, address: str
) -> None:
    def lang(path: str, accept: str) -> str:
        page = client.get(path, headers={"Accept-Language": accept})
        return page.text.split('<html lang="')[1].split('"')[0]

    assert lang(address, "es-MX") == "es"
    assert lang(f"{address}?language=ar", "es-MX") == "ar"
    assert lang(f"{address}?language=xx", "fr") == "fr"
    page = client.get(f"{address}?language=ar").text
    for code in ("en", "es", "fr", "ar"):
        assert f'href="{address}?language={code}"' in page
    assert f'href="{address}/editions/1/file.pdf?language=ar"' in page
    assert f'<link rel="canonical" href="http://localhost{address}/editions/1">' in page
    assert lang("/?language=ar", "fr") == "fr"  # of public pages only


def test_a_signed_in_visitor_is_not_named(
    visitor: Visitor, agreed: None, camille: Person, address: str
) -> None:
    before = visitor.get(address, headers={"Accept-Language": "en"}).text
    visitor.sign_in(camille)
    assert visitor.get(address, headers={"Accept-Language": "en"}).text == before


def test_it_is_good_when_shared(client: FlaskClient, agreed: None, address: str) -> None:
    page = client.get(address).text
    for name, value in (
        ("og:title", "Network Charter"),
        ("og:description", "We learn from each other."),
        ("og:url", f"http://localhost{address}/editions/1"),
        ("og:image", f"http://localhost{address}/editions/1/card.png?language=en"),
        ("og:image:width", "1200"),
        ("og:image:height", "630"),
    ):
        assert f'<meta property="{name}" content="{value}">' in page
    assert '<meta name="description" content="We learn from each other.">' in page


def test_its_card_is_a_picture_that_is_made_once(
    client: FlaskClient, agreed: None, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = client.get(f"{address}/editions/1/card.png")
    assert card.content_type == "image/png"
    assert card.data.startswith(b"\x89PNG\r\n\x1a\n")
    assert struct.unpack(">II", card.data[16:24]) == (1200, 630)
    assert card.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    monkeypatch.setattr(elsewhere, "_ask_another", None)
    assert client.get(f"{address}/editions/1/card.png").data == card.data


@pytest.mark.parametrize("form", Form)
def test_it_is_taken_along_in_every_form_which_is_made_once(
    client: FlaskClient, agreed: None, address: str, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = f"{address}/editions/1/file.{form}"
    assert path in client.get(address).text
    file = client.get(path)
    assert file.status_code == 200
    name = f'attachment; filename="Network Charter Edition 1.{form}"'
    assert file.headers["Content-Disposition"].startswith(name)
    monkeypatch.setattr(elsewhere, "_ask_another", None)
    assert client.get(path).data == file.data


def test_who_had_themselves_deleted_is_named_nowhere(
    client: FlaskClient, database: Database, agreed: None, nour: Person, camille: Person,
    address: str, add_person: Callable[..., Person],
) -> None:  # fmt: skip
    add_person("Yara", Role.FACILITATOR)
    with database.write() as session:
        anonymise(session, nour.id, LATER)
        anonymise(session, camille.id, LATER)
    page = client.get(address).text
    assert "Nour" not in page
    assert "Camille" not in page
    with database.read() as session:
        kept = [*session.scalars(select(Voter.name)), *session.scalars(select(Signature.name))]
    assert "Nour" not in kept
    assert words_of(page).count("A former participant") == 4  # voted, objected, signed, wrote


def test_the_bundle_holds_the_text(client: FlaskClient, agreed: None, address: str) -> None:
    bundle = client.get(f"{address}/editions/1/bundle.zip")
    assert bundle.content_type == "application/zip"
    assert bundle.data.startswith(b"PK")


def test_nothing_that_people_write_becomes_a_part_of_the_page(
    client: FlaskClient, database: Database, poll: Poll, agreed: None, charter: Document,
    address: str,
) -> None:  # fmt: skip
    def shown(text: str) -> object:
        with database.write() as session:
            (edition,) = editions_of(session, charter.id)
            edition.title = edition.document.group.name = text
            session.execute(update(Person).values(name=text))
            session.execute(update(Signature).values(name=text, organisation=text))
            session.execute(update(Voter).values(name=text))
            session.execute(update(Membership).values(organisation=text))
            (objection,) = poll.objections
            session.merge(objection).answer = text
        return elements_of(client.get(address).text)

    harmless = shown(HARMLESS)
    for text in (*RAW, *BREAKOUTS):
        if "\0" not in text and "\ud800" not in text and text.strip():
            assert shown(text) == harmless, text
