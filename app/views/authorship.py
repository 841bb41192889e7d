"""Who wrote what of a text, and when: for scripts of its pages, and as a page of its own."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app.current import database, now
from app.domain.errors import InvalidError
from app.labels import public
from app.limits import limit_remembering
from app.login import demand_sign_in
from app.models import Document
from app.services.authorship import frames_of, moments_of
from app.services.clause_shares import shares_of
from app.services.documents import find_document
from realtime.steps import Step

blueprint = Blueprint("authorship", __name__, url_prefix="/documents/<key>")
blueprint.before_request(demand_sign_in)


@blueprint.get("/moments")
@limit_remembering
def show_moments(key: str) -> ResponseReturnValue:
    """When the characters of each client id were written, and by whom."""
    moments = moments_of(database(), _document(key), now())
    people = {client: public(person) for client, person in moments.people.items()}
    return jsonify(seq=moments.seq, clients=moments.clients, people=people)


@blueprint.get("/frames")
@limit_remembering
def show_frames(key: str) -> ResponseReturnValue:
    """The text as it stood, and the steps that were taken next."""
    frames = frames_of(database(), _document(key), _place(), now())
    people = list(frames.people)
    answer = {
        "from": frames.after,
        "text": frames.text,
        "people": [public(frames.people[one]) for one in people],
        "steps": [_as_json(step, people) for step in frames.steps],
        "next": frames.next,
        "head": frames.head,
    }
    return jsonify(answer)


@blueprint.get("/contributions")
@limit_remembering
def show(key: str) -> str:
    """By whom the text is as it stands, clause by clause and in all."""
    document = _document(key)
    shares = shares_of(database(), document, now())
    return render_template("authorship/contributions.html", document=document, shares=shares)


def _document(key: str) -> Document:
    with database().read() as session:
        return find_document(session, current_user.person_id, key).document


def _place() -> int:
    try:
        return int(request.args.get("from", "0"))
    except ValueError as error:
        raise InvalidError("This could not be understood. Load the page again.") from error


def _as_json(step: Step, people: Sequence[int]) -> list[Any]:
    return [step.seq, int(step.at.timestamp()), people.index(step.person_id), step.splices]
