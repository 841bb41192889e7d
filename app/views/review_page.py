"""Every thread of a document on one page, to walk through in a meeting; and as a table."""

import io

from flask import Blueprint, Response, render_template, request, send_file
from flask_login import current_user

from app.current import database, now
from app.login import demand_sign_in
from app.services.agenda import Sought, agenda_of, whole_agenda
from app.services.visits import note_visit
from app.thread_table import table_name, table_of

blueprint = Blueprint("review_page", __name__, url_prefix="/documents/<key>")
blueprint.before_request(demand_sign_in)


@blueprint.get("/review")
def show(key: str) -> str:
    """The threads in the order of the text: all of them, or those that the form looks for."""
    asked = request.args.get
    sought = Sought(
        asked("status", ""), asked("kind", ""), asked("clause", ""), asked("person", "")
    )
    page = request.args.get("page", 1, int)
    with database().write() as session:
        note_visit(session, current_user.person_id, key, now())
    with database().read() as session:
        agenda = agenda_of(session, current_user.person_id, key, sought, page, asked("thread", ""))
    return render_template("threads/review.html", agenda=agenda, sought=sought)


@blueprint.get("/review.csv")
def download(key: str) -> Response:
    """All of them, for a spreadsheet."""
    with database().read() as session:
        agenda = whole_agenda(session, current_user.person_id, key)
    return send_file(
        io.BytesIO(table_of(agenda)),
        mimetype="text/csv",
        as_attachment=True,
        download_name=table_name(agenda.document.title),
    )
