"""Groups: founding one with its first documents, and what it and its documents are called."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_login import current_user
from werkzeug.wrappers import Response

from app import starters
from app.current import database, now
from app.domain.lifecycle import State
from app.domain.starters import Starter
from app.languages import language
from app.limits import MAKING, limiter
from app.login import demand_sign_in
from app.models.base import new_key
from app.services import renaming
from app.services.beginnings import beginning_from
from app.services.directory import find_facilitator
from app.services.founding import find_founder, found_group

blueprint = Blueprint("groups", __name__, url_prefix="/groups")
blueprint.before_request(demand_sign_in)


@blueprint.get("/new")
def show_new() -> str:
    """The form; its key makes sure that a group is founded once, however often it is sent."""
    with database().read() as session:
        find_founder(session, current_user.person_id)
    titles = {starter: starters.title_of(starter, language()) for starter in Starter}
    return render_template("groups/new.html", key=new_key(), titles=titles)


@blueprint.post("")
@limiter.limit(MAKING)
def found() -> Response:
    """Found the group, with those documents that are ticked."""
    form = request.form
    beginnings = [
        beginning_from(starter, form.get("language", ""), form.get(f"title-{starter}", ""))
        for starter in Starter
        if starter in form.getlist("starter")
    ]
    with database().write() as session:
        group = found_group(
            session, current_user.person_id, form.get("key", ""), form.get("name", ""),
            beginnings, now(),
        )  # fmt: skip
    flash(gettext("The group is ready. Invite the people who write with you."))
    return redirect(url_for("start.start", _anchor=f"group-{group.key}"))


@blueprint.get("/<key>/names")
def show_names(key: str) -> str:
    """What the group and its documents are called, each in a form that changes it."""
    with database().read() as session:
        group = find_facilitator(session, current_user.person_id, key).group
        documents = list(group.documents)
    return render_template("groups/names.html", group=group, documents=documents, states=State)


@blueprint.post("/<key>/name")
def rename(key: str) -> Response:
    """Call the group what the form says."""
    with database().write() as session:
        renaming.rename_group(session, current_user.person_id, key, request.form.get("name", ""))
    flash(gettext("The new name is saved."))
    return redirect(url_for("groups.show_names", key=key))
