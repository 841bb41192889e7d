"""Where the pages are put together: settings in, a Flask application out. It knows no sockets."""

from pathlib import Path

from flask import Flask
from flask_babel import Babel
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from app import (
    bundles,
    errors,
    headers,
    labels,
    languages,
    limits,
    login,
    nul,
    openid,
    time_zones,
    uploads,
)
from app.browser_words import browser_words
from app.browsers import browser_name
from app.cli import add_commands
from app.config import Settings
from app.database import Database
from app.domain.roles import may
from app.rendering import render
from app.services.cards import changes_of, pieces_of, readable
from app.views import blueprints, unsubscription
from app.wording import ballots as ballot_wording
from app.wording import objections as objection_wording

ROOT = Path(__file__).parent.parent
MAX_FORM_BYTES = 1024 * 1024


def create_app(settings: Settings) -> Flask:
    """The application that serves the pages of `settings`."""
    app = Flask(
        "app",
        root_path=str(ROOT / "app"),
        template_folder=str(ROOT / "templates"),
        # Only what was built is served; the sources beside it are nobody's business.
        static_folder=str(ROOT / "static" / "dist"),
        static_url_path="/static/dist",
    )
    app.config.update(
        SECRET_KEY=settings.secret_key,
        MAX_CONTENT_LENGTH=MAX_FORM_BYTES,
        MAX_FORM_MEMORY_SIZE=MAX_FORM_BYTES,  # a form with a file may hold as much text as another
        # A page may stay open for as long as its session lives, and a sign-in page
        # tells no referrer.
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,
    )
    if settings.secure:
        # TLS ends at a proxy of ours, which says whom it speaks for: limits count by address.
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1, x_proto=1)  # type: ignore[method-assign]
    app.extensions["settings"] = settings
    app.extensions["database"] = Database(settings.database_url)
    uploads.init_app(app)
    nul.init_app(app)
    # A mail program that unsubscribes somebody knows no mark of a page; the link is proof enough.
    CSRFProtect(app).exempt(unsubscription.blueprint)
    bundles.init_app(app)
    login.init_app(app, settings)
    openid.init_app(app, settings)
    Babel(
        app,
        locale_selector=languages.choose_language,
        timezone_selector=time_zones.choose_zone,
    )
    limits.init_app(app, settings)
    headers.init_app(app, settings)
    errors.init_app(app)
    add_commands(app)
    _give_words_to_templates(app, settings)
    for blueprint in blueprints(settings):
        app.register_blueprint(blueprint)
    return app


def _give_words_to_templates(app: Flask, settings: Settings) -> None:
    app.jinja_env.filters.update(
        address=lambda path: settings.base_url + path,
        by_name=labels.by_name,
        changes_of=changes_of,
        country_name=labels.country_name,
        initials=labels.initials,
        kind_name=labels.kind_name,
        day_name=labels.day_name,
        digest_name=labels.digest_name,
        fate_name=labels.fate_name,
        may=may,
        browser_name=browser_name,
        moment_name=labels.moment_name,
        occasion_name=labels.occasion_name,
        number_name=labels.number_name,
        objection_status_name=objection_wording.objection_status_name,
        outcome_name=labels.outcome_name,
        pieces_of=pieces_of,
        person_name=labels.person_name,
        prose=render,
        public=labels.public,
        readable=readable,
        role_name=labels.role_name,
        share_name=labels.share_name,
        stance_meaning=ballot_wording.stance_meaning,
        stance_name=ballot_wording.stance_name,
        standing_name=labels.standing_name,
        starter_name=labels.starter_name,
        state_name=labels.state_name,
        status_name=labels.status_name,
    )
    app.jinja_env.globals.update(
        browser_words=browser_words,
        bundle_url=bundles.bundle_url,
        direction=languages.direction,
        language=languages.language,
        languages=languages.LANGUAGES,
        sends_mail=settings.mail is not None,
        choose_zone=time_zones.choose_zone,
        style_nonce=headers.style_nonce,
    )
