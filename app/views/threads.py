"""Remarks and proposals beside a text: as marks for its margin, as cards, and what people do."""

import binascii
from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar
from urllib.parse import parse_qs

from flask import Blueprint, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user
from sqlalchemy.orm import Session

from app.current import database, now
from app.domain.errors import ConflictError, DomainError, ForbiddenError, InvalidError
from app.domain.quotes import Quote
from app.domain.threads import Outcome, Scope
from app.errors import status_of, wants_fragment
from app.labels import person_name
from app.limits import limit_writing
from app.login import demand_sign_in
from app.models import Person, Thread
from app.services import comments, proposals, threads
from app.services.cards import Cards, Marks, card_of, card_of_comment, cards_of, marks_of
from app.services.documents import find_document
from app.services.names import names_for
from app.services.threads import Remark

MAX_CARDS = 100  # in one answer
FILTERS = ("status", "kind", "clause", "person")  # of the review page
_REFUSALS = (ForbiddenError, ConflictError, InvalidError)

Choice = TypeVar("Choice", bound=StrEnum)
FindCard = Callable[[Session, int, str], Cards]

blueprint = Blueprint("threads", __name__)
blueprint.before_request(demand_sign_in)


@dataclass(frozen=True)
class Mistake:
    """Why a form of a card was refused; what was typed into it is still in the request.

    is_final: no other words in the form would help, and the card may not show it any more.
    """

    form: str
    sentence: str
    is_final: bool


@blueprint.get("/documents/<key>/threads")
def show_marks(key: str) -> ResponseReturnValue:
    """Where the threads belong and how they stand, for the script of the live page."""
    with database().read() as session:
        marks = marks_of(session, current_user.person_id, key, request.args.getlist("key"))
    return jsonify(
        threads=[_as_json(thread, marks) for thread in marks.threads],
        mayComment=marks.may_comment,
        mayAccept=marks.may_accept,
    )


@blueprint.get("/documents/<key>/threads/cards")
def show_cards(key: str) -> str:
    """The cards of the threads that are asked for, one below the other."""
    keys = request.args.getlist("key")[:MAX_CARDS]
    with database().read() as session:
        cards = cards_of(session, current_user.person_id, key, keys)
    return render_template("threads/cards.html", cards=cards)


@blueprint.get("/documents/<key>/names")
def show_names(key: str) -> ResponseReturnValue:
    """Who can be called by name in a remark, for the script that offers their names."""
    with database().read() as session:
        names = names_for(session, current_user.person_id, key)
    return jsonify(
        names=[
            {"name": one.name, "organisation": one.organisation, "isGuest": one.is_guest}
            for one in names
        ]
    )


@blueprint.post("/documents/<key>/threads")
@limit_writing
def create(key: str) -> ResponseReturnValue:
    """Say something about the text, or propose other words for some of it."""
    try:
        with database().write() as session:
            thread = threads.open_thread(session, current_user.person_id, key, _remark(), now())
    except _REFUSALS as error:
        if wants_fragment():
            raise
        return _refused_remark(key, error)
    return _done(thread)


@blueprint.post("/threads/<key>/comments")
@limit_writing
def reply(key: str) -> ResponseReturnValue:
    """Say something in the thread."""
    return _act(key, "reply", threads.reply, _said("words"))


@blueprint.post("/comments/<key>")
@limit_writing
def edit(key: str) -> ResponseReturnValue:
    """Put one's own remark in other words."""
    words = _said("words")
    return _act(key, f"edit-{key}", comments.edit_comment, words, card=card_of_comment)


@blueprint.post("/comments/<key>/deletion")
@limit_writing
def delete(key: str) -> ResponseReturnValue:
    """Take back one's own remark."""
    return _act(key, f"delete-{key}", comments.delete_comment, card=card_of_comment)


@blueprint.post("/threads/<key>/closing")
@limit_writing
def close(key: str) -> ResponseReturnValue:
    """Say that the thread is done with, how and why."""
    outcome = _chosen(Outcome, "outcome")
    return _act(key, "close", threads.close_thread, outcome, _said("reason"))


@blueprint.post("/threads/<key>/reopening")
@limit_writing
def reopen(key: str) -> ResponseReturnValue:
    """Take up again what was closed."""
    return _act(key, "reopen", threads.reopen_thread, _said("reason"))


@blueprint.post("/threads/<key>/acceptance")
@limit_writing
def accept(key: str) -> ResponseReturnValue:
    """Put the proposed words into the text."""
    seen = _quote() if "exact" in request.form else None
    return _act(key, "accept", proposals.accept, seen, _said("reason"))


def _act(
    key: str, form: str, act: Callable[..., Thread], *said: Any, card: FindCard = card_of
) -> ResponseReturnValue:
    """Do what a form asks for; a refusal is shown on the card that `key` leads to, in the form."""
    try:
        with database().write() as session:
            thread = act(session, current_user.person_id, key, *said, now())
    except _REFUSALS as error:
        return _card(key, _mistake(form, error), card), status_of(error)
    return _done(thread)


def _done(thread: Thread) -> ResponseReturnValue:
    """The card as it is now; without a script the page on which it is."""
    if wants_fragment():
        return _card(thread.key)
    asked = parse_qs(request.form.get("back", ""))
    if "objection" in asked:
        anchor = f"thread-{thread.key}"
        return redirect(url_for("objections.show", key=asked["objection"][0], _anchor=anchor))
    kept: dict[str, Any] = {name: asked[name][0] for name in FILTERS if name in asked}
    kept |= {"key": thread.document.key, "thread": thread.key}
    return redirect(url_for("review_page.show", **kept, _anchor=f"thread-{thread.key}"))


def _card(key: str, mistake: Mistake | None = None, find: FindCard = card_of) -> str:
    with database().read() as session:
        cards = find(session, current_user.person_id, key)
    page = "threads/cards.html" if wants_fragment() else "threads/mistake.html"
    return render_template(page, cards=cards, mistake=mistake)


def _mistake(form: str, error: DomainError) -> Mistake:
    return Mistake(form, gettext(error.sentence), not isinstance(error, InvalidError))


def _refused_remark(key: str, error: DomainError) -> ResponseReturnValue:
    """The form once more, with what was typed."""
    with database().read() as session:
        document = find_document(session, current_user.person_id, key).document
    page = render_template("threads/new.html", document=document, mistake=_mistake("new", error))
    return page, status_of(error)


def _remark() -> Remark:
    return Remark(
        scope=_chosen(Scope, "scope"),
        words=_said("words"),
        quote=_quote(),
        start=_position("start"),
        end=_position("end"),
        replacement=_said("replacement") if request.form.get("proposes") else None,
    )


def _quote() -> Quote:
    return Quote(_said("exact"), _said("prefix"), _said("suffix"))


def _said(field: str) -> str:
    """What a field holds, with the line ends of the text: forms send others."""
    return request.form.get(field, "").replace("\r\n", "\n")


def _position(field: str) -> bytes | None:
    try:
        return b64decode(request.form.get(field, ""), validate=True) or None
    except (binascii.Error, ValueError) as error:
        raise InvalidError("This could not be understood. Load the page again.") from error


def _chosen(choices: type[Choice], field: str) -> Choice:
    try:
        return choices(request.form.get(field, ""))
    except ValueError as error:
        raise InvalidError("Choose one of the possibilities.") from error


def _as_json(thread: Thread, marks: Marks) -> dict[str, Any]:
    return {
        "key": thread.key,
        "scope": thread.scope,
        "start": _encoded(thread.start),
        "end": _encoded(thread.end),
        "quote": {"exact": thread.quote, "prefix": thread.prefix, "suffix": thread.suffix},
        "clause": thread.path,
        "status": thread.status,
        "outcome": thread.outcome,
        "replacement": thread.replacement,
        "author": person_name(thread.author),
        "isOwn": thread.author_id == marks.person_id,
        "isNew": thread.id in marks.new,
        "mentionsMe": thread.id in marks.calling,
        "speakers": [_speaker(one, marks) for one in marks.speakers[thread.id]],
    }


def _speaker(person: Person, marks: Marks) -> dict[str, Any]:
    is_guest = marks.people[person.id]["isGuest"]
    return {"key": person.key, "name": person_name(person), "isGuest": is_guest}


def _encoded(position: bytes | None) -> str | None:
    return b64encode(position).decode() if position else None
