"""Whatever goes wrong, as a page for people or a JSON problem for programs: in one place."""

from http import HTTPStatus

from flask import Flask, current_app, jsonify, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from werkzeug.exceptions import HTTPException, InternalServerError

from app.domain.errors import (
    ConflictError,
    DomainError,
    ForbiddenError,
    InvalidError,
    LaterError,
    NotFoundError,
    SignInError,
)
from app.uploads import takes_files

_STATUS: dict[type[DomainError], HTTPStatus] = {
    SignInError: HTTPStatus.UNAUTHORIZED,
    NotFoundError: HTTPStatus.NOT_FOUND,
    ForbiddenError: HTTPStatus.FORBIDDEN,
    ConflictError: HTTPStatus.CONFLICT,
    InvalidError: HTTPStatus.UNPROCESSABLE_ENTITY,
    LaterError: HTTPStatus.SERVICE_UNAVAILABLE,
}

_TITLES = {
    HTTPStatus.UNAUTHORIZED: _("You are not signed in"),
    HTTPStatus.FORBIDDEN: _("This is not yours to do"),
    HTTPStatus.NOT_FOUND: _("Nothing here"),
    HTTPStatus.CONFLICT: _("That is no longer possible"),
    HTTPStatus.UNPROCESSABLE_ENTITY: _("Something is not right"),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: _("That is too much at once"),
    HTTPStatus.TOO_MANY_REQUESTS: _("Too many requests"),
    HTTPStatus.SERVICE_UNAVAILABLE: _("Not just yet"),
    HTTPStatus.BAD_GATEWAY: _("Signing in does not work right now"),
}

_MEND_BY_SIGNING_IN = (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN)

_SENTENCES = {
    HTTPStatus.UNAUTHORIZED: _("To see this page, sign in first. Then you are led to it."),
    HTTPStatus.NOT_FOUND: _("There is no such page, or it is not shared with you."),
    HTTPStatus.TOO_MANY_REQUESTS: _("Please wait some minutes, then try again."),
    HTTPStatus.BAD_GATEWAY: _(
        "The service you sign in with does not answer as it should. Please try again in a few "
        "minutes, or come in by a personal link: your facilitator can send you one."
    ),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: _(
        "What you sent is larger than one megabyte. Go back and send it in smaller parts."
    ),
}


def init_app(app: Flask) -> None:
    """Answer errors of `app` in the reader's language."""
    app.register_error_handler(DomainError, answer_domain_error)
    app.register_error_handler(CSRFError, answer_csrf_error)
    app.register_error_handler(HTTPException, answer_http_error)
    app.register_error_handler(HTTPStatus.INTERNAL_SERVER_ERROR, answer_failure)


def answer_domain_error(error: DomainError) -> ResponseReturnValue:
    """A rule said no: its sentence, translated."""
    return _answer(status_of(error), sentence_of(error))


def sentence_of(error: DomainError) -> str:
    """What the rule said, in the reader's language."""
    # Names run their own way within a sentence: an error is plain text, and has no <bdi>.
    values = {key: f"\u2068{value}\u2069" for key, value in error.values.items()}
    return str(gettext(error.sentence, **values))


def status_of(error: DomainError) -> HTTPStatus:
    """How an answer says that a rule said no."""
    return _STATUS[type(error)]


def answer_csrf_error(_error: CSRFError) -> ResponseReturnValue:
    """A form came without its mark: its page is stale, or this browser refuses cookies."""
    return _answer(HTTPStatus.BAD_REQUEST, stale_sentence())


def stale_sentence() -> str:
    """Why a form without its mark was refused."""
    return str(
        gettext(
            "This page has been open for too long, or your browser does not keep cookies. "
            "Load it again, then try once more."
        )
    )


def answer_http_error(error: HTTPException) -> ResponseReturnValue:
    """What Flask or Werkzeug refused, in our words."""
    if error.code is None or error.code < HTTPStatus.BAD_REQUEST:
        return error
    status = HTTPStatus(error.code)
    sentence = _SENTENCES.get(status) or gettext("This request could not be understood.")
    if status is HTTPStatus.REQUEST_ENTITY_TOO_LARGE and takes_files():
        sentence = gettext(
            "This file is larger than sixteen megabytes. Take the pictures out of it, or bring it "
            "in in smaller parts."
        )
    return _answer(status, str(sentence))


def answer_failure(error: InternalServerError) -> ResponseReturnValue:
    """We failed. The page needs nothing that may be what failed: no database, no language.

    503 when the database is away, for a while as a rule; else 500.
    """
    away = isinstance(
        error.original_exception, OperationalError | InterfaceError | PoolTimeoutError
    )
    status = HTTPStatus.SERVICE_UNAVAILABLE if away else HTTPStatus.INTERNAL_SERVER_ERROR
    # Not render_template: it would ask who is signed in.
    return current_app.jinja_env.get_template("errors/failure.html").render(), status


def wants_fragment() -> bool:
    """Whether a script asks for the part of its page that has changed, and not for a whole one."""
    return "X-Fragment" in request.headers


def _answer(status: HTTPStatus, sentence: str) -> ResponseReturnValue:
    if wants_fragment():
        return render_template("errors/fragment.html", sentence=sentence), status
    title = str(_TITLES.get(status) or gettext("That did not work"))
    if _wants_page():
        needs_sign_in = status in _MEND_BY_SIGNING_IN and not current_user.is_authenticated
        page = render_template(
            "errors/error.html", title=title, sentence=sentence, needs_sign_in=needs_sign_in
        )
        return page, status
    problem = jsonify(type="about:blank", title=title, status=status, detail=sentence)
    problem.content_type = "application/problem+json"
    return make_response(problem, status)


def _wants_page() -> bool:
    accepted = request.accept_mimetypes
    return accepted["text/html"] >= accepted["application/json"]
