"""Coming in by a personal link: looking at it changes nothing, the button on its page does."""

from flask import Blueprint, abort, redirect, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from app.current import database, now, settings
from app.domain.addresses import is_address
from app.domain.mails import About
from app.limits import ASKING, ASKING_FOR_ONE, SIGNING_IN, limiter
from app.login import start_session, where_to
from app.services.outbox import ask_for
from app.services.sign_in import find_link, use_link

blueprint = Blueprint("sign_in", __name__)


def _email() -> str:
    return request.form.get("email", "").strip().lower()


@blueprint.get("/sign-in")
def ask() -> str:
    """The ways to come in."""
    return render_template("sign_in/ask.html", email="")


@blueprint.post("/sign-in")
@limiter.limit(ASKING)
@limiter.limit(ASKING_FOR_ONE, key_func=_email)
def mail() -> ResponseReturnValue:
    """Have a link mailed. Whether anybody has this address shows neither here nor in the time."""
    if settings().mail is None:
        abort(404)
    email = _email()
    if not is_address(email):
        return render_template("sign_in/ask.html", email=email, wrong=True), 422
    with database().write() as session:
        ask_for(session, About.SIGN_IN, email, now())
    return render_template("sign_in/asked.html", email=email)


@blueprint.get("/sign-in/<token>")
@limiter.limit(SIGNING_IN)
def show(token: str) -> str:
    """Whom the link is for, and one button. Mail scanners may open this as often as they like."""
    with database().read() as session:
        link = find_link(session, token, now())
    return render_template("sign_in/link.html", person=link.person, token=token)


@blueprint.post("/sign-in/<token>")
@limiter.limit(SIGNING_IN)
def use(token: str) -> Response:
    """Spend the link and sign its person in."""
    at, destination = now(), where_to()
    with database().write() as session:
        session_token = use_link(session, token, at)
    start_session(session_token, at)
    return redirect(destination)
