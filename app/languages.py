"""The languages of the interface, and which of them a request is answered in."""

from flask import request, session
from flask_babel import get_locale, refresh
from flask_login import current_user

LANGUAGES = {"en": "English", "es": "Español", "fr": "Français", "ar": "العربية"}
_PUBLIC = ("published",)


def choose_language() -> str:
    """What the person chose, else what this browser was set to here, else what it asks for."""
    chosen = current_user.chosen_language if current_user.is_authenticated else ""
    return in_address() or chosen or chosen_here() or _asked_for()


def in_address() -> str:
    """The language that the address of a public page names, or "".

    Who reads such a page is given no cookie, so it remembers no choice: its links say it.
    """
    named = request.args.get("language", "") if request.blueprint in _PUBLIC else ""
    return named if named in LANGUAGES else ""


def chosen_here() -> str:
    """The language somebody chose in this browser before they signed in, or ""."""
    return str(session.get("language", ""))


def switch_to(chosen: str) -> None:
    """Speak at once what the signed-in person has just chosen; "" is what their browser asks."""
    session.pop("language", None)  # what this browser was set to before
    current_user.chosen_language = chosen
    refresh()


def language() -> str:
    """The language of this answer, as HTML's `lang` wants it."""
    return str(get_locale())


def direction() -> str:
    """Which way the language of this answer runs: ltr or rtl."""
    locale = get_locale()
    return locale.text_direction if locale else "ltr"


def _asked_for() -> str:
    """The first language the browser lists that we speak, whatever its region."""
    for tag, quality in request.accept_languages:
        language = str(tag).split("-")[0].lower()
        if quality > 0 and language in LANGUAGES:
            return language
    return "en"
