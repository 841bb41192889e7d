"""The documents: the page on which one is written, and the page on which it is only read."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_login import current_user
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from app.current import database, now
from app.domain.lifecycle import State, can_edit
from app.login import demand_sign_in
from app.models import Document
from app.rendering import outline
from app.services.calls import calls_to
from app.services.documents import find_document, text_of
from app.services.publishing import published_among
from app.services.renaming import rename_document
from app.services.visits import note_visit

blueprint = Blueprint("documents", __name__, url_prefix="/documents")
blueprint.before_request(demand_sign_in)


@blueprint.get("/<key>")
def show(key: str) -> str:
    """The live page: the text as it is now, taken over by the editor as soon as it runs."""
    with database().read() as session:
        access = find_document(session, current_user.person_id, key)
        text = text_of(session, access.document)
        standing = _standing(session, access.document)
    with database().write() as session:
        note_visit(session, current_user.person_id, key, now())
    return render_template(
        "documents/live.html",
        access=access,
        document=access.document,
        text=text,
        headings=outline(text),
        can_edit=can_edit(access.role, access.document.state),
        states=State,
        **standing,
    )


@blueprint.get("/<key>/reading")
def read(key: str) -> str:
    """The text as a finished page that needs no scripts and prints well."""
    with database().read() as session:
        document = find_document(session, current_user.person_id, key).document
        text = text_of(session, document)
        standing = _standing(session, document)
    return render_template(
        "documents/reading.html",
        document=document,
        text=text,
        headings=outline(text),
        **standing,
    )


@blueprint.post("/<key>/title")
def rename(key: str) -> Response:
    """Call the document what the form says."""
    with database().write() as session:
        document = rename_document(
            session, current_user.person_id, key, request.form.get("title", "")
        )
    flash(gettext("The new name is saved."))
    return redirect(url_for("groups.show_names", key=document.group.key))


def _standing(session: Session, document: Document) -> dict[str, Any]:
    """Whether a vote of who reads is asked, and whether an edition is there for everybody."""
    return {
        "call": calls_to(session, current_user.person_id, now()).get(document.id),
        "is_published": bool(published_among(session, [document])),
    }
