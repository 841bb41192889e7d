"""Mails put into words, in the language of who reads them."""

from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid, parseaddr

from flask import render_template
from flask_babel import force_locale, gettext

from app.countries import language_of
from app.current import now
from app.domain.mails import About
from app.domain.memberships import Change
from app.domain.roles import Role
from app.labels import person_name, role_name
from app.languages import LANGUAGES
from app.letter import Words, isolated, link
from app.letters_of_news import letter_of_news
from app.letters_of_rounds import letter_of_round
from app.services.drafts import Draft
from app.smtp import UndeliverableError


def compose(draft: Draft, sender: str) -> EmailMessage:
    """The mail, ready to be sent. Raises UndeliverableError when nobody can have this address."""
    with force_locale(language_for(draft)):
        words = _SAYING[draft.about](draft)
        greeting = gettext("Hello %(name)s,", **isolated(name=draft.name))
        plain = render_template("mails/mail.txt", greeting=greeting, words=words)
        page = render_template("mails/mail.html", greeting=greeting, words=words)
    mail = EmailMessage()
    mail["Subject"] = " ".join(words.subject.split())
    mail["From"] = sender
    mail["To"] = _to(draft)
    mail["Date"] = format_datetime(now())
    mail["Message-ID"] = make_msgid(domain=parseaddr(sender)[1].rpartition("@")[2])
    mail["Auto-Submitted"] = "auto-generated"  # so that nobody's holiday answers it
    if words.unsubscribing:
        mail["List-Unsubscribe"] = f"<{words.unsubscribing}>"
        mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    mail.set_content(plain)
    mail.add_alternative(page, subtype="html")
    return mail


def language_for(draft: Draft) -> str:
    """What the reader chose; else a language of their country, or of who invites them."""
    chosen = draft.locale or language_of(draft.country, LANGUAGES) or draft.others_locale
    return chosen if chosen in LANGUAGES else "en"


def _invitation(draft: Draft) -> Words:
    invitation = draft.invitation
    if invitation is None:
        raise ValueError("a draft of an invitation has one")
    names = {"inviter": person_name(invitation.invited_by), "group": invitation.group.name}
    return Words(
        gettext("%(inviter)s invites you to %(group)s", **names),
        (
            gettext(
                "%(inviter)s invites you to the group %(group)s. You take part as: %(role)s",
                **isolated(**names), role=role_name(invitation.role),
            ),
            gettext("You need no account and no password. This link brings you in:"),
        ),
        gettext("Come into the group"),
        link("invitation.show", token=draft.token),
        (
            gettext("The link is yours alone and works once, within fourteen days."),
            gettext("If you did not expect this, ignore this mail: then nothing happens."),
        ),
    )  # fmt: skip


def _sign_in(draft: Draft) -> Words:
    return Words(
        gettext("Your link to sign in to CoCharter"),
        (gettext("Somebody asked for a link to sign in with this address. Here it is:"),),
        gettext("Sign in"),
        link("sign_in.show", token=draft.token),
        (
            gettext("The link is yours alone and works once, within one day."),
            gettext("If it was not you who asked, ignore this mail: then nothing happens."),
        ),
    )


def _place(draft: Draft) -> Words:
    event, group = draft.event, draft.group
    if event is None or group is None:
        raise ValueError("a draft about a place has an event in a group")
    actor = person_name(event.actor) if event.actor else gettext("The operator of this server")
    names = isolated(actor=actor, group=group.name)
    if event.kind is Change.REMOVED:
        subject = gettext("You are no longer in %(group)s", group=group.name)
        sentences = (
            gettext("%(actor)s took you out of the group %(group)s.", **names),
            gettext("Everything you wrote there stays, under your name."),
        )
    else:
        subject = gettext("Your role in %(group)s has changed", group=group.name)
        sentences = (
            gettext("%(actor)s changed your role in the group %(group)s.", **names),
            gettext(
                "Before: %(before)s. Now: %(after)s",
                before=_role(event.role_before), after=_role(event.role_after),
            ),
        )  # fmt: skip
    small = (gettext("On the page of your account you can switch these mails off."),)
    return Words(subject, sentences, gettext("Open CoCharter"), link("start.start"), small)


_SAYING = {
    About.INVITATION: _invitation,
    About.SIGN_IN: _sign_in,
    About.PLACE: _place,
    About.DIGEST: letter_of_news,
    About.VOTE: letter_of_round,
    About.REMINDER: letter_of_round,
    About.ORAL: letter_of_round,
    About.OUTCOME: letter_of_round,
}


def _role(role: Role | None) -> str:
    return role_name(role) if role else ""


def _to(draft: Draft) -> Address:
    user, _, domain = draft.address.rpartition("@")
    try:
        return Address(" ".join(draft.name.split()), user, domain)
    except ValueError as error:
        raise UndeliverableError("This is no address that mail can be sent to.") from error
