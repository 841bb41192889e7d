"""What is kept about oneself: taking a copy of it, and having it deleted."""

from collections.abc import Iterator

from flask import (
    Blueprint,
    Response,
    redirect,
    render_template,
    request,
    stream_with_context,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app.current import database, now
from app.domain.errors import InvalidError
from app.limits import EXPORTING, limiter
from app.login import demand_sign_in, forget_session
from app.services.departures import anonymise, groups_that_need
from app.services.export import export

blueprint = Blueprint("own_data", __name__, url_prefix="/account")
blueprint.before_request(demand_sign_in)


@blueprint.get("/export")
@limiter.limit(EXPORTING)
def take() -> Response:
    """Everything that is kept about the person, as one file of JSON, sent as it is read."""
    person_id = current_user.person_id

    def pieces() -> Iterator[str]:
        with database().read() as session:
            yield from export(session, person_id)

    name = f"cocharter-{now():%Y-%m-%d}.json"
    answer = Response(stream_with_context(pieces()), mimetype="application/json")
    answer.headers["Content-Disposition"] = f"attachment; filename={name}"
    return answer


@blueprint.get("/deletion")
def confirm() -> str:
    """What is deleted and what stays; a button, unless a group still needs the person."""
    with database().read() as session:
        needing = groups_that_need(session, current_user.person_id)
    return render_template("account/deletion.html", needing=needing)


@blueprint.post("/deletion")
def delete() -> ResponseReturnValue:
    """Take away everything that tells who the person is."""
    if request.form.get("understood") != "yes":
        raise InvalidError("Tick the box first, so that this does not happen by mistake.")
    with database().write() as session:
        anonymise(session, current_user.person_id, now())
    forget_session()
    return redirect(url_for("start.start"))
