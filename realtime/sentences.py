"""What a refused person reads: one sentence an error, with what they can do."""

from functools import lru_cache

from flask import Flask
from flask_babel import force_locale, lazy_gettext

SENTENCES = {
    "malformed": lazy_gettext(
        "The server could not read this change. Your words are kept on this page: copy them, "
        "then load the page again."
    ),
    "too_large": lazy_gettext(
        "This change is too large to send at once. Paste the text in smaller parts."
    ),
    "gap": lazy_gettext("Something is missing on the way here. The page fetches it now."),
    "forged": lazy_gettext(
        "This change carries another person's mark, so it was not taken. Load the page again."
    ),
    "frozen": lazy_gettext(
        "This text is closed for editing. What you typed last is kept on this page: copy it."
    ),
    "forbidden": lazy_gettext(
        "You cannot do this here. You may have been signed out, or your role has changed."
    ),
    "stale_generation": lazy_gettext(
        "This text was restored from a backup, so these words were not merged into it."
    ),
    "busy": lazy_gettext("The server is busy. Your words are kept and will be sent again."),
}


@lru_cache(maxsize=256)  # an app context a refusal would make refusing dearer than serving
def sentence_for(app: Flask, code: str, locale: str) -> str:
    """The sentence for the error `code`, in the language of the reader."""
    with app.app_context(), force_locale(locale):
        return str(SENTENCES[code])
