"""What is kept about oneself: taking a copy of it, and having it deleted."""

from http import HTTPStatus
from tempfile import TemporaryFile

from flask import (
    Blueprint,
    Response,
    flash,
    redirect,
    render_template,
    request,
    send_file,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from app.current import database, now
from app.limits import EXPORTING, limiter
from app.login import demand_sign_in, forget_session
from app.services.departures import anonymise, groups_that_need
from app.services.export import export

blueprint = Blueprint("own_data", __name__, url_prefix="/account")
blueprint.before_request(demand_sign_in)


@blueprint.get("/export")
@limiter.limit(EXPORTING)
def take() -> Response:
    """Everything that is kept about the person, as one file of JSON.

    It is whole before any of it is sent: a slow line holds no transaction, and gets no half file.
    """
    file = TemporaryFile()  # noqa: SIM115  # the answer closes it, once it is sent
    with database().read() as session:
        for piece in export(session, current_user.person_id):
            file.write(piece.encode())
    file.seek(0)
    name = f"cocharter-{now():%Y-%m-%d}.json"
    return send_file(file, "application/json", as_attachment=True, download_name=name)


@blueprint.get("/deletion")
def confirm() -> str:
    """What is deleted and what stays; a button, unless a group still needs the person."""
    return _deletion()


@blueprint.post("/deletion")
def delete() -> ResponseReturnValue:
    """Take away everything that tells who the person is."""
    if request.form.get("understood") != "yes":
        return _deletion(is_unticked=True), HTTPStatus.UNPROCESSABLE_ENTITY
    with database().write() as session:
        anonymise(session, current_user.person_id, now())
    forget_session()
    flash(gettext("Your account is deleted."))
    return redirect(url_for("start.start"))


def _deletion(*, is_unticked: bool = False) -> str:
    with database().read() as session:
        needing = groups_that_need(session, current_user.person_id)
    return render_template("account/deletion.html", needing=needing, is_unticked=is_unticked)
