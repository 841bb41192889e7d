"""One review link, for who was given it: looking at it changes nothing, its button does."""

from http import HTTPStatus

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app.current import database, now
from app.domain.introductions import Introduction
from app.languages import chosen_here
from app.limits import INTRODUCING, SIGNING_IN, limiter
from app.login import come_back_here, start_session
from app.services.guests import come_in, find_offer

blueprint = Blueprint("review", __name__)


@blueprint.get("/review/<token>")
@limiter.limit(SIGNING_IN)
def show(token: str) -> ResponseReturnValue:
    """Which document, of whom, and who asks for a review. Mail scanners may open this."""
    return _page(token, Introduction("", ""), tried=False)


@blueprint.post("/review/<token>")
@limiter.limit(INTRODUCING)
def use(token: str) -> ResponseReturnValue:
    """Become a guest of the document, and sign this browser in unless somebody is already."""
    at, signed_in = now(), _signed_in()
    name, email = (" ".join(request.form.get(field, "").split()) for field in ("name", "email"))
    introduction = Introduction(name, email, chosen_here())
    if introduction.problems and signed_in is None:
        return _page(token, introduction, tried=True)
    with database().write() as session:
        arrival = come_in(session, token, signed_in, introduction, at)
    if arrival.session_token:
        start_session(arrival.session_token, at)
    return redirect(url_for("documents.show", key=arrival.document.key))


def _page(token: str, said: Introduction, *, tried: bool) -> ResponseReturnValue:
    with database().read() as session:
        offer = find_offer(session, token, _signed_in())
    if offer.reads_already:
        return redirect(url_for("documents.show", key=offer.link.document.key))
    if _signed_in() is None:
        come_back_here()
    problems = said.problems if tried else {}
    page = render_template(
        "review/review.html", link=offer.link, token=token, said=said, problems=problems
    )
    return page, HTTPStatus.UNPROCESSABLE_ENTITY if problems else HTTPStatus.OK


def _signed_in() -> int | None:
    return current_user.person_id if current_user.is_authenticated else None
