"""The browsers somebody is signed in with, each of which they can sign out from here."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext
from flask_login import current_user
from werkzeug.wrappers import Response

from app.current import database, now
from app.login import demand_sign_in, forget_session
from app.services import accounts

blueprint = Blueprint("sign_in_sessions", __name__, url_prefix="/account/sessions")
blueprint.before_request(demand_sign_in)


@blueprint.get("")
def show() -> str:
    """Every browser that is signed in, which one this is, and when each was used last."""
    with database().read() as session:
        sessions = accounts.sessions_of(session, current_user.person_id, now())
    return render_template("account/sessions.html", sessions=sessions, this=current_user.session_id)


@blueprint.post("/<int:session_id>/ending")
def end(session_id: int) -> Response:
    """Sign one browser out."""
    with database().write() as session:
        accounts.end_one(session, current_user.person_id, session_id, now())
    if session_id == current_user.session_id:
        return _leave()
    flash(gettext("That browser is signed out."))
    return redirect(url_for("sign_in_sessions.show"))


@blueprint.post("/others/ending")
def end_others() -> Response:
    """Sign every browser out but this one."""
    with database().write() as session:
        accounts.end_all(session, current_user.person_id, current_user.session_id, now())
    flash(gettext("You are signed in here only."))
    return redirect(url_for("sign_in_sessions.show"))


@blueprint.post("/all/ending")
def end_all() -> Response:
    """Sign every browser out, this one too."""
    with database().write() as session:
        accounts.end_all(session, current_user.person_id, None, now())
    return _leave()


def _leave() -> Response:
    forget_session()
    return redirect(url_for("start.start"))
