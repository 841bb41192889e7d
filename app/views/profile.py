"""What a person tells one of their groups of themselves: their own entry in its directory."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_login import current_user
from werkzeug.wrappers import Response

from app.countries import COUNTRIES
from app.current import database
from app.domain.organisations import Kind
from app.login import demand_sign_in
from app.services import directory

blueprint = Blueprint("profile", __name__, url_prefix="/groups/<key>/profile")
blueprint.before_request(demand_sign_in)


@blueprint.get("")
def show(key: str) -> str:
    """The form with what the person said so far."""
    with database().read() as session:
        own = directory.find_own(session, current_user.person_id, key)
    return render_template("profile/edit.html", own=own, kinds=Kind, countries=COUNTRIES)


@blueprint.post("")
def keep(key: str) -> Response:
    """Keep what the form says."""
    names = ("organisation", "country", "kind", "about", "contact")
    said = {name: request.form.get(name, "").replace("\r\n", "\n") for name in names}
    with database().write() as session:
        directory.edit_profile(session, current_user.person_id, key, directory.Profile(**said))
    flash(gettext("Your entry is saved."))
    return redirect(url_for("people.show", key=key))
