"""Coming in by a personal link: looking at it changes nothing, the button on its page does."""

from flask import Blueprint, redirect, render_template
from werkzeug.wrappers import Response

from app.current import database, now
from app.limits import SIGNING_IN, limiter
from app.login import start_session, where_to
from app.services.sign_in import find_link, use_link

blueprint = Blueprint("sign_in", __name__)


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
