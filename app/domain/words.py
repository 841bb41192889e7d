"""Words as people write them, made alike: case, accents, spaces and points do not count."""

import unicodedata


def plain(text: str) -> str:
    """`text` reduced to its letters and figures: "E-Mail " and "email" become the same."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if letter.isalnum())
