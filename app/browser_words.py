"""The words of the browser code in the reader's language; keys as in `static/src/words.ts`."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _

WORDS = {
    "editorLabel": _("Text of the document"),
    "findLabel": _("Find in the text"),
    "saved": _("Saved"),
    "saving": _("Saving…"),
    "hereNow": _("Here now"),
}


def browser_words() -> Mapping[str, str | Mapping[str, str]]:
    """Key -> sentence, or plural category -> sentence where a number decides."""
    return {key: str(word) for key, word in WORDS.items()}
