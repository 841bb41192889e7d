"""What people object to: all of it on one page, and each by itself to be worked on."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from app.current import database, now
from app.domain.errors import ConflictError, DomainError, ForbiddenError, InvalidError
from app.domain.objections import ObjectionState
from app.errors import status_of
from app.limits import limit_writing
from app.login import demand_sign_in
from app.rendering import outline
from app.services.objection_cards import Case, case_of, statements_of
from app.services.objections import end_objection
from app.wording.objections import ended_sentence

_REFUSALS = (ForbiddenError, ConflictError, InvalidError)
_ENDINGS = {one.value: one for one in ObjectionState if one is not ObjectionState.OPEN}

blueprint = Blueprint("objections", __name__)
blueprint.before_request(demand_sign_in)


@blueprint.get("/documents/<key>/objections")
def show_all(key: str) -> str:
    """Every objection on the text, those that are open first."""
    with database().read() as session:
        found = statements_of(session, current_user.person_id, key)
    return render_template("objections/list.html", found=found)


@blueprint.get("/objections/<key>")
def show(key: str) -> str:
    """One objection: what was said, what people say to it, and what can be done."""
    return _page(key)


@blueprint.post("/objections/<key>/ending")
@limit_writing
def end(key: str) -> ResponseReturnValue:
    """Withdraw or resolve one's own, or set another's aside with an answer."""
    try:
        with database().write() as session:
            answer = request.form.get("answer", "")
            ended = end_objection(session, current_user.person_id, key, _state(), answer, now())
    except _REFUSALS as error:
        return _page(key, error), status_of(error)
    flash(ended_sentence(ended.state))
    return redirect(url_for("objections.show", key=key))


def _page(key: str, mistake: DomainError | None = None) -> str:
    with database().read() as session:
        case = case_of(session, current_user.person_id, key)
    return render_template(
        "objections/objection.html",
        case=case,
        anchor=_anchor(case),
        mistake=gettext(mistake.sentence, **mistake.values) if mistake else "",
    )


def _anchor(case: Case) -> str | None:
    """Of the clause in the text as it stands now, when it is still there."""
    headings = outline(case.text) if case.heading is not None else []
    if case.heading is None or case.heading >= len(headings):
        return None
    return headings[case.heading].id


def _state() -> ObjectionState:
    chosen = _ENDINGS.get(request.form.get("state", ""))
    if chosen is None:
        raise InvalidError("Choose one of the possibilities.")
    return chosen
