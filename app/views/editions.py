"""How far a text has come: frozen, signed, published, or followed by a new edition."""

from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user
from sqlalchemy.orm import Session

from app.current import database, now
from app.domain.errors import ConflictError, InvalidError
from app.domain.lifecycle import State
from app.errors import status_of
from app.limits import limit_writing
from app.login import demand_sign_in
from app.services import freezing, publishing, signatures
from app.services.stages import stage_of
from app.wording import editions as wording

blueprint = Blueprint("editions", __name__, url_prefix="/documents/<key>")
blueprint.before_request(demand_sign_in)


@blueprint.get("/freezing")
def show_freezing(key: str) -> str:
    """How far the text has come, who signed it, and what comes next."""
    return _page(key)


@blueprint.post("/freezing")
@limit_writing
def freeze(key: str) -> ResponseReturnValue:
    """Freeze the text that the form has seen."""
    seen = request.form.get("seen", -1, type=int)
    return _done(
        key,
        lambda session: freezing.freeze(session, _own(), key, seen, _reason(), now()),
        gettext("The text is frozen. From now on nobody can change it."),
    )


@blueprint.post("/publication")
@limit_writing
def publish(key: str) -> ResponseReturnValue:
    """Let anybody read what is frozen."""
    return _done(
        key,
        lambda session: publishing.publish(session, _own(), key, now()),
        gettext("The charter is published. Anybody can read it at its address."),
    )


@blueprint.post("/redrafting")
@limit_writing
def redraft(key: str) -> ResponseReturnValue:
    """Make a draft again of what is validated."""
    return _done(
        key,
        lambda session: freezing.redraft(session, _own(), key, _reason(), now()),
        gettext("The text is a draft again. Members can write in it."),
    )


@blueprint.post("/reopening")
@limit_writing
def reopen(key: str) -> ResponseReturnValue:
    """Begin a new edition after what is frozen."""
    return _done(
        key,
        lambda session: freezing.reopen(session, _own(), key, _reason(), now()),
        gettext("A new edition is begun. What was frozen stays as it is."),
    )


@blueprint.post("/signature")
@limit_writing
def sign(key: str) -> ResponseReturnValue:
    """Sign the text, in person or for one's organisation."""
    for_organisation = request.form.get("for") == "organisation"
    return _done(
        key,
        lambda session: signatures.sign(session, _own(), key, for_organisation, now()),
        gettext("You have signed this text."),
    )


@blueprint.post("/signature/withdrawal")
@limit_writing
def unsign(key: str) -> ResponseReturnValue:
    """Take one's signature back."""
    return _done(
        key,
        lambda session: signatures.withdraw_signature(session, _own(), key, now()),
        gettext("Your signature is taken back."),
    )


def _done(key: str, act: Callable[[Session], object], said: str) -> ResponseReturnValue:
    """To the page after the act; or the page as it is now, with why not and what was typed."""
    try:
        with database().write() as session:
            act(session)
    except (ConflictError, InvalidError) as refused:
        return _page(key, gettext(refused.sentence, **refused.values)), status_of(refused)
    flash(said)
    return redirect(url_for("editions.show_freezing", key=key))


def _page(key: str, mistake: str = "") -> str:
    with database().read() as session:
        stage = stage_of(session, _own(), key)
    return render_template(
        "editions/stage.html",
        stage=stage,
        document=stage.document,
        states=State,
        mistake=mistake,
        typed=_reason(),
        tried=request.endpoint,
        say=wording,
    )


def _own() -> int:
    return int(current_user.person_id)


def _reason() -> str:
    return request.form.get("reason", "")
