"""What a mail has to say at the moment it is sent; its link is made now, and written nowhere."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app.domain.mails import About, is_stale
from app.domain.standings import Standing
from app.models import Group, Invitation, Mail, MembershipEvent, Person
from app.services.digests import News, news_for
from app.services.guest_list import make_link
from app.services.memberships import memberships_of
from app.services.round_news import RoundNews, round_news_for
from app.services.sign_in import MAILED_LINK_LIFE, create_link


@dataclass(frozen=True)
class Draft:
    """One mail before it is put into words.

    token: of its link; "" when it has none. locale: the language its reader chose, if they did;
    else country and others_locale are hints at it. One of invitation and event, or neither, is
    what it is about; group is theirs. person, news: who reads what others said. round: what they
    hear of one in which they vote.
    """

    about: About
    address: str
    name: str
    token: str
    locale: str
    country: str
    others_locale: str = ""
    group: Group | None = None
    invitation: Invitation | None = None
    event: MembershipEvent | None = None
    person: Person | None = None
    news: News | None = None
    round: RoundNews | None = None


def draft(session: Session, mail: Mail, now: datetime) -> Draft | None:
    """What `mail` has to say; None when there is nobody to write to any more."""
    if mail.about is About.INVITATION:
        return _invitation(session, mail, now)
    if is_stale(mail.about, mail.created_at, now):
        return None
    person = session.scalar(select(Person).where(Person.email == mail.address))
    if person is None:
        return None
    if mail.about is About.SIGN_IN:
        token = create_link(session, person, now, MAILED_LINK_LIFE, mailed=True)
        return Draft(mail.about, mail.address, person.name, token, *_speech(session, person))
    if mail.about is About.DIGEST:
        return _digest(session, mail, person)
    if mail.round_id is not None:
        return _round(session, mail, person, now)
    return _place(session, mail, person)


def _digest(session: Session, mail: Mail, person: Person) -> Draft | None:
    news = news_for(session, person, mail)
    if news is None:
        return None
    speech = _speech(session, person)
    return Draft(mail.about, mail.address, person.name, "", *speech, person=person, news=news)


def _round(session: Session, mail: Mail, person: Person, now: datetime) -> Draft | None:
    news = round_news_for(session, person, mail, now)
    if news is None:
        return None
    speech = _speech(session, person)
    return Draft(mail.about, mail.address, person.name, "", *speech, round=news)


def _invitation(session: Session, mail: Mail, now: datetime) -> Draft | None:
    invitation = session.scalar(
        select(Invitation)
        .where(Invitation.id == mail.invitation_id)
        .options(joinedload(Invitation.group), joinedload(Invitation.invited_by))
        .with_for_update(of=Invitation)
    )
    if invitation is None or invitation.standing(now) not in (Standing.OPEN, Standing.EXPIRED):
        return None
    known = session.scalar(select(Person.locale).where(Person.email == mail.address))
    return Draft(
        about=mail.about,
        address=mail.address,
        name=invitation.name,
        token=make_link(session, invitation, now, mailed=True),
        locale=known or invitation.locale,
        country=invitation.country,
        others_locale=invitation.invited_by.locale,
        group=invitation.group,
        invitation=invitation,
    )


def _place(session: Session, mail: Mail, person: Person) -> Draft | None:
    event = session.get(MembershipEvent, mail.event_id, options=[joinedload(MembershipEvent.actor)])
    if event is None or not person.wants_mail:
        return None
    group = session.get_one(Group, event.group_id)
    speech = _speech(session, person)
    return Draft(mail.about, mail.address, person.name, "", *speech, group=group, event=event)


def _speech(session: Session, person: Person) -> tuple[str, str]:
    """The language somebody chose, and where they are from."""
    countries = [one.country for one in memberships_of(session, person.id) if one.country]
    return person.locale, next(iter(countries), "")
