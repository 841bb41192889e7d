"""The people of a group: who they are, and what its facilitators change about that."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_login import current_user
from werkzeug.wrappers import Response

from app.current import database, now
from app.domain.organisations import Kind
from app.domain.roles import Action, Role, may
from app.labels import role_name
from app.login import demand_sign_in
from app.services import roles
from app.services.directory import Wanted, directory
from app.views.addresses import local_path

blueprint = Blueprint("people", __name__, url_prefix="/groups/<key>/people")
blueprint.before_request(demand_sign_in)


@blueprint.get("")
def show(key: str) -> str:
    """The directory: everybody, or those whom the form on it looks for."""
    asked = request.args.get
    wanted = Wanted(asked("q", ""), asked("role", ""), asked("country", ""), asked("kind", ""))
    with database().read() as session:
        found = directory(session, current_user.person_id, key, wanted)
    return render_template(
        "people/directory.html",
        directory=found,
        wanted=wanted,
        roles=Role,
        kinds=Kind,
        facilitates=may(found.own.role, Action.FACILITATE),
    )


@blueprint.post("/<person>/role")
def change_role(key: str, person: str) -> Response:
    """Give the person the role the form names."""
    role = request.form.get("role", "")
    with database().write() as session:
        changed = roles.change_role(session, current_user.person_id, key, person, role, now())
    flash(
        gettext(
            "The role of %(name)s is now: %(role)s",
            name=changed.person.name, role=role_name(changed.role),
        )
    )  # fmt: skip
    back = request.form.get("back", "")
    return redirect(local_path(back) if back else url_for("people.show", key=key))


@blueprint.get("/<person>/removal")
def confirm_removal(key: str, person: str) -> str:
    """What removing the person means, and a button."""
    with database().read() as session:
        membership = roles.find_to_remove(session, current_user.person_id, key, person)
    return render_template("people/removal.html", membership=membership)


@blueprint.post("/<person>/removal")
def remove(key: str, person: str) -> Response:
    """Take the person out of the group; who took themselves out sees it no more."""
    with database().write() as session:
        gone = roles.remove_member(session, current_user.person_id, key, person, now())
    flash(gettext("%(name)s is no longer in the group.", name=gone.person.name))
    is_own = gone.person_id == current_user.person_id
    return redirect(url_for("start.start") if is_own else url_for("people.show", key=key))
