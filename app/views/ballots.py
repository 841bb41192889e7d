"""Voting: one screen with the text and the ballot, its receipt, and a ballot on paper."""

from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from app import errors
from app.ballot_pages import ballot_page, clause_name, told
from app.comparing.clause_pages import clause_pages
from app.comparing.words import moved_from
from app.current import database, now
from app.domain.ballot_forms import Filled, answers, filled, filled_as, problems
from app.domain.errors import DomainError
from app.domain.terms import terms
from app.limits import limit_writing
from app.login import come_back_here, demand_sign_in
from app.services import voting
from app.services.ballot_box import as_round
from app.services.booth import Booth, booth_for, own_booth, own_slips
from app.services.rounds import find_round
from app.services.voting import Said
from app.uploads import takes
from app.wording.ballots import before_name, rule_name

MOST_BYTES = 4 * 1024 * 1024  # of many clauses there is much to say, and Arabic takes its room

blueprint = Blueprint("ballots", __name__, url_prefix="/documents/<key>/rounds/<int:number>")
blueprint.before_request(demand_sign_in)


@blueprint.get("/ballot")
def show(key: str, number: int) -> str:
    """The text and the ballot, as it was cast last; who cannot vote reads why."""
    booth = _own(key, number)
    form = filled_as(booth.slips[0].ballot) if booth.slips else Filled()
    return _form(booth, form)


@blueprint.post("/ballot")
@limit_writing
@takes(MOST_BYTES, MOST_BYTES)
def cast(key: str, number: int) -> ResponseReturnValue:
    """Cast it; or show it again with what is wrong with it."""
    booth, form = _own(key, number), _sent()
    if booth.refusal:
        raise booth.refusal
    if wrong := _problems(booth, form):
        return _form(booth, form, wrong), HTTPStatus.UNPROCESSABLE_ENTITY
    said = Said(*answers(form, booth.sheet))
    with database().write() as session:
        voting.cast(session, current_user.person_id, key, number, said, now())
    return redirect(url_for("ballots.receipt", key=key, number=number))


@blueprint.get("/ballot/receipt")
def receipt(key: str, number: int) -> str:
    """What was recorded of the reader, the newest first."""
    with database().read() as session:
        booth = own_slips(session, current_user.person_id, key, number, now())
    said = [(slip, told(booth, slip.ballot)) for slip in booth.slips]
    return render_template(
        "ballots/receipt.html", booth=booth, said=said, passages=booth.round.version.passages
    )


@blueprint.get("/ballot/paper")
def paper(key: str, number: int) -> str:
    """A ballot that can be printed and filled in by hand."""
    with database().read() as session:
        row, access = find_round(session, current_user.person_id, key, number)
    clauses, _ = clause_pages(None, row.version.markdown)
    asked = terms(as_round(row))
    return render_template(
        "ballots/paper.html",
        round=row, document=access.document, clauses=clauses, terms=asked, rule=rule_name(asked),
    )  # fmt: skip


@blueprint.get("/oral/<int:voter>")
def oral(key: str, number: int, voter: int) -> str:
    """The same form, for what a voter says aloud."""
    return _form(_of(key, number, voter), Filled(), is_own=False)


@blueprint.post("/oral/<int:voter>")
@limit_writing
@takes(MOST_BYTES, MOST_BYTES)
def cast_oral(key: str, number: int, voter: int) -> ResponseReturnValue:
    """Write down what the voter says."""
    booth, form = _of(key, number, voter), _sent()
    if booth.refusal:
        raise booth.refusal
    if wrong := _problems(booth, form):
        return _form(booth, form, wrong, is_own=False), HTTPStatus.UNPROCESSABLE_ENTITY
    said, person_id = Said(*answers(form, booth.sheet)), current_user.person_id
    with database().write() as session:
        ballot = voting.cast_orally(session, person_id, key, number, voter, said, now())
    flash(gettext("The vote of %(name)s is written down.", name=f"\u2068{ballot.voter.name}\u2069"))
    return redirect(url_for("ballots.oral", key=key, number=number, voter=voter))


@blueprint.errorhandler(DomainError)
def keep_refused(error: DomainError) -> ResponseReturnValue:
    """A rule said no: nothing that was typed is lost with it."""
    if request.method != "POST":
        return errors.answer_domain_error(error)
    return _kept(errors.sentence_of(error)), errors.status_of(error)


@blueprint.errorhandler(CSRFError)
def keep_stale(_error: CSRFError) -> ResponseReturnValue:
    """The page was stale, or the browser has forgotten its session."""
    if current_user.is_authenticated:
        return _kept(errors.stale_sentence()), HTTPStatus.BAD_REQUEST
    return _kept_signed_out(), HTTPStatus.BAD_REQUEST


@blueprint.errorhandler(HTTPException)
def keep_unsent(error: HTTPException) -> ResponseReturnValue:
    """The session has ended, or too much was sent in a minute."""
    if request.method == "POST" and error.code == HTTPStatus.UNAUTHORIZED:
        return _kept_signed_out(), HTTPStatus.UNAUTHORIZED
    if request.method == "POST" and error.code == HTTPStatus.TOO_MANY_REQUESTS:
        wait = gettext("This could not be sent. Please wait a minute, then try again.")
        return _kept(wait), HTTPStatus.TOO_MANY_REQUESTS
    return errors.answer_http_error(error)


def _own(key: str, number: int) -> Booth:
    with database().read() as session:
        return own_booth(session, current_user.person_id, key, number, now())


def _of(key: str, number: int, voter: int) -> Booth:
    with database().read() as session:
        return booth_for(session, current_user.person_id, key, number, voter, now())


def _sent() -> Filled:
    return filled(request.form.items(multi=True))


def _problems(booth: Booth, form: Filled) -> dict[int | None, str]:
    found = problems(form, booth.sheet)
    return {place: errors.sentence_of(one) for place, one in found.items()}


def _form(
    booth: Booth, form: Filled, wrong: dict[int | None, str] | None = None, *, is_own: bool = True
) -> str:
    page = ballot_page(booth, form, wrong or {}, is_own=is_own)
    refusal = errors.sentence_of(booth.refusal) if booth.refusal else ""
    return render_template(
        "ballots/ballot.html",
        page=page, booth=booth, is_own=is_own, refusal=refusal, rule=rule_name(page.terms),
        passages=booth.round.version.passages, clause_name=clause_name, before_name=before_name,
        moved_from=moved_from,
    )  # fmt: skip


def _kept(sentence: str) -> str:
    """The words that were typed, to be copied: the form itself is no longer there."""
    return render_template("ballots/kept.html", sentence=sentence, form=_sent())


def _kept_signed_out() -> str:
    come_back_here()
    return _kept(gettext("You are not signed in any more: nothing was sent."))
