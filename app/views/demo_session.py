"""Signing in as a demo person, by a button: on a machine's own demo only."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from flask import Blueprint, abort, redirect, request, url_for
from werkzeug.wrappers import Response

from app import demo
from app.config import is_loopback
from app.current import database, now, settings
from app.limits import SIGNING_IN, limiter
from app.login import start_session
from app.models import Membership
from app.services.memberships import first_memberships
from app.services.sign_in import open_session

blueprint = Blueprint("demo_session", __name__)


@blueprint.post("/demo-session")
@limiter.limit(SIGNING_IN)
def create() -> Response:
    """Sign in as the demo person whose key the form names."""
    at, key = now(), request.form.get("person", "")
    person = next((one.person for one in demo_people() if one.person.key == key), None)
    if person is None:
        abort(404)
    with database().write() as session:
        token = open_session(session, person.id, at)
    start_session(token, at)
    return redirect(url_for("start.start"))


def demo_people() -> Sequence[Membership]:
    """Whom this request may sign in as without proof: nobody, unless all of it is local."""
    if not (settings().demo and _is_local()):
        return []
    with database().read() as session:
        return first_memberships(session, demo.EMAILS)


def _is_local() -> bool:
    """Whether browser and server are the same machine, whatever stands between them.

    A name that was made to lead to this machine shows in Host; a proxy that hides it, in Origin.
    """
    origin = request.headers.get("Origin")
    return (
        is_loopback(request.remote_addr or "")
        and is_loopback(urlsplit(f"//{request.host}").hostname or "")
        and (origin is None or is_loopback(urlsplit(origin).hostname or ""))
    )
