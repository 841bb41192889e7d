"""The documents: the page on which one is written, and the page on which it is only read."""

from flask import Blueprint, render_template
from flask_login import current_user

from app.browser_words import browser_words
from app.current import database
from app.domain.lifecycle import State, can_edit
from app.login import demand_sign_in
from app.rendering import outline
from app.services.documents import find_document, text_of

blueprint = Blueprint("documents", __name__, url_prefix="/documents")
blueprint.before_request(demand_sign_in)


@blueprint.get("/<key>")
def show(key: str) -> str:
    """The live page: the text as it is now, taken over by the editor as soon as it runs."""
    with database().read() as session:
        access = find_document(session, current_user.person_id, key)
        text = text_of(session, access.document)
    return render_template(
        "documents/live.html",
        access=access,
        document=access.document,
        text=text,
        headings=outline(text),
        can_edit=can_edit(access.role, access.document.state),
        states=State,
        words=browser_words(),
    )


@blueprint.get("/<key>/reading")
def read(key: str) -> str:
    """The text as a finished page that needs no scripts and prints well."""
    with database().read() as session:
        document = find_document(session, current_user.person_id, key).document
        text = text_of(session, document)
    return render_template(
        "documents/reading.html", document=document, text=text, headings=outline(text)
    )
