"""The documents of a group: adding one."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from app.current import database, now
from app.domain.starters import Starter
from app.limits import MAKING, limiter
from app.login import demand_sign_in
from app.models.base import new_key
from app.services.beginnings import add_document, beginning_from
from app.services.directory import find_facilitator

blueprint = Blueprint("group_documents", __name__, url_prefix="/groups/<key>/documents")
blueprint.before_request(demand_sign_in)


@blueprint.get("/new")
def show_new(key: str) -> str:
    """The form; its own key makes sure that a document is added once, however often it is sent."""
    with database().read() as session:
        group = find_facilitator(session, current_user.person_id, key).group
    return render_template(
        "group_documents/new.html", group=group, document_key=new_key(), starters=Starter
    )


@blueprint.post("")
@limiter.limit(MAKING)
def add(key: str) -> Response:
    """Add the document, and lead to its live page."""
    form = request.form
    beginning = beginning_from(
        form.get("starter", ""), form.get("language", ""), form.get("title", "")
    )
    with database().write() as session:
        document = add_document(
            session, current_user.person_id, key, form.get("key", ""), beginning, now()
        )
    return redirect(url_for("documents.show", key=document.key))
