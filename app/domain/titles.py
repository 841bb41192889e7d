"""What a group or a document is called."""

from app.domain.errors import InvalidError

MAX_TITLE_CHARACTERS = 200  # what the columns of the database hold


def title_from(typed: str) -> str:
    """The name that somebody typed, in one line. Raises InvalidError when there is none."""
    title = " ".join(typed.split())
    if not any(letter.isprintable() and letter != " " for letter in title):
        raise InvalidError("A group and a document need a name. Go back and write one.")
    if len(title) > MAX_TITLE_CHARACTERS:
        raise InvalidError("This name is too long. Go back and shorten it.")
    return title
