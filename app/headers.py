"""The headers every answer carries: what the browser may load, run, tell others and keep."""

import secrets
from datetime import timedelta
from http import HTTPStatus
from urllib.parse import urlsplit

from flask import Flask, Response, g, request

from app.config import Settings

NONCE_BYTES = 16
A_YEAR = timedelta(days=365)

_SECRET_ADDRESSES = ("sign_in", "invitation", "openid", "review")

_AS_PUBLISHED = (HTTPStatus.OK, HTTPStatus.NOT_MODIFIED)

_FIXED = {
    "X-Content-Type-Options": "nosniff",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def init_app(app: Flask, settings: Settings) -> None:
    """Add the headers to every answer of `app`."""

    @app.after_request
    def add_headers(response: Response) -> Response:
        response.headers.update(_FIXED)
        response.headers["Content-Security-Policy"] = _content_security_policy(settings)
        response.headers["Referrer-Policy"] = _referrer_policy()
        response.headers["Cache-Control"] = _cache_control(response)
        if request.endpoint == "published.card":
            # Whoever shows a link to a charter shows its picture on a page of theirs.
            response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        if settings.secure:
            seconds = int(A_YEAR.total_seconds())
            response.headers["Strict-Transport-Security"] = f"max-age={seconds}"
        return response


def style_nonce() -> str:
    """The one-time word that lets the editor add its own styles to this answer's page."""
    if "style_nonce" not in g:
        g.style_nonce = secrets.token_urlsafe(NONCE_BYTES)
    return str(g.style_nonce)


def _content_security_policy(settings: Settings) -> str:
    address = urlsplit(settings.base_url)
    # Older Safari does not count WebSockets of the own host as 'self'.
    socket = f"{'wss' if settings.secure else 'ws'}://{address.netloc}"
    return "; ".join(
        (
            "default-src 'self'",
            "script-src 'self'",
            f"style-src 'self' 'nonce-{style_nonce()}'",
            "img-src 'self' data:",
            "font-src 'self'",
            f"connect-src 'self' {socket}",
            "object-src 'none'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
            "form-action 'self'",
        )
    )


def _referrer_policy() -> str:
    """A link that lets somebody in is a secret: the next page must not be told of it."""
    return "no-referrer" if request.blueprint in _SECRET_ADDRESSES else "same-origin"


def _cache_control(response: Response) -> str:
    """Bundles are addressed by content; pages must not stay behind on a shared computer.

    What was published may, but is asked for again: somebody may sign it, or take that back.
    """
    if request.blueprint == "published" and response.status_code in _AS_PUBLISHED:
        return "public, no-cache"
    if request.endpoint != "static":
        return "no-store"
    if "v" in request.args or request.path.startswith("/static/dist/fonts/"):
        return f"public, max-age={int(A_YEAR.total_seconds())}, immutable"
    return "no-cache"
