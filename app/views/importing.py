"""Bringing a file into a document: first what it would change, then doing it."""

from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from app.comparing.redlining import redline_in_time
from app.comparing.words import moved_from, spoken, summary
from app.current import database, now
from app.domain.errors import ConflictError, InvalidError
from app.errors import status_of
from app.importing import Imported, markdown_from, read_file
from app.importing.limits import MAX_FILE_BYTES, MIB
from app.limits import IMPORTING, limit_writing, limiter
from app.login import demand_sign_in
from app.previews import opened, sealed
from app.rendering.redline import View
from app.services import importing
from app.services.importing import Seen
from app.uploads import takes
from realtime.limits import MAX_TEXT_BYTES

# Around a file: the other fields. A text in a field grows: percent signs, or signed and in base64.
FILE_FORM_BYTES = MAX_FILE_BYTES + 3 * MAX_TEXT_BYTES
TEXT_FORM_BYTES = 3 * MAX_TEXT_BYTES

blueprint = Blueprint("importing", __name__, url_prefix="/documents/<key>/import")
blueprint.before_request(demand_sign_in)


@blueprint.get("")
def show(key: str) -> str:
    """The form that takes a file, or its words."""
    return _form(key)


@blueprint.post("/preview")
@limiter.limit(IMPORTING)
@takes(FILE_FORM_BYTES, TEXT_FORM_BYTES)
def preview(key: str) -> ResponseReturnValue:
    """What the file would change."""
    with database().read() as session:
        importing.find_writable(session, current_user.person_id, key)
    try:
        imported = _imported()  # takes its time: not while a connection waits for it
    except (InvalidError, ConflictError) as error:
        return _form(key, mistake=gettext(error.sentence)), status_of(error)
    with database().read() as session:
        plan = importing.plan(session, current_user.person_id, key, imported.markdown)
    return _preview(plan, imported.left_out)


@blueprint.post("")
@limit_writing
@takes(TEXT_FORM_BYTES, TEXT_FORM_BYTES)
def create(key: str) -> ResponseReturnValue:
    """Bring it in as it was shown; when others wrote in the same lines, show it anew."""
    seen = opened(request.form.get("seen", ""), current_user.person_id, key)
    changes = _since(key, seen).changes(seen)
    with database().write() as session:
        before = importing.bring_in(session, current_user.person_id, key, seen, changes, now())
    if before is None:
        plan = _since(key, seen).plan(seen)
        return _preview(plan, {}, is_anew=True), HTTPStatus.CONFLICT
    flash(
        gettext(
            "The file is in the text. What stood there until now is kept as version %(number)d: "
            "bring that back to undo it.",
            number=before.number,
        )
    )
    return redirect(url_for("history.show", key=key))


def _since(key: str, seen: Seen) -> importing.Since:
    with database().read() as session:
        return importing.since(session, current_user.person_id, key, seen)


def _imported() -> Imported:
    file = request.files.get("file")
    if file and file.filename:
        with file.stream as stream:  # a large one stands on the disk
            return read_file(file.filename, stream.read())
    words = request.form.get("words", "")
    if not words.strip():
        raise InvalidError("Choose a file, or paste its words.")
    return markdown_from(words.encode())


def _form(key: str, mistake: str = "") -> str:
    with database().read() as session:
        access = importing.find_writable(session, current_user.person_id, key)
    return render_template(
        "importing/form.html",
        document=access.document,
        mistake=mistake,
        most_megabytes=MAX_FILE_BYTES // MIB,
    )


def _preview(plan: importing.Plan, left_out: dict[str, int], *, is_anew: bool = False) -> str:
    document = plan.access.document
    sections = redline_in_time(plan.before, plan.after, View.INLINE, spoken())
    return render_template(
        "importing/preview.html",
        document=document,
        is_same=plan.before == plan.after,
        sections=sections,
        summary=summary(sections),
        moved_from=moved_from,
        names=[gettext("Now"), gettext("As in the file")],
        left_out=left_out,
        is_anew=is_anew,
        seen=sealed(plan.seen, current_user.person_id, document.key),
    )
