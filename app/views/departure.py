"""Leaving a group by oneself."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext
from flask_login import current_user
from werkzeug.wrappers import Response

from app.current import database, now
from app.login import demand_sign_in
from app.services.departures import leave_group
from app.services.directory import find_own

blueprint = Blueprint("departure", __name__, url_prefix="/groups/<key>/departure")
blueprint.before_request(demand_sign_in)


@blueprint.get("")
def confirm(key: str) -> str:
    """What leaving means, and a button."""
    with database().read() as session:
        own = find_own(session, current_user.person_id, key)
    return render_template("profile/departure.html", group=own.group)


@blueprint.post("")
def leave(key: str) -> Response:
    """Leave the group."""
    with database().write() as session:
        group = leave_group(session, current_user.person_id, key, now())
    flash(gettext("You have left the group %(group)s.", group=group.name))
    return redirect(url_for("start.start"))
