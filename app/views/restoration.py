"""Bringing an older text back, or one clause of it: first what it would do, then doing it."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_login import current_user
from werkzeug.wrappers import Response

from app.comparing.redlining import redline_in_time
from app.comparing.rewording import edits_in_time
from app.comparing.words import moved_from, spoken, summary
from app.current import database, now
from app.domain.errors import InvalidError
from app.limits import limit_writing
from app.login import demand_sign_in
from app.rendering.redline import View
from app.services.restoration import Restoration, plan, restore

blueprint = Blueprint("restoration", __name__, url_prefix="/documents/<key>/restoration")
blueprint.before_request(demand_sign_in)


@blueprint.get("")
def show(key: str) -> str:
    """What would change if it were brought back."""
    planned = _planned(key)
    sections = redline_in_time(planned.before, planned.after, View.INLINE, spoken())
    return render_template(
        "restoration/restoration.html",
        planned=planned,
        sections=sections,
        summary=summary(sections),
        moved_from=moved_from,
        names=[gettext("Now"), gettext("After it is brought back")],
    )


@blueprint.post("")
@limit_writing
def create(key: str) -> Response:
    """Bring it back."""
    planned = _planned(key, seen=_number("seen"))
    changes = edits_in_time(planned.before, planned.after)
    with database().write() as session:
        before = restore(session, current_user.person_id, planned, changes, now())
    flash(
        gettext(
            "Version %(number)d is back. What stood there until now is kept as version %(before)d.",
            number=planned.version.number,
            before=before.number,
        )
    )
    return redirect(url_for("history.show", key=key))


def _planned(key: str, seen: int | None = None) -> Restoration:
    position = _number("clause") if request.values.get("clause") else None
    with database().read() as session:
        return plan(session, current_user.person_id, key, _number("version"), position, seen)


def _number(field: str) -> int:
    number = request.values.get(field, type=int)
    if number is None or not 0 <= number < 2**31:
        raise InvalidError("This could not be understood. Load the page again.")
    return number
