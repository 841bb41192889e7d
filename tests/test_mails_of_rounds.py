"""Who votes hears by mail that they are asked, missed, written down, and what came out: once."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from app.database import Database
from app.domain.ballots import Answer, Stance
from app.domain.roles import Role
from app.domain.rules import Rule
from app.models import Base, Document, Mail, Person
from app.postman import Postman
from app.services.closing import void_round
from app.services.opening import recall_round
from app.services.reminders import remind
from app.services.roles import remove_member
from tests.clock import Clock
from tests.polling import AGREE, DEADLINE, OBJECT, SOON, Poll
from tests.servers.mailbox import Mailbox, link_in, text_of

AddPerson = Callable[..., Person]
CAMILLE, NOUR, OMAR = (f"{name}@example.org" for name in ("camille", "nour", "omar"))
HOUR = timedelta(hours=1)


class Rounds:
    """Camille opens rounds in which Nour and Omar vote, too; the postman comes by when told."""

    def __init__(
        self, poll: Poll, post: Postman, box: Mailbox, clock: Clock, people: tuple[Person, ...]
    ) -> None:
        self.poll, self.post, self.box, self.clock = poll, post, box, clock
        self.camille, self.nour, self.omar = people
        clock.now = SOON

    def open(self, **terms: object) -> None:
        self.poll.open(self.camille, self.nour, self.omar, **terms)

    def close(self) -> None:
        """Its deadline is over."""
        self.clock.now = DEADLINE
        self.poll.close()

    def subjects(self, address: str) -> list[str]:
        self.post.deliver()
        return [str(mail["Subject"]) for mail in self.box.to(address)]

    def newest(self, address: str) -> str:
        """What the last mail to somebody says."""
        self.post.deliver()
        return text_of(self.box.to(address)[-1])

    def forget(self) -> None:
        """What was sent so far does not matter."""
        self.post.deliver()
        self.box.mails.clear()


@pytest.fixture
def rounds(
    poll: Poll, postman: Postman, mailbox: Mailbox, clock: Clock, camille: Person,
    add_person: AddPerson,
) -> Rounds:  # fmt: skip
    nour, omar = add_person("Nour", Role.MEMBER), add_person("Omar", Role.MEMBER)
    return Rounds(poll, postman, mailbox, clock, (camille, nour, omar))


def waiting(database: Database) -> list[Mail]:
    with database.read() as session:
        return list(session.scalars(select(Mail)))


def test_who_votes_hears_that_a_round_was_opened_and_nobody_else_does(
    rounds: Rounds, add_person: AddPerson
) -> None:
    add_person("Rita", Role.REVIEWER)
    rounds.open()
    for _ in range(3):
        rounds.post.deliver()
    assert sorted(mail["X-RcptTo"] for mail in rounds.box.mails) == [CAMILLE, NOUR, OMAR]
    said = text_of(rounds.box.to(NOUR)[0])
    for words in (
        "Camille", "Network Charter", "version 1", "2 of 3 must vote",
        "One standing objection stops a clause", "March 21, 2026", "9:30:00", "UTC",
    ):  # fmt: skip
        assert words in said
    assert link_in(rounds.box.to(NOUR)[0]).endswith(f"/documents/{rounds.poll.key}/rounds/1/ballot")


@pytest.mark.parametrize(
    ("zone", "locale", "day", "time"),
    [
        ("America/Mexico_City", "", "March 21, 2026", "3:30:00\u202fAM CST"),
        ("Asia/Beirut", "fr", "21 mars 2026", "11:30:00 EEST"),
    ],
)
def test_the_deadline_is_told_in_the_zone_and_the_language_of_the_reader(
    rounds: Rounds, zone: str, locale: str, day: str, time: str
) -> None:
    with rounds.poll.database.write() as session:
        session.execute(
            update(Person).where(Person.email == NOUR).values(time_zone=zone, locale=locale)
        )
    rounds.open()
    said = rounds.newest(NOUR)
    assert day in said
    assert time in said


def test_a_delegate_reads_for_whom_they_vote(rounds: Rounds) -> None:
    rounds.open(organisations={"Nour": "Cedar Centre"}, rule=Rule.TWO_THIRDS)
    assert "You vote for \u2068Cedar Centre\u2069." in rounds.newest(NOUR)
    assert "You vote for" not in rounds.newest(OMAR)


def test_who_is_asked_after_all_is_over_is_not_written_to(rounds: Rounds) -> None:
    rounds.open()
    with rounds.poll.database.write() as session:
        void_round(session, rounds.camille.id, rounds.poll.key, 1, "The wrong text", SOON)
    [subject] = rounds.subjects(NOUR)
    assert subject == "Network Charter: the round was voided"
    assert "The wrong text" in rounds.newest(NOUR)


def test_a_reminder_goes_to_those_who_have_not_voted_when_it_is_sent(
    rounds: Rounds, clock: Clock
) -> None:
    rounds.open()
    rounds.poll.vote(rounds.nour)
    rounds.forget()
    clock.now += 2 * HOUR
    with rounds.poll.database.write() as session:
        asked = remind(session, rounds.camille.id, rounds.poll.key, 1, clock.now)
    assert asked == 2
    rounds.poll.vote(rounds.camille)  # just before the postman comes
    assert rounds.subjects(NOUR) == rounds.subjects(CAMILLE) == []
    assert rounds.subjects(OMAR) == ["Your vote on Network Charter is still missing"]
    assert "2 of 3 have voted" in rounds.newest(OMAR)
    assert waiting(rounds.poll.database) == []


def test_nobody_is_reminded_of_a_round_that_is_over(rounds: Rounds, clock: Clock) -> None:
    rounds.open()
    rounds.forget()
    clock.now = DEADLINE - timedelta(seconds=1)
    with rounds.poll.database.write() as session:
        remind(session, rounds.camille.id, rounds.poll.key, 1, clock.now)
    rounds.box.stop()
    rounds.post.deliver()  # it goes back into the outbox
    rounds.box.start()
    assert len(waiting(rounds.poll.database)) == 3
    clock.now = DEADLINE + HOUR
    assert rounds.subjects(OMAR) == []
    assert waiting(rounds.poll.database) == []


REASON = Answer(Stance.OBJECT, "My ministry refuses", "Name the ministries")


def test_whose_vote_was_written_down_hears_by_whom_and_not_what(rounds: Rounds) -> None:
    rounds.open()
    rounds.forget()
    rounds.poll.vote_aloud(rounds.nour, AGREE, {1: REASON})
    assert rounds.subjects(NOUR) == ["Your vote on Network Charter was written down"]
    assert rounds.subjects(OMAR) == rounds.subjects(CAMILLE) == []
    mail = rounds.box.to(NOUR)[0]
    page = mail.get_body(("html",))
    assert page
    for content in (text_of(mail), page.get_content()):
        assert "Camille" in content
        assert "You can correct it until" in content
        for stance in ("ministr", "object", "agree", "abstain", "concern"):
            assert stance not in content.lower()
    assert link_in(mail).endswith("/rounds/1/ballot/receipt")


def test_who_has_corrected_it_already_is_not_told_any_more(rounds: Rounds) -> None:
    rounds.open()
    rounds.forget()
    rounds.poll.vote_aloud(rounds.nour)
    rounds.poll.vote(rounds.nour)
    assert rounds.subjects(NOUR) == []


def test_nothing_of_a_ballot_lies_in_the_outbox(rounds: Rounds) -> None:
    rounds.open()
    rounds.poll.vote_aloud(rounds.nour, REASON)
    with rounds.poll.database.read() as session:
        rows = session.execute(select(Base.metadata.tables["outbox"])).all()
    assert rows
    kept = " ".join(str(value) for row in rows for value in row)
    assert "ministr" not in kept
    assert "object" not in kept


def test_all_who_vote_hear_what_came_out(rounds: Rounds) -> None:
    rounds.open()
    rounds.forget()
    rounds.poll.vote(rounds.nour)
    rounds.poll.vote(rounds.camille, AGREE, {1: OBJECT})
    rounds.close()
    for address in (CAMILLE, NOUR, OMAR):
        assert rounds.subjects(address) == ["Network Charter is not validated"]
    said = rounds.newest(OMAR)
    assert "2 of 3 voted (2 needed)" in said
    assert "One objection stands on \u2068Purpose\u2069" in said
    assert link_in(rounds.box.to(OMAR)[0]).endswith(f"/documents/{rounds.poll.key}/rounds/1")


def test_a_recall_asks_all_again_and_says_whose_vote_counts_already(rounds: Rounds) -> None:
    rounds.open()
    rounds.poll.vote(rounds.nour)
    rounds.close()
    assert "too few voted" in rounds.subjects(OMAR)[-1]
    rounds.forget()
    with rounds.poll.database.write() as session:
        recall_round(session, rounds.camille.id, rounds.poll.key, 1, DEADLINE + 24 * HOUR, DEADLINE)
    for address in (CAMILLE, NOUR, OMAR):
        assert rounds.subjects(address) == ["Your vote on Network Charter (Round 2)"]
        assert "Too few had voted" in rounds.newest(address)
        has_voted = "You have voted already" in rounds.newest(address)
        assert has_voted == (address == NOUR)


def test_who_may_not_read_the_text_any_more_hears_nothing_of_it(
    rounds: Rounds, charter: Document
) -> None:
    rounds.open()
    with rounds.poll.database.write() as session:
        group = session.merge(charter).group
        remove_member(session, rounds.camille.id, group.key, rounds.nour.key, SOON)
    rounds.close()
    assert all("Network Charter" not in one for one in rounds.subjects(NOUR))
    assert len(rounds.subjects(OMAR)) == 1
