"""Who is signed in: a session kept on the server, named by a token in a signed cookie."""

import logging
from datetime import datetime
from http import HTTPStatus

from flask import Flask, abort, request, session, url_for
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user
from sqlalchemy.exc import SQLAlchemyError

from app import languages
from app.config import Settings
from app.current import database, now
from app.models import SignInSession
from app.services import sign_in
from app.services.accounts import needs_note, note_use

logger = logging.getLogger(__name__)

MAX_BROWSER_CHARACTERS = 300  # what the column holds
_DESTINATION = "destination"


class SignedIn(UserMixin):  # type: ignore[misc]  # Flask-Login carries no types
    """The person of this request, through the session that proves it."""

    def __init__(self, token: str, found: SignInSession) -> None:
        self.token = token
        self.session_id = found.id
        self.person_id = found.person_id
        self.person_key = found.person.key
        self.name = found.person.name
        self.chosen_language = found.person.locale
        self.chosen_zone = found.person.time_zone

    @property
    def locale(self) -> str:
        """The language this request is answered in."""
        return languages.language()

    def get_id(self) -> str:
        """What Flask-Login keeps in the cookie."""
        return self.token


def init_app(app: Flask, settings: Settings) -> None:
    """Let `app` know who is signed in, and keep its cookies from other sites and from scripts."""
    app.config.update(
        SESSION_COOKIE_NAME="cocharter",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.secure,
        SESSION_REFRESH_EACH_REQUEST=False,
        PERMANENT_SESSION_LIFETIME=sign_in.SESSION_LIFE,
    )
    manager = LoginManager(app)
    manager.session_protection = None  # the session on the server decides, not the address
    manager.user_loader(load_signed_in)


def load_signed_in(token: str) -> SignedIn | None:
    """Who `token` signs in at this moment, or None when it is unknown, expired or ended."""
    at = now()
    with database().read() as reading:
        found = sign_in.find_session(reading, token, at)
    if found is None:
        return None
    if needs_note(found, _browser(), at):
        _note_use(found, at)
    return SignedIn(token, found)


def demand_sign_in() -> None:
    """Stop a request of somebody who is not signed in, and remember where they wanted to go."""
    if current_user.is_authenticated:
        return
    if request.method == "GET":
        come_back_here()
    abort(HTTPStatus.UNAUTHORIZED)


def come_back_here() -> None:
    """Lead whoever signs in next with this browser to the page they are on."""
    session[_DESTINATION] = request.path


def where_to() -> str:
    """Where a person who now signs in wanted to go: a path this application noted itself."""
    return str(session.get(_DESTINATION, url_for("start.start")))


def start_session(token: str, at: datetime) -> None:
    """Sign this browser in under `token`, a session opened just now.

    Nothing of the visitor before survives, so that nobody can plant a session in advance.
    """
    with database().read() as reading:
        found = sign_in.find_session(reading, token, at)
    if found is None:
        raise LookupError("a session that was just opened is not there")
    _note_use(found, at)
    session.clear()
    session.permanent = True
    login_user(SignedIn(token, found))


def forget_session() -> None:
    """Sign this browser out; the session on the server is ended by whoever calls."""
    logout_user()
    session.clear()


def _note_use(found: SignInSession, at: datetime) -> None:
    """Note when and by what the session is used. No page fails for that."""
    try:
        with database().write() as writing:
            note_use(writing, found.id, _browser(), at)
    except SQLAlchemyError:
        logger.exception("the use of a session could not be noted")


def _browser() -> str:
    return (request.user_agent.string or "").replace("\0", "")[:MAX_BROWSER_CHARACTERS]
