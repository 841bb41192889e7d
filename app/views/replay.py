"""The replay of a document: its text growing from the first word to the newest."""

from flask import Blueprint, render_template
from flask_login import current_user

from app.browser_words import browser_words
from app.current import database
from app.domain.lifecycle import can_edit
from app.login import demand_sign_in
from app.services.documents import find_document
from app.services.versions import versions_of

blueprint = Blueprint("replay", __name__, url_prefix="/documents/<key>")
blueprint.before_request(demand_sign_in)


@blueprint.get("/replay")
def show(key: str) -> str:
    """The page on which a script shows it; the versions are places to go to."""
    with database().read() as session:
        access = find_document(session, current_user.person_id, key)
        versions = versions_of(session, access.document.id)
    return render_template(
        "replay/replay.html",
        document=access.document,
        versions=versions,
        may_restore=can_edit(access.role, access.document.state),
        words=browser_words(),
    )
