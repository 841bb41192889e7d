"""The NUL character, which no text column of PostgreSQL can hold: a request with one is refused."""

from http import HTTPStatus

from flask import Flask, abort, request

NUL = "\0"


def init_app(app: Flask) -> None:
    """Let nothing of `app` see a NUL in what people ask for or send."""
    app.before_request(refuse_nul)


def refuse_nul() -> None:
    """No page has a NUL in its address, and no browser sends one from a form."""
    if NUL in request.path:
        abort(HTTPStatus.NOT_FOUND)
    for name, value in request.values.items(multi=True):
        if NUL in name or NUL in value:
            abort(HTTPStatus.BAD_REQUEST)
