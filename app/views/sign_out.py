"""Leaving: the session ends on the server, not only in this browser."""

from flask import Blueprint, redirect, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from app.current import database, now
from app.login import forget_session
from app.services.sign_in import end_session

blueprint = Blueprint("sign_out", __name__)


@blueprint.post("/sign-out")
def sign_out() -> Response:
    """End the session, if there is one."""
    if current_user.is_authenticated:
        with database().write() as session:
            end_session(session, current_user.session_id, now())
    forget_session()
    return redirect(url_for("start.start"))
