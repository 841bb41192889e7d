"""The history of a document: its versions, each as a page, and a name for what stands now."""

from contextlib import suppress
from itertools import groupby

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_login import current_user
from werkzeug.wrappers import Response

from app.current import database, now
from app.domain.errors import LaterError
from app.domain.lifecycle import can_edit
from app.labels import day_name
from app.limits import limit_writing
from app.login import demand_sign_in
from app.rendering import outline
from app.services.contributions import count_contributions
from app.services.documents import find_document
from app.services.timeline import timeline_of
from app.services.versions import find_version, name_version

MAX_PAGE = 1_000_000  # what comes after it no database could count to

blueprint = Blueprint("history", __name__, url_prefix="/documents/<key>")
blueprint.before_request(demand_sign_in)


@blueprint.get("/history")
def show(key: str) -> str:
    """Every version, the newest first; those that came by themselves are folded away by day."""
    page = min(max(1, request.args.get("page", 1, type=int)), MAX_PAGE)
    _count(key)
    with database().read() as session:
        timeline = timeline_of(session, current_user.person_id, key, page)
    days = groupby(timeline.entries, key=lambda entry: day_name(entry.version.at))
    return render_template(
        "history/history.html",
        timeline=timeline,
        days=[(day, list(entries)) for day, entries in days],
        page=page,
    )


def _count(key: str) -> None:
    """The page is worth showing without who wrote how much, if that cannot be told yet."""
    with database().read() as session:
        document = find_document(session, current_user.person_id, key).document
    with suppress(LaterError):
        count_contributions(database(), document.id, now())


@blueprint.post("/versions")
@limit_writing
def name(key: str) -> Response:
    """Keep what stands now under the name that the form says."""
    with database().write() as session:
        said = request.form.get("name", "")
        version = name_version(session, current_user.person_id, key, said, now())
    flash(gettext("Version %(number)d is kept: %(name)s", number=version.number, name=version.name))
    return redirect(url_for("history.show", key=key))


@blueprint.get("/versions/<int:number>")
def read(key: str, number: int) -> str:
    """One version as a finished page."""
    with database().read() as session:
        version, access = find_version(session, current_user.person_id, key, number)
    text = version.markdown
    return render_template(
        "history/version.html",
        version=version,
        access=access,
        text=text,
        headings=outline(text),
        may_restore=can_edit(access.role, access.document.state),
    )
