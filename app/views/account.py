"""What people set for themselves: their name, language, time zone, and whether we write."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from app.current import database
from app.domain.preferences import Preferences
from app.languages import switch_to
from app.login import demand_sign_in
from app.services import accounts

blueprint = Blueprint("account", __name__, url_prefix="/account")
blueprint.before_request(demand_sign_in)


@blueprint.get("")
def show() -> str:
    """The form with what was chosen so far."""
    with database().read() as session:
        account = accounts.find_account(session, current_user.person_id)
    return render_template("account/account.html", account=account)


@blueprint.post("")
def keep() -> ResponseReturnValue:
    """Keep what the form says, or show what must be mended in it."""
    said = request.form.get
    name = " ".join(said("name", "").split())
    wanted = Preferences(
        name, said("locale", ""), said("time_zone", ""), "wants_mail" in request.form
    )
    with database().write() as session:
        account = accounts.keep(session, current_user.person_id, wanted)
    if account.mistakes:
        return render_template("account/account.html", account=account), 422
    switch_to(wanted.locale)
    flash(gettext("Your choices are saved."))
    return redirect(url_for("account.show"))
