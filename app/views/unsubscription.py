"""Ending mails about remarks by the link in one of them, without signing in."""

from flask import Blueprint, render_template

from app.current import database
from app.limits import SIGNING_IN, limiter
from app.services.digests import unsubscribe
from app.unsubscribing import person_key_in

blueprint = Blueprint("unsubscription", __name__)


@blueprint.get("/unsubscription/<token>")
@limiter.limit(SIGNING_IN)
def show(token: str) -> str:
    """One button: mail scanners open every link."""
    person_key_in(token)
    return render_template("unsubscription/show.html", token=token, done=False)


@blueprint.post("/unsubscription/<token>")
@limiter.limit(SIGNING_IN)
def end(token: str) -> str:
    """Write no more. Mail programs send this by themselves (RFC 8058)."""
    with database().write() as session:
        unsubscribe(session, person_key_in(token))
    return render_template("unsubscription/show.html", token=token, done=True)
