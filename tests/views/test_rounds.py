"""Validation rounds, page by page: asked in plain words, followed, and told about afterwards."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from html import unescape
from http import HTTPStatus

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from app.database import Database
from app.domain.ballots import Answer, Stance
from app.domain.diffs import edits
from app.domain.lifecycle import State
from app.domain.outcomes import Result
from app.domain.roles import Role
from app.domain.rounds import RoundState
from app.domain.rules import Rule
from app.models import Document, Mail, Person
from app.services.departures import anonymise
from realtime import log, server_edits
from tests.browsing import Visitor
from tests.polling import AGREE, CONCERN, OBJECT, Poll

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
# Of the form; what is not said here is as it comes.
IN_PARIS = {"rule": "consent", "quorum": "2/3", "votes": "person", "zone": "Europe/Paris"}


def tomorrow() -> datetime:
    return datetime.now(UTC) + DAY


class Meeting:
    """The facilitator Camille and the member Nour, each with a browser; and the charter."""

    def __init__(self, app: Flask, poll: Poll, camille: Person, nour: Person) -> None:
        self.app, self.poll, self.camille, self.nour = app, poll, camille, nour
        self.path = f"/documents/{poll.key}/rounds"
        self.facilitator = Visitor(app, poll.database)
        self.facilitator.sign_in(camille)
        self.member = Visitor(app, poll.database)
        self.member.sign_in(nour)

    def open(self, *voters: Person, is_over: bool = False, **options: object) -> None:
        """A round that began three hours ago, and ends tomorrow or did so an hour ago."""
        now = datetime.now(UTC)
        until = now - HOUR if is_over else now + DAY
        people = voters or (self.camille, self.nour)
        self.poll.open(*people, now=now - 3 * HOUR, deadline=until, **options)  # type: ignore[arg-type]

    def vote(
        self, who: Person, whole: Answer = AGREE, exceptions: Mapping[int, Answer] | None = None
    ) -> str:
        """Two hours ago; the receipt."""
        return self.poll.vote(who, whole, exceptions, datetime.now(UTC) - 2 * HOUR).receipt

    def close(self) -> None:
        self.poll.close(datetime.now(UTC))

    def send(self, path: str, **fields: object) -> TestResponse:
        """Camille sends a form of which a field may be said several times."""
        found = re.search(r'csrf_token" value="([^"]+)"', self.facilitator.get("/").text)
        assert found
        form = MultiDict({"csrf_token": found[1], **fields})
        return self.facilitator.client.post(
            f"{self.path}{path}", base_url="http://localhost", data=form, buffered=True
        )

    def ask(self, path: str = "/preview", **fields: object) -> TestResponse:
        """Camille sends the form for a new round, with what differs from the usual."""
        usual = {"voter": [self.camille.key, self.nour.key], "deadline": wall(tomorrow())}
        return self.send(path, **(IN_PARIS | {"zone": "UTC"} | usual | fields))

    def page(self, number: int | str = "", visitor: Visitor | None = None) -> str:
        address = f"{self.path}/{number}" if number else self.path
        return words_of((visitor or self.facilitator).get(address))


@pytest.fixture
def meeting(app: Flask, poll: Poll, camille: Person, add_person: Callable[..., Person]) -> Meeting:
    return Meeting(app, poll, camille, add_person("Nour", Role.MEMBER))


def wall(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M")


def words_of(page: TestResponse) -> str:
    """What somebody reads on it, on one line."""
    body = re.sub(r"<[^>]+>", "", page.text.partition("<body")[2])
    return re.sub(r"[\u2068\u2069]", "", " ".join(unescape(body).split()))


def state_of(poll: Poll) -> State:
    with poll.database.read() as session:
        return session.get_one(Document, poll.document.id).state


def rewrite(poll: Poll, old: str, new: str) -> None:
    with poll.database.write() as session:
        head = log.head_of(session, poll.document.id, lock=True)
        opened = server_edits.open_text(session, poll.document.id, head)
        changed = opened.markdown.replace(old, new)
        changes = edits(opened.markdown, changed)
        server_edits.write(session, opened, poll.facilitator.id, changes, datetime.now(UTC))


# Asking.


def test_everybody_who_can_vote_is_chosen_and_a_week_is_given(
    meeting: Meeting, add_person: Callable[..., Person]
) -> None:
    add_person("Ingrid", Role.REVIEWER)
    add_person("Tomas", Role.OBSERVER)
    page = meeting.facilitator.get(f"{meeting.path}/new").text
    chosen = re.findall(r'name="voter" value="([^"]+)" checked', page)
    assert chosen == [meeting.camille.key, meeting.nour.key]
    assert page.count('name="voter"') == 2
    deadline = re.search(r'type="datetime-local" required value="([^"]+)"', page)
    assert deadline
    left = datetime.fromisoformat(f"{deadline[1]}+00:00") - datetime.now(UTC)
    assert timedelta(days=7) <= left <= timedelta(days=7, hours=1)
    assert deadline[1].endswith(":00")
    assert '<option value="2/3" selected>' in page
    assert 'value="consent" required checked' in page


def test_all_is_said_in_plain_words_before_anything_happens(meeting: Meeting) -> None:
    page = words_of(meeting.ask(rule="two_thirds"))
    for sentence in (
        "2 people vote, each for themselves.",
        "2 of 2 must vote, or nothing is decided.",
        "One objection stops a clause, even when all the others agree.",
        "Voting ends on ",
        "2 clauses are asked.",
        "From now on nobody edits the text; comments stay open.",
    ):
        assert sentence in page
    assert state_of(meeting.poll) is State.DRAFTING


def test_what_was_shown_is_what_is_opened(meeting: Meeting) -> None:
    until = tomorrow().replace(second=0, microsecond=0)
    preview = meeting.ask(rule="majority", quorum="1/2", deadline=wall(until)).text
    fields: MultiDict[str, str] = MultiDict(
        re.findall(r'type="hidden" name="([a-z]+)" value="([^"]*)"', preview)
    )
    assert meeting.send("", **fields.to_dict(flat=False)).location == f"{meeting.path}/1"
    opened = meeting.poll.round
    assert (opened.rule, opened.quorum, opened.deadline) == (Rule.MAJORITY, Fraction(1, 2), until)
    assert {one.person_id for one in opened.voters} == {meeting.camille.id, meeting.nour.id}
    assert state_of(meeting.poll) is State.VALIDATING


def test_an_organisation_has_one_vote_and_who_has_none_votes_for_themselves(
    meeting: Meeting, database: Database
) -> None:
    assert "Cedar Centre is chosen twice." in words_of(meeting.ask(votes="organisation"))
    with database.write() as session:
        session.get_one(Person, meeting.nour.id).memberships[0].organisation = ""
    page = words_of(meeting.ask(votes="organisation"))
    assert "One organisation votes by a delegate, and one person for themselves." in page
    assert "Cedar Centre by Camille" in page


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"voter": []}, "Nobody is chosen to vote."),
        ({"voter": ["x" * 22]}, "Somebody you chose is no member any more."),
        ({"rule": "luck"}, "Choose by which rule it is decided."),
        ({"quorum": "1/1000"}, "Choose how many must vote."),
        ({"deadline": ""}, "Say until when: a day and a time."),
        ({"deadline": "2020-01-01T12:00"}, "This deadline is in the past."),
        (
            {"deadline": "2996-03-27T02:30", "zone": "Europe/Paris"},
            "Clocks are put forward then: 02:30 does not come on that day.",
        ),
        (
            {"deadline": "2996-10-30T02:30", "zone": "Europe/Paris"},
            "Clocks are set back then: 02:30 comes twice on that day.",
        ),
    ],
)
def test_what_was_typed_is_kept_beside_what_is_wrong(
    meeting: Meeting, fields: Mapping[str, object], sentence: str
) -> None:
    for path in ("/preview", ""):
        page = meeting.ask(path, **({"rule": "majority", "seen": "1"} | fields))
        assert page.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        assert sentence in words_of(page)
        assert ('value="majority" required checked' in page.text) is ("rule" not in fields)
        assert f'value="{fields.get("zone", "UTC")}"' in page.text
        assert f'required value="{fields.get("deadline", wall(tomorrow()))}"' in page.text or (
            "deadline" not in fields
        )
    assert state_of(meeting.poll) is State.DRAFTING


def test_a_time_is_meant_in_the_zone_of_who_types_it(meeting: Meeting, database: Database) -> None:
    def until(zone: str) -> datetime:
        page = meeting.ask(deadline="2996-07-01T18:00", zone=zone)
        found = re.search(r'<time datetime="([^"]+)"', page.text)
        assert found
        return datetime.fromisoformat(found[1])

    assert until("Asia/Tokyo") == datetime(2996, 7, 1, 9, tzinfo=UTC)
    assert until("nowhere") == datetime(2996, 7, 1, 18, tzinfo=UTC)
    with database.write() as session:
        session.get_one(Person, meeting.camille.id).time_zone = "America/Bogota"
    assert until("Asia/Tokyo") == datetime(2996, 7, 1, 23, tzinfo=UTC)


def test_who_comes_back_from_the_preview_finds_what_they_typed(meeting: Meeting) -> None:
    preview = meeting.ask(rule="majority", voter=[meeting.nour.key], quorum="1").text
    back = re.search(r'href="([^"]+/rounds/new\?[^"]+)"', preview)
    assert back
    page = meeting.facilitator.get(unescape(back[1])).text
    assert re.findall(r'name="voter" value="([^"]+)" checked', page) == [meeting.nour.key]
    assert 'value="majority" required checked' in page
    assert '<option value="1" selected>' in page


def test_a_text_that_others_changed_meanwhile_is_shown_again_first(meeting: Meeting) -> None:
    seen = meeting.poll.head
    rewrite(meeting.poll, "each other", "one another")
    page = meeting.ask("", seen=str(seen))
    assert page.status_code == HTTPStatus.CONFLICT
    assert "The text has changed since you looked at it." in words_of(page)
    assert f'name="seen" value="{meeting.poll.head}"' in page.text
    assert state_of(meeting.poll) is State.DRAFTING


def test_only_what_changed_is_asked_again(meeting: Meeting) -> None:
    meeting.open()
    meeting.vote(meeting.camille)
    meeting.vote(meeting.nour, exceptions={1: OBJECT})
    meeting.close()
    rewrite(meeting.poll, "each other", "one another")
    page = words_of(meeting.ask())
    assert "1 of 2 clauses is asked again. One reads as it did in the last round: " in page
    assert "Asked again Purpose" in page


# Following.


def test_who_has_voted_is_seen_and_how_is_not(meeting: Meeting) -> None:
    meeting.open()
    meeting.vote(meeting.nour, Answer(Stance.CONCERN, "It is far too long."))
    for visitor in (meeting.facilitator, meeting.member):
        page = meeting.page(1, visitor)
        assert "1 of 2 has voted. One more must vote for the round to count." in page
        assert "Nour Has voted" in page
        assert "Camille Not yet" in page
        assert "Time left: 23 hours" in page
        assert "concern" not in page.lower()
        assert "far too long" not in page


def test_objections_are_seen_at_once(meeting: Meeting) -> None:
    meeting.open()
    meeting.vote(meeting.nour, exceptions={1: OBJECT})
    assert "Purpose Open It leaves out the schools. Nour" in meeting.page(1)
    meeting.vote(meeting.nour)
    assert "Purpose Voted anew It leaves out the schools. Nour" in meeting.page(1)


def test_who_has_a_vote_is_asked_to_cast_it(meeting: Meeting) -> None:
    meeting.open(meeting.nour)
    for page in (meeting.page(1, meeting.member), meeting.page(visitor=meeting.member)):
        assert "Vote now" in page
    for page in (meeting.page(1), meeting.page()):
        assert "Vote now" not in page
    meeting.vote(meeting.nour)
    for page in (meeting.page(1, meeting.member), meeting.page(visitor=meeting.member)):
        assert "You have voted. You can change your vote until the round is closed." in page


def test_a_script_gets_the_part_that_changes(meeting: Meeting) -> None:
    meeting.open()

    def part() -> str:
        return meeting.member.get(f"{meeting.path}/1/turnout").text

    assert 'data-stage="open"' in part()
    assert "<body" not in part()
    for one in (meeting.camille, meeting.nour):
        meeting.vote(one)
    assert 'data-stage="complete"' in part()
    meeting.close()
    assert 'data-stage="closed"' in part()
    assert "See what it decided" in part()


def test_a_round_is_closed_when_everybody_has_voted_and_not_before(meeting: Meeting) -> None:
    meeting.open()
    meeting.vote(meeting.nour)
    early = meeting.send("/1/closing")
    assert early.status_code == HTTPStatus.CONFLICT
    assert "Not yet voted: 1 of 2." in words_of(early)
    meeting.vote(meeting.camille)
    assert meeting.send("/1/closing").location == f"{meeting.path}/1"
    assert meeting.poll.round.result is Result.PASSED


def test_a_round_is_voided_for_a_reason_which_everybody_reads(meeting: Meeting) -> None:
    meeting.open()
    receipt = meeting.vote(meeting.nour, CONCERN)
    refused = meeting.send("/1/voiding", reason=" ")
    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Say in a few words why this round is voided." in words_of(refused)
    too_long = "Too long. " * 2000
    assert too_long.strip() in meeting.send("/1/voiding", reason=too_long).text
    meeting.send("/1/voiding", reason="The wrong text.")
    assert meeting.poll.round.state is RoundState.VOIDED
    page = meeting.page(1, meeting.member)
    assert "Voided: nothing in this round counts. The reason: The wrong text." in page
    assert "concern" not in page.lower()
    assert receipt in page


def test_those_who_have_not_voted_are_reminded(meeting: Meeting, database: Database) -> None:
    meeting.open()
    meeting.vote(meeting.nour)
    meeting.send("/1/reminders")
    assert "One person is reminded." in meeting.page(1)
    with database.read() as session:
        reminded = [one.address for one in session.query(Mail) if one.about == "reminder"]
    assert reminded == ["camille@example.org"]
    again = meeting.send("/1/reminders")
    assert again.status_code == HTTPStatus.CONFLICT


# What it decided.


def test_an_outcome_is_explained(meeting: Meeting) -> None:
    meeting.open(rule=Rule.CONSENT)
    first = meeting.vote(meeting.nour)
    receipt = meeting.vote(meeting.nour, CONCERN, {1: OBJECT})
    meeting.vote(meeting.camille)
    meeting.close()
    page = meeting.page(1, meeting.member)
    assert "2 of 2 voted (2 needed). One objection stands on Purpose. Not validated." in page
    assert "Our charter 1 1 0 0 Passed Purpose 1 0 0 1 One objection stands" in page
    assert "The whole text Nour Agrees, with a concern It is long." in page
    assert "Purpose Nour Objects It leaves out the schools." in page
    assert "What would resolve it: Name the schools." in page
    assert "Camille Agrees Nour Agrees, with a concern Of one clause by name" in page
    assert f"Nour {first} Followed by another Nour {receipt} Camille" in page
    assert "Open another round…" not in page
    assert "Open another round…" in meeting.page(1)
    assert "One objection stands on Purpose. Not validated." in meeting.page()


def test_no_objection_is_said_to_be_open_in_a_round_that_was_voided(meeting: Meeting) -> None:
    meeting.open()
    meeting.vote(meeting.nour, OBJECT)
    assert "The whole text Open" in meeting.page(1)
    meeting.send("/1/voiding", reason="The wrong text.")
    assert "The whole text In a round that was voided" in meeting.page(1)


def test_who_had_themselves_deleted_still_stands_among_the_voters(meeting: Meeting) -> None:
    meeting.open(is_over=True)
    meeting.vote(meeting.nour, CONCERN)
    with meeting.poll.database.write() as session:
        anonymise(session, meeting.nour.id, datetime.now(UTC))
    assert "A former participant Has voted" in meeting.page(1)
    meeting.close()
    page = meeting.page(1)
    assert page.count("A former participant") == 3  # reasons, how each stands, receipts
    assert "Nour" not in page


def test_what_was_frozen_after_a_round_is_not_said_to_be_a_draft(meeting: Meeting) -> None:
    meeting.open(is_over=True)
    meeting.vote(meeting.nour, OBJECT)
    meeting.vote(meeting.camille)
    meeting.close()
    assert "The text is a draft again." in meeting.page(1)
    meeting.poll.freeze("It is urgent.", datetime.now(UTC))
    page = meeting.page(1)
    assert "The text is frozen: nobody can change it any more." in page
    assert "draft again" not in page
    assert "Open another round" not in page


def test_a_text_that_passed_can_be_signed_and_frozen(meeting: Meeting) -> None:
    meeting.open(meeting.nour)
    meeting.vote(meeting.nour)
    meeting.close()
    assert "No objection stands. Validated." in meeting.page(1)
    for number in (1, ""):
        assert "Sign, or freeze…" in meeting.page(number)
        assert "Sign…" in meeting.page(number, meeting.member)


def test_what_was_said_before_is_shown_as_such(meeting: Meeting) -> None:
    meeting.open()
    meeting.vote(meeting.camille, CONCERN)
    meeting.vote(meeting.nour, exceptions={1: OBJECT})
    meeting.close()
    rewrite(meeting.poll, "each other", "one another")
    meeting.open()
    meeting.vote(meeting.nour)
    meeting.vote(meeting.camille)
    meeting.close()
    page = meeting.page(2)
    assert "Our charter 1 1 carried over 1 1 carried over 0 0 Passed" in page
    assert "Purpose 2 0 0 0 Passed" in page
    assert page.count("It is long.") == 1
    assert "Agrees, with a concern (said in an earlier round)" in page
    assert "Of one clause as in an earlier round" in page


def test_an_objection_that_was_taken_back_is_told_as_it_counted(meeting: Meeting) -> None:
    meeting.open()
    meeting.vote(meeting.camille)
    meeting.vote(meeting.nour, exceptions={1: OBJECT})
    now = datetime.now(UTC)
    meeting.poll.end_objection(meeting.poll.objections[0], meeting.nour, now=now - HOUR)
    meeting.close()
    assert "Objected, and took it back: counts as abstaining" in meeting.page(1)


def test_when_too_few_voted_the_same_is_asked_once_more(meeting: Meeting) -> None:
    meeting.open(is_over=True)
    meeting.vote(meeting.nour)
    meeting.close()
    assert "1 of 2 voted (2 needed). Too few, so nothing is decided." in meeting.page(1)
    assert "Ask once more" in meeting.page(1)
    assert "Ask once more" not in meeting.page(1, meeting.member)
    past = meeting.send("/1/recall", deadline="2020-01-01T12:00", zone="UTC")
    assert past.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "This deadline is in the past." in words_of(past)
    assert 'value="2020-01-01T12:00"' in past.text
    again = meeting.send("/1/recall", deadline=wall(tomorrow()), zone="UTC")
    assert again.location == f"{meeting.path}/2"
    assert "1 of 2 has voted." in meeting.page(2)
    assert "Too few had voted in round 1." in meeting.page(2)
    assert "The same was asked once more: Round 2." in meeting.page(1)


def test_what_has_changed_since_is_not_asked_as_if_it_were_the_same(meeting: Meeting) -> None:
    meeting.open(is_over=True)
    meeting.close()
    rewrite(meeting.poll, "each other", "one another")
    assert "Ask once more" not in meeting.page(1)
    assert "Open another round…" in meeting.page(1)


def test_the_pages_of_the_text_lead_to_its_rounds(meeting: Meeting) -> None:
    live = f"/documents/{meeting.poll.key}"
    for page in ("", "/reading", "/history", "/changes"):
        assert f'href="{meeting.path}"' in meeting.member.get(f"{live}{page}").text
    hidden = 'data-state="validating" hidden>A validation round is open.'
    assert hidden in meeting.member.get(live).text
    meeting.open()
    assert "A validation round is open. Vote, or follow it" in words_of(meeting.member.get(live))
    assert hidden not in meeting.member.get(live).text


def test_a_round_that_is_not_there_is_nobodys(meeting: Meeting) -> None:
    meeting.open()
    for number in ("2", "0", str(2**40)):
        found = meeting.member.get(f"{meeting.path}/{number}")
        assert found.status_code == HTTPStatus.NOT_FOUND
