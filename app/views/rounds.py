"""Validation rounds: opened, followed while people vote, and told about when they are over."""

from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext
from flask_login import current_user
from werkzeug.wrappers import Response

from app.current import database, now
from app.domain.errors import ConflictError, DomainError, InvalidError
from app.domain.rounds import RoundState
from app.domain.terms import terms
from app.errors import sentence_of, status_of
from app.limits import limit_writing
from app.login import demand_sign_in
from app.round_form import Deadline, RoundForm
from app.services import asking, closing, opening, reminders
from app.services.following import Followed
from app.services.following import follow as followed
from app.services.validation import validation_of
from app.time_zones import zone_name
from app.wording import outcomes, stances
from app.wording import rounds as say

REFUSALS = (ConflictError, InvalidError)

blueprint = Blueprint("rounds", __name__, url_prefix="/documents/<key>/rounds")
blueprint.before_request(demand_sign_in)


@blueprint.get("")
def show(key: str) -> str:
    """Every round on the text, and what can be done next."""
    with database().read() as session:
        validation = validation_of(session, current_user.person_id, key)
    return _page("rounds.html", validation=validation, document=validation.document)


@blueprint.get("/new")
def new(key: str) -> str:
    """The form that asks whom, by which rule and until when."""
    with database().read() as session:
        people = asking.choice_for(session, current_user.person_id, key).people
    said = "rule" in request.args  # somebody comes back from the preview
    return _form(key, RoundForm.of(request.args) if said else RoundForm.usual(people, now()))


@blueprint.post("/preview")
def preview(key: str) -> ResponseReturnValue:
    """All that the form says, in plain words, before anything happens."""
    return _preview(key, RoundForm.of(request.form))


@blueprint.post("")
@limit_writing
def open(key: str) -> ResponseReturnValue:
    """Open the round as it was shown."""
    form = RoundForm.of(request.form)
    seen = request.form.get("seen", -1, type=int)
    person_id = current_user.person_id
    try:
        with database().write() as session:
            people = asking.choice_for(session, person_id, key).people
            row = opening.open_round(session, person_id, key, form.plan(people), seen, now())
    except REFUSALS as error:
        return _preview(key, form, error)
    flash(gettext("The round is open. From now on nobody edits the text."))
    return _to(key, row.number)


@blueprint.get("/<int:number>")
def follow(key: str, number: int) -> str:
    """Who has voted, while it is open; what it decided, and why, once it is closed."""
    return _followed(key, number)


@blueprint.get("/<int:number>/turnout")
def turnout(key: str, number: int) -> str:
    """Who has voted by now, for the script that shows it."""
    with database().read() as session:
        found = followed(session, current_user.person_id, key, number)
    return _page("turnout.html", found=found, stage=found.stage(now()), left=_left(found))


@blueprint.post("/<int:number>/closing")
@limit_writing
def close(key: str, number: int) -> Response:
    """Close it, when everybody has voted or its deadline is over."""
    with database().write() as session:
        closing.close_round(session, current_user.person_id, key, number, now())
    flash(gettext("The round is closed."))
    return _to(key, number)


@blueprint.post("/<int:number>/voiding")
@limit_writing
def void(key: str, number: int) -> ResponseReturnValue:
    """End it without an outcome, for a reason."""
    reason = request.form.get("reason", "")
    try:
        with database().write() as session:
            closing.void_round(session, current_user.person_id, key, number, reason, now())
    except InvalidError as error:
        return _followed(key, number, error), status_of(error)
    flash(gettext("The round is voided. The text is a draft again."))
    return _to(key, number)


@blueprint.post("/<int:number>/recall")
@limit_writing
def recall(key: str, number: int) -> ResponseReturnValue:
    """Ask the same people once more, when too few had voted."""
    person_id = current_user.person_id
    try:
        until = Deadline.of(request.form).moment
        with database().write() as session:
            row = opening.recall_round(session, person_id, key, number, until, now())
    except InvalidError as error:
        return _followed(key, number, error), status_of(error)
    flash(gettext("The round is open again. What was voted counts on."))
    return _to(key, row.number)


@blueprint.post("/<int:number>/reminders")
@limit_writing
def remind(key: str, number: int) -> Response:
    """Have those written to who have not voted yet."""
    with database().write() as session:
        written = reminders.remind(session, current_user.person_id, key, number, now())
    if written:
        flash(ngettext("One person is reminded.", "%(num)d people are reminded.", written))
    else:
        flash(gettext("Nobody could be written to: who has not voted has no address here."))
    return _to(key, number)


def _preview(key: str, form: RoundForm, error: DomainError | None = None) -> ResponseReturnValue:
    """What it would ask; or the form again, when it asks for what cannot be."""
    person_id = current_user.person_id
    try:
        with database().read() as session:
            people = asking.choice_for(session, person_id, key).people
            shown = asking.preview(session, person_id, key, form.plan(people), now())
    except REFUSALS as refusal:
        return _form(key, form, refusal), status_of(refusal)
    page = _page(
        "preview.html",
        preview=shown,
        document=shown.access.document,
        form=form,
        mistake=sentence_of(error) if error else "",
    )
    return page, status_of(error) if error else HTTPStatus.OK


def _form(key: str, form: RoundForm, error: DomainError | None = None) -> str:
    with database().read() as session:
        choice = asking.choice_for(session, current_user.person_id, key)
    return _page(
        "new.html",
        document=choice.access.document,
        people=choice.people,
        form=form,
        deadline=form.deadline,
        mistake=sentence_of(error) if error else "",
    )


def _followed(key: str, number: int, error: InvalidError | None = None) -> str:
    with database().read() as session:
        found = followed(session, current_user.person_id, key, number)
    is_open = found.row.state is RoundState.OPEN
    return _page(
        "open.html" if is_open else "outcome.html",
        found=found,
        document=found.document,
        terms=terms(found.box.round),
        stage=found.stage(now()),
        left=_left(found),
        deadline=Deadline.of(request.form) if error else Deadline.usual(now()),
        mistake=sentence_of(error) if error else "",
    )


def _left(found: Followed) -> str:
    return say.time_left(found.row.deadline - now())


def _page(template: str, **shown: object) -> str:
    return render_template(
        f"rounds/{template}",
        say=say,
        told=outcomes,
        stances=stances,
        zone_name=zone_name,
        **shown,
    )


def _to(key: str, number: int) -> Response:
    return redirect(url_for("rounds.follow", key=key, number=number))
