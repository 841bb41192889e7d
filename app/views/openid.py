"""Signing in at a provider: going there, and coming back. Only where one is configured."""

from flask import Blueprint, redirect, render_template
from werkzeug.wrappers import Response

from app import openid
from app.current import database, now
from app.limits import SIGNING_IN, limiter
from app.login import start_session, where_to
from app.services.identities import sign_in_by

blueprint = Blueprint("openid", __name__)


@blueprint.post("/openid")
@limiter.limit(SIGNING_IN)
def begin() -> str:
    """A page that goes on to the provider by itself."""
    return render_template("openid/onward.html", address=openid.begin())


@blueprint.get("/openid/return")
@limiter.limit(SIGNING_IN)
def finish() -> Response:
    """Sign in whom the provider has sent back."""
    proof = openid.finish()
    at, destination = now(), where_to()
    with database().write() as session:
        token = sign_in_by(session, proof, at)
    start_session(token, at)
    return redirect(destination)
