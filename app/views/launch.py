"""The presentation of a published text for the event at which it is launched; for everybody."""

from flask import Blueprint, render_template

from app.browser_words import browser_words
from app.current import database
from app.services.launches import launch_of
from app.wording.agreement import agreement_sentence

blueprint = Blueprint("launch", __name__, url_prefix="/charters/<key>")


@blueprint.get("/launch")
def show(key: str) -> str:
    """The newest edition, slide by slide; one long page where no script runs."""
    with database().read() as session:
        launch = launch_of(session, key)
    return render_template(
        "launch/launch.html",
        launch=launch,
        edition=launch.edition,
        agreement=agreement_sentence(launch.edition, launch.outcome),
        signatories=launch.signature_pages,
        words=browser_words(),
    )
