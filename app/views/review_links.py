"""The review links of a document, for the facilitators of its group: who came, making, ending."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_login import current_user
from werkzeug.wrappers import Response

from app.current import database, now
from app.login import demand_sign_in
from app.services.review_links import end_link, links_of, make_link

blueprint = Blueprint("review_links", __name__)
blueprint.before_request(demand_sign_in)


@blueprint.get("/documents/<key>/review-links")
def show(key: str) -> str:
    """Every link with who came by it, and the form that makes one more."""
    with database().read() as session:
        document, links = links_of(session, current_user.person_id, key)
    return render_template("review_links/list.html", document=document, links=links)


@blueprint.post("/documents/<key>/review-links")
def create(key: str) -> str:
    """A new link, shown this once."""
    label = request.form.get("label", "")
    with database().write() as session:
        made = make_link(session, current_user.person_id, key, label, now())
    return render_template("review_links/link.html", link=made.link, token=made.token)


@blueprint.post("/review-links/<link>/ending")
def end(link: str) -> Response:
    """End a link for everybody who came by it."""
    with database().write() as session:
        ended = end_link(session, current_user.person_id, link, now())
    flash(gettext("The link is ended. Nobody reads by it any more: %(label)s", label=ended.label))
    return redirect(url_for("review_links.show", key=ended.document.key))
