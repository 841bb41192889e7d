"""Who is signed in: a session kept on the server, named by a token in a signed cookie."""

from datetime import datetime
from http import HTTPStatus

from flask import Flask, abort, request, session, url_for
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user

from app import languages
from app.config import Settings
from app.current import database, now
from app.models import SignInSession
from app.services import sign_in

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
        self.time_zone = found.person.time_zone

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
    with database().read() as reading:
        found = sign_in.find_session(reading, token, now())
        return SignedIn(token, found) if found else None


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
    session.clear()
    session.permanent = True
    login_user(SignedIn(token, found))


def forget_session() -> None:
    """Sign this browser out; the session on the server is ended by whoever calls."""
    logout_user()
    session.clear()
