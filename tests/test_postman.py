"""Mail: it goes out in the reader's language, and whatever the mail server does, none is lost."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from app.database import Database
from app.domain.mails import About
from app.domain.roles import Role
from app.domain.rows import Names
from app.models import Base, Document, Invitation, Mail, Person, SignInLink
from app.postman import Postman
from app.services import guest_list, outbox, roles
from app.services.acceptance import accept, find_invitation
from app.services.sign_in import find_link, find_session, use_link
from tests.clock import Clock
from tests.servers.mailbox import Mailbox, link_in, text_of

NAMES = Names({"observer": Role.OBSERVER}, {"lb": "LB", "mx": "MX"}, {"fr": "fr"})


@pytest.fixture
def invite(database: Database, charter: Document, clock: Clock) -> Callable[..., list[Invitation]]:
    """Invites people, one a row, by mail."""

    def invite(*rows: str) -> list[Invitation]:
        with database.write() as session:
            group = session.merge(charter).group
            camille = group.memberships[0].person_id
            _, invited, bad = guest_list.invite_list(
                session, camille, group.key, rows, NAMES, clock.now, by_mail=True
            )
        assert not bad
        return [one.invitation for one in invited]

    return invite


def waiting(database: Database) -> list[Mail]:
    with database.read() as session:
        return list(
            session.scalars(select(Mail).where(Mail.sent_at.is_(None), Mail.given_up_at.is_(None)))
        )


def token_of(link: str) -> str:
    return link.rpartition("/")[2]


@pytest.mark.parametrize(
    ("row", "language", "subject"),
    [
        ("Yara,yara@example.org", "en", "Camille invites you to Core Group"),
        ("Yara,yara@example.org,,MX", "es", "Camille"),
        ("Yara,yara@example.org,,LB", "ar", "Camille"),
        ("Yara,yara@example.org,,MX,,fr", "fr", "Camille"),
    ],
)
def test_an_invitation_is_written_in_the_language_of_its_person(
    database: Database, postman: Postman, mailbox: Mailbox, clock: Clock,
    invite: Callable[..., list[Invitation]], row: str, language: str, subject: str,
) -> None:  # fmt: skip
    invite(row)
    postman.deliver()
    [mail] = mailbox.to("yara@example.org")
    assert subject in mail["Subject"]
    page = mail.get_body(("html",))
    assert page
    assert f'<html lang="{language}"' in page.get_content()
    assert "Core Group" in text_of(mail)
    with database.read() as session:
        assert find_invitation(session, token_of(link_in(mail)), clock.now).name == "Yara"


def test_what_is_sent_is_not_sent_again(
    database: Database, postman: Postman, mailbox: Mailbox,
    invite: Callable[..., list[Invitation]],
) -> None:  # fmt: skip
    invite("Yara,yara@example.org", "Omar,omar@example.org")
    for _ in range(3):
        postman.deliver()
    assert len(mailbox.mails) == 2
    assert waiting(database) == []


def test_no_link_is_kept_where_the_database_could_tell_it(
    database: Database, postman: Postman, mailbox: Mailbox,
    invite: Callable[..., list[Invitation]], add_person: Callable[..., Person], clock: Clock,
) -> None:  # fmt: skip
    invite("Yara,yara@example.org")
    add_person("Nour")
    with database.write() as session:
        outbox.ask_for(session, About.SIGN_IN, "nour@example.org", clock.now)
    mailbox.refusals["yara"] = "451 later"
    postman.deliver()
    del mailbox.refusals["yara"]
    clock.now += timedelta(minutes=1)
    postman.deliver()
    tokens = [token_of(link_in(mail)) for mail in mailbox.mails]
    assert len(tokens) == 2
    with database.read() as session:
        for table in Base.metadata.sorted_tables:
            for row in session.execute(select(table)):
                assert not any(token in str(value) for value in row for token in tokens)


def test_a_dead_mail_server_loses_nothing(
    database: Database, postman: Postman, mailbox: Mailbox, clock: Clock,
    invite: Callable[..., list[Invitation]],
) -> None:  # fmt: skip
    mailbox.stop()
    people = [f"P{n},p{n}@example.org" for n in range(35)]
    invite(*people)
    for _ in range(6):
        postman.deliver()
        clock.now += timedelta(hours=4)
    left = waiting(database)
    assert len(left) == 35
    assert all("refused" in mail.problem.lower() for mail in left)
    mailbox.start()
    clock.now += timedelta(hours=12)
    postman.deliver()
    assert sorted(mail["X-RcptTo"] for mail in mailbox.mails) == sorted(
        f"p{n}@example.org" for n in range(35)
    )
    assert waiting(database) == []


def test_who_is_refused_for_good_is_shown_and_keeps_nobody_else_waiting(
    database: Database, postman: Postman, mailbox: Mailbox, clock: Clock,
    invite: Callable[..., list[Invitation]],
) -> None:  # fmt: skip
    mailbox.refusals["yara"] = "550 no such mailbox here"
    [yara, omar] = invite("Yara,yara@example.org", "Omar,omar@example.org")
    postman.deliver()
    clock.now += timedelta(days=1)
    postman.deliver()
    assert [mail["X-RcptTo"] for mail in mailbox.mails] == ["omar@example.org"]
    with database.read() as session:
        mails = outbox.newest_of(session, [yara, omar])
    assert mails[yara.id].given_up_at
    assert mails[yara.id].problem == "no such mailbox here"
    assert mails[omar.id].sent_at


def test_who_is_refused_for_now_is_tried_again_until_it_is_of_no_use(
    database: Database, postman: Postman, mailbox: Mailbox, clock: Clock,
    invite: Callable[..., list[Invitation]],
) -> None:  # fmt: skip
    mailbox.refusals["yara"] = "450 greylisted"
    [yara] = invite("Yara,yara@example.org")
    postman.deliver()
    [mail] = waiting(database)
    assert (mail.tries, mail.problem) == (1, "greylisted")
    assert mail.due_at == clock.now + timedelta(minutes=1)
    while waiting(database):
        clock.now += timedelta(hours=12)
        postman.deliver()
    assert clock.now - mail.created_at <= timedelta(days=5)
    del mailbox.refusals["yara"]
    with database.write() as session:
        camille = session.get_one(Invitation, yara.id).invited_by_id
        guest_list.mail_again(session, camille, yara.key, clock.now)
    postman.deliver()
    assert len(mailbox.mails) == 1


def test_a_mail_that_was_taken_by_a_process_that_died_is_sent_later(
    database: Database, postman: Postman, mailbox: Mailbox, clock: Clock,
    invite: Callable[..., list[Invitation]],
) -> None:  # fmt: skip
    invite("Yara,yara@example.org")
    with database.write() as session:
        assert outbox.take(session, clock.now)
    postman.deliver()
    assert mailbox.mails == []
    clock.now += outbox.HOLD
    postman.deliver()
    assert len(mailbox.mails) == 1


def test_two_processes_do_not_take_the_same_mail(
    database: Database, clock: Clock, invite: Callable[..., list[Invitation]]
) -> None:
    invite("Yara,yara@example.org", "Omar,omar@example.org")
    with database.write() as session:
        first = outbox.take(session, clock.now)
    with database.write() as session:
        second = outbox.take(session, clock.now)
        assert outbox.take(session, clock.now) is None
    assert first
    assert second
    assert first.id != second.id


@pytest.mark.parametrize("field", ["accepted_at", "revoked_at"])
def test_nothing_is_sent_about_an_invitation_that_is_over(
    database: Database, postman: Postman, mailbox: Mailbox, clock: Clock,
    invite: Callable[..., list[Invitation]], field: str,
) -> None:  # fmt: skip
    invite("Yara,yara@example.org")
    with database.write() as session:
        session.execute(update(Invitation).values({field: clock.now}))
    postman.deliver()
    assert mailbox.mails == []
    assert waiting(database) == []


def test_a_link_handed_out_is_not_ended_by_a_mail_that_was_waiting(
    database: Database, postman: Postman, mailbox: Mailbox, clock: Clock,
    invite: Callable[..., list[Invitation]],
) -> None:  # fmt: skip
    [yara] = invite("Yara,yara@example.org")
    with database.write() as session:
        camille = session.get_one(Invitation, yara.id).invited_by_id
        token = guest_list.renew_link(session, camille, yara.key, clock.now).token
    postman.deliver()
    assert mailbox.mails == []
    with database.read() as session:
        assert find_invitation(session, token, clock.now).id == yara.id


def test_a_link_to_sign_in_goes_to_who_is_known_and_works_once(
    database: Database, postman: Postman, mailbox: Mailbox, clock: Clock,
    add_person: Callable[..., Person],
) -> None:  # fmt: skip
    nour = add_person("Nour")
    with database.write() as session:
        outbox.ask_for(session, About.SIGN_IN, "nour@example.org", clock.now)
        outbox.ask_for(session, About.SIGN_IN, "nobody@example.org", clock.now)
    postman.deliver()
    [mail] = mailbox.mails
    assert mail["X-RcptTo"] == "nour@example.org"
    token = token_of(link_in(mail))
    with database.write() as session:
        assert find_link(session, token, clock.now).person_id == nour.id
        assert use_link(session, token, clock.now)
    assert waiting(database) == []
    with database.read() as session:
        assert session.scalars(select(Mail)).all() == []
        [link] = session.scalars(select(SignInLink))
    assert link.expires_at == clock.now + timedelta(days=1)


def test_asking_twice_sends_one_mail(
    database: Database, postman: Postman, mailbox: Mailbox, clock: Clock,
    add_person: Callable[..., Person],
) -> None:  # fmt: skip
    add_person("Nour")
    for _ in range(2):
        with database.write() as session:
            outbox.ask_for(session, About.SIGN_IN, "nour@example.org", clock.now)
    postman.deliver()
    assert len(mailbox.mails) == 1


@pytest.fixture
def nour(
    database: Database, charter: Document, add_person: Callable[..., Person]
) -> Iterator[tuple[Person, int, str]]:
    """A member, with the id of the facilitator and the key of the group."""
    person = add_person("Nour", Role.MEMBER)
    with database.read() as session:
        group = session.merge(charter).group
        yield person, group.memberships[0].person_id, group.key


@pytest.mark.parametrize("wants_mail", [True, False])
def test_who_gets_another_role_hears_of_it_if_they_want(
    database: Database, postman: Postman, mailbox: Mailbox, clock: Clock,
    nour: tuple[Person, int, str], wants_mail: bool,
) -> None:  # fmt: skip
    person, camille, key = nour
    with database.write() as session:
        session.get_one(Person, person.id).wants_mail = wants_mail
        roles.change_role(session, camille, key, person.key, "observer", clock.now)
    postman.deliver()
    assert len(mailbox.mails) == wants_mail
    for mail in mailbox.mails:
        for words in ("Camille", "Core Group", "Member", "Observer"):
            assert words in text_of(mail)


def test_who_is_removed_hears_of_it(
    database: Database, postman: Postman, mailbox: Mailbox, clock: Clock,
    nour: tuple[Person, int, str],
) -> None:  # fmt: skip
    person, camille, key = nour
    with database.write() as session:
        roles.remove_member(session, camille, key, person.key, clock.now)
    postman.deliver()
    [mail] = mailbox.mails
    assert "no longer" in mail["Subject"]


def test_names_and_addresses_of_any_kind_can_be_written_to(
    postman: Postman, mailbox: Mailbox, invite: Callable[..., list[Invitation]]
) -> None:
    invite("نور الخازن,nour@example.org", '"O\'Neil, Zoë <z>",zoe@example.org')
    invite("Ñandú,ñandú@example.org")
    postman.deliver()
    assert len(mailbox.mails) == 3
    assert "نور الخازن" in mailbox.to("nour@example.org")[0]["To"]


def test_who_came_in_under_somebodys_name_is_out_when_they_prove_who_they_are(
    database: Database, postman: Postman, mailbox: Mailbox, clock: Clock, charter: Document,
) -> None:  # fmt: skip
    """A facilitator can copy a link that is for somebody else, and use it."""
    with database.write() as session:
        group = session.merge(charter).group
        camille = group.memberships[0].person_id
        _, [invited], _ = guest_list.invite_list(
            session, camille, group.key, ["Yara,yara@example.org"], NAMES, clock.now
        )
        false = accept(session, invited.token, None, clock.now)
        outbox.ask_for(session, About.SIGN_IN, "yara@example.org", clock.now)
    assert false
    postman.deliver()
    [mail] = mailbox.mails
    with database.write() as session:
        true = use_link(session, token_of(link_in(mail)), clock.now)
    with database.read() as session:
        assert find_session(session, false, clock.now) is None
        assert find_session(session, true, clock.now)
    with database.write() as session:  # from now on it is one more browser of theirs
        outbox.ask_for(session, About.SIGN_IN, "yara@example.org", clock.now)
    postman.deliver()
    with database.write() as session:
        use_link(session, token_of(link_in(mailbox.mails[-1])), clock.now)
        assert find_session(session, true, clock.now)


def test_who_comes_by_a_mailed_invitation_has_proved_who_they_are(
    database: Database, postman: Postman, mailbox: Mailbox, clock: Clock,
    invite: Callable[..., list[Invitation]],
) -> None:  # fmt: skip
    invite("Yara,yara@example.org")
    postman.deliver()
    with database.write() as session:
        accept(session, token_of(link_in(mailbox.mails[0])), None, clock.now, "ar")
        person = session.scalars(select(Person).where(Person.email == "yara@example.org")).one()
        assert (person.proved_at, person.locale) == (clock.now, "ar")


def test_what_helps_nobody_any_more_is_not_sent(
    database: Database, postman: Postman, mailbox: Mailbox, clock: Clock,
    add_person: Callable[..., Person],
) -> None:  # fmt: skip
    add_person("Nour")
    with database.write() as session:
        outbox.ask_for(session, About.SIGN_IN, "nour@example.org", clock.now)
    clock.now += timedelta(hours=2)
    postman.deliver()
    assert mailbox.mails == []
    assert waiting(database) == []


def test_a_server_that_cuts_the_line_gets_the_rest_on_the_next(
    database: Database, postman: Postman, mailbox: Mailbox, clock: Clock,
    invite: Callable[..., list[Invitation]],
) -> None:  # fmt: skip
    invite(*(f"P{n},p{n}@example.org" for n in range(4)))
    mailbox.refusals["p1"] = "421 enough for now"
    postman.deliver()
    del mailbox.refusals["p1"]
    tries = sorted(mail.tries for mail in waiting(database))
    postman.deliver()
    assert tries == [0, 0, 1]
    assert len(mailbox.mails) == 3
    clock.now += timedelta(minutes=1)
    postman.deliver()
    assert len(mailbox.mails) == 4


def test_where_no_mail_is_sent_the_outbox_stays_short(database: Database, clock: Clock) -> None:
    for n in range(5):
        with database.write() as session:
            outbox.ask_for(session, About.PLACE, f"p{n}@example.org", clock.now)
        clock.now += timedelta(days=1)
    assert len(waiting(database)) == 3
