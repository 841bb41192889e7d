"""The language of the interface: kept with the person, or in this browser before sign-in."""

from flask import Blueprint, redirect, request, session
from flask_login import current_user
from werkzeug.wrappers import Response

from app.current import database
from app.domain.errors import InvalidError
from app.languages import LANGUAGES
from app.services.people import keep_language
from app.views.addresses import local_path

blueprint = Blueprint("language", __name__)


@blueprint.post("/language")
def choose() -> Response:
    """Keep the language the form names, and go back to the page it was on."""
    language = request.form.get("language", "")
    if language not in LANGUAGES:
        raise InvalidError("This language is not available.")
    session["language"] = language
    if current_user.is_authenticated:
        with database().write() as writing:
            keep_language(writing, current_user.person_id, language)
    return redirect(local_path(request.form.get("back", "")))
