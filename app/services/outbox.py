"""The outbox: what is to be written to whom, kept until a mail server has taken it.

Nothing in it is secret. The link of a mail is made when it is sent, and only its hash is kept.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from sqlalchemy import Select, delete, func, or_, select, update
from sqlalchemy.orm import Session

from app.domain.digests import LANDING
from app.domain.mails import PATIENCE, About, next_try
from app.models import Heard, Invitation, Mail, Person

HOLD = timedelta(minutes=5)  # after which a mail that somebody took and did not send is due again
MAX_PROBLEM_CHARACTERS = 300  # what the column holds

_WAITING = (Mail.sent_at.is_(None), Mail.given_up_at.is_(None))


def ask_for(
    session: Session,
    about: About,
    address: str,
    now: datetime,
    *,
    invitation_id: int | None = None,
    event_id: int | None = None,
    thread_id: int | None = None,
    round_id: int | None = None,
) -> None:
    """Have a mail sent; one about the same that waits already is sent at once instead."""
    _forget_old(session, now)
    waiting = session.scalars(
        update(Mail)
        .where(
            *_WAITING,
            Mail.about == about,
            Mail.address == address,
            Mail.invitation_id.is_not_distinct_from(invitation_id),
            Mail.event_id.is_not_distinct_from(event_id),
            Mail.thread_id.is_not_distinct_from(thread_id),
            Mail.round_id.is_not_distinct_from(round_id),
        )
        .values(created_at=now, due_at=now, tries=0)
        .returning(Mail.id)
    ).all()
    if not waiting:
        session.add(
            Mail(
                about=about,
                address=address,
                invitation_id=invitation_id,
                event_id=event_id,
                thread_id=thread_id,
                round_id=round_id,
                created_at=now,
                due_at=now,
            )
        )


def cancel(session: Session, invitation: Invitation) -> None:
    """Do not send what waits about the invitation."""
    session.execute(delete(Mail).where(*_WAITING, Mail.invitation_id == invitation.id))


def newest_of(session: Session, invitations: Iterable[Invitation]) -> Mapping[int, Mail]:
    """Invitation id -> the mail that was last asked for about it."""
    ids = [invitation.id for invitation in invitations]
    newest = (
        select(func.max(Mail.id)).where(Mail.invitation_id.in_(ids)).group_by(Mail.invitation_id)
    )
    found = session.scalars(select(Mail).where(Mail.id.in_(newest)))
    return {mail.invitation_id: mail for mail in found if mail.invitation_id}


def waiting_about(about: About) -> Select[Mail]:
    """The mails of this kind that are neither sent nor given up."""
    return select(Mail).where(*_WAITING, Mail.about == about)


def taken_at(mail: Mail) -> datetime:
    """When the mail was taken, which is in somebody's hands."""
    return mail.due_at - HOLD


def is_any_due(session: Session, now: datetime) -> bool:
    """Whether there is something to send."""
    return session.scalar(select(Mail.id).where(*_WAITING, Mail.due_at <= now).limit(1)) is not None


def take(session: Session, now: datetime) -> Mail | None:
    """What has been due for longest, so that nobody else takes it for some minutes."""
    mail = session.scalar(
        select(Mail)
        .where(*_WAITING, Mail.due_at <= now)
        .order_by(Mail.due_at, Mail.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    if mail is not None:
        mail.tries += 1
        mail.due_at = now + HOLD
    return mail


def drop(session: Session, mail_id: int) -> None:
    """There is nobody to write to, or nothing to say, any more."""
    session.execute(delete(Mail).where(Mail.id == mail_id))


def note_sent(session: Session, mail: Mail, now: datetime) -> None:
    """The mail server has it. Of an invitation its group wants to know; the rest is forgotten."""
    session.execute(delete(Mail).where(Mail.id == mail.id, Mail.about != About.INVITATION))
    session.execute(update(Mail).where(Mail.id == mail.id).values(sent_at=now, problem=""))
    _note_told(session, mail)


def note_problem(session: Session, mail: Mail, problem: str, now: datetime, final: bool) -> None:
    """It could not be sent: try again later, unless that is of no use."""
    again = None if final else next_try(mail.about, mail.created_at, mail.tries, now)
    session.execute(
        update(Mail)
        .where(Mail.id == mail.id)
        .values(
            problem=problem[:MAX_PROBLEM_CHARACTERS],
            due_at=again or now,
            given_up_at=None if again else now,
        )
    )
    if again is None:
        _note_told(session, mail)


def _note_told(session: Session, mail: Mail) -> None:
    """What was said up to when the mail was taken is told: with it, or not at all."""
    if mail.about is not About.DIGEST:
        return
    person = session.scalar(select(Person).where(Person.email == mail.address))
    if person is None:
        return
    until = taken_at(mail) - LANDING
    if mail.thread_id is None:
        person.digested_at = until
    else:
        session.merge(Heard(thread_id=mail.thread_id, person_id=person.id, until=until))


def _forget_old(session: Session, now: datetime) -> None:
    """What nobody looks at any more: so the outbox stays short, even where no mail is sent."""
    stale = (
        (Mail.about == about) & (Mail.created_at < now - patience)
        for about, patience in PATIENCE.items()
        if about is not About.INVITATION
    )
    session.execute(delete(Mail).where(or_(*stale)))
