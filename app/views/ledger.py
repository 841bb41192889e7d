"""The ledger of a document: everything that was done, in the words of people, and its seals."""

from flask import Blueprint, render_template, request
from flask_login import current_user

from app.current import database
from app.domain.acts import Kind
from app.domain.ledger import Flaw
from app.domain.memberships import Change
from app.domain.objections import ObjectionState
from app.domain.outcomes import Result
from app.login import demand_sign_in
from app.services.chronicle import chronicle_of

MAX_PAGE = 1_000_000  # what comes after it no database could count to

blueprint = Blueprint("ledger", __name__, url_prefix="/documents/<key>/ledger")
blueprint.before_request(demand_sign_in)


@blueprint.get("")
def show(key: str) -> str:
    """For whoever may read the document, the newest first."""
    page = min(max(1, request.args.get("page", 1, type=int)), MAX_PAGE)
    with database().read() as session:
        chronicle = chronicle_of(session, current_user.person_id, key, page)
    return render_template(
        "ledger/ledger.html", chronicle=chronicle, page=page, kinds=Kind, flaws=Flaw,
        changes=Change, states=ObjectionState, results=Result,
    )  # fmt: skip
