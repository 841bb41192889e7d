"""One's own account: what one is called, in which language and time one reads, what is mailed."""

from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from app.current import database
from app.domain.accounts import Choices
from app.languages import LANGUAGES
from app.login import demand_sign_in
from app.models import Person
from app.services.accounts import keep_choices
from app.time_zones import ZONES, zones_by_area

blueprint = Blueprint("account", __name__, url_prefix="/account")
blueprint.before_request(demand_sign_in)


@blueprint.get("")
def show() -> str:
    """The form with what the person chose so far, and the ways to the other pages of theirs."""
    person = _person()
    choices = Choices(person.name, person.locale, person.time_zone, person.wants_mail)
    return _page(person, choices)


@blueprint.post("")
def keep() -> ResponseReturnValue:
    """Keep what the form says; what cannot be kept is shown at its field."""
    said = request.form.get
    name = " ".join(said("name", "").split())
    choices = Choices(
        name, said("language", ""), said("time_zone", ""), said("wants_mail", "") == "yes"
    )
    problems = choices.problems(LANGUAGES, ZONES)
    if problems:
        return _page(_person(), choices, problems=problems), HTTPStatus.UNPROCESSABLE_ENTITY
    with database().write() as writing:
        keep_choices(writing, current_user.person_id, choices)
    session.pop("language", None)  # what this browser was set to before they chose
    flash(gettext("Your account is saved."))
    return redirect(url_for("account.show"))


def _person() -> Person:
    with database().read() as reading:
        return reading.get_one(Person, current_user.person_id)


def _page(person: Person, choices: Choices, **rest: object) -> str:
    return render_template(
        "account/account.html", person=person, choices=choices, areas=zones_by_area(), **rest
    )
