"""One invitation, for who was invited: looking at it changes nothing, its button does."""

from flask import Blueprint, redirect, render_template, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from app.current import database, now
from app.domain.errors import ForbiddenError
from app.languages import chosen_here
from app.limits import SIGNING_IN, limiter
from app.login import come_back_here, start_session
from app.services.acceptance import accept, find_invitation

blueprint = Blueprint("invitation", __name__)


@blueprint.get("/invitations/<token>")
@limiter.limit(SIGNING_IN)
def show(token: str) -> str:
    """Who is invited, to which group, by whom. Mail scanners may open this as they like."""
    with database().read() as session:
        invitation = find_invitation(session, token, now())
    return render_template("invitation/invitation.html", invitation=invitation, token=token)


@blueprint.post("/invitations/<token>")
@limiter.limit(SIGNING_IN)
def use(token: str) -> Response:
    """Come into the group, and sign this browser in unless its person is already."""
    at = now()
    signed_in = current_user.person_id if current_user.is_authenticated else None
    try:
        with database().write() as session:
            session_token = accept(session, token, signed_in, at, chosen_here())
    except ForbiddenError:
        come_back_here()
        raise
    if session_token:
        start_session(session_token, at)
    return redirect(url_for("start.start"))
