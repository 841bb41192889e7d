"""The record of a group: who brought in, changed or removed whom, and when."""

from flask import Blueprint, render_template, request
from flask_login import current_user

from app.current import database
from app.domain.memberships import Change
from app.login import demand_sign_in
from app.services.roles import record_of

blueprint = Blueprint("record", __name__, url_prefix="/groups/<key>/record")
blueprint.before_request(demand_sign_in)


@blueprint.get("")
def show(key: str) -> str:
    """For facilitators, the newest first."""
    page = max(1, request.args.get("page", 1, type=int))
    with database().read() as session:
        group, events, more = record_of(session, current_user.person_id, key, page)
    return render_template(
        "record/record.html", group=group, events=events, changes=Change, page=page, more=more
    )
