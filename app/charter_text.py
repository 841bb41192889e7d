"""A frozen text as its page shows it: its title, its body, its headings, and what it says first."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from app.exporting.directions import LTR, prevailing
from app.models import Version
from app.rendering import Heading, outline, render
from app.shelf import Shelf

ROOM_CHARACTERS = 16 * 1024 * 1024
MOST_SAID_CHARACTERS = 200
DEEPEST_HEADING = 3  # in the contents

_PARAGRAPH = re.compile(r"<p\b[^>]*>(.*?)</p>", re.DOTALL)
_SENTENCE = re.compile(r".*?[.!?؟。](?=\s|$)")


@dataclass(frozen=True)
class CharterText:
    """title: HTML of the heading with which the text begins, "" when it begins otherwise.

    headings: those that its contents list. first_words: its first sentence, as plain text.
    direction: which way most of it runs.
    """

    title: Markup
    body: Markup
    headings: Sequence[Heading]
    first_words: str
    direction: str


_texts: Shelf[CharterText] = Shelf(ROOM_CHARACTERS, lambda made: len(made.body))


def text_of(version: Version) -> CharterText:
    """The text of a version, which never changes."""
    return _texts.get(version.sha256, lambda: _text(version.markdown))


def _text(markdown: str) -> CharterText:
    html = render(markdown)
    title, body = Markup(), html
    if html.startswith("<h1 "):
        head, end, rest = html.partition("</h1>")
        title, body = head + end, rest
    headings = outline(markdown)[1 if title else 0 :]
    listed = [one for one in headings if one.level <= DEEPEST_HEADING]
    direction = prevailing(markdown) or LTR
    return CharterText(title, body, listed, _first_words(body), direction)


def _first_words(body: Markup) -> str:
    paragraph = _PARAGRAPH.search(body)
    words = str(Markup(paragraph[1]).striptags()) if paragraph else ""  # noqa: S704 (only its words)
    sentence = _SENTENCE.match(words)
    said = sentence[0] if sentence else words
    return said if len(said) <= MOST_SAID_CHARACTERS else f"{said[:MOST_SAID_CHARACTERS]}…"
