"""What people say about the charter of the tests, as their browsers would send it."""

from datetime import datetime

from app.database import Database
from app.domain.quotes import Quote
from app.domain.threads import Scope
from app.models import Document, Person, Thread
from app.services.threads import Remark, open_thread
from tests.conftest import NOW

EACH_OTHER = Quote("each other", "We learn from **", "**.\n")
PURPOSE = Quote("## Purpose", "# Our charter\n\n", "\n\nWe learn from **")
GONE = Quote("words that are gone", "there once stood ", ", and nobody minds")
NOWHERE = Quote("", "", "")

ON_WORDS = {
    "scope": "words",
    "exact": EACH_OTHER.exact,
    "prefix": EACH_OTHER.prefix,
    "suffix": EACH_OTHER.suffix,
    "start": "AAEC",
    "end": "AAED",
}


def on_words(
    words: str = "Why?", replacement: str | None = None, quote: Quote = EACH_OTHER
) -> Remark:
    return Remark(Scope.WORDS, words, quote, b"\0\1\2", b"\0\1\3", replacement)


def on_clause(words: str = "Unclear") -> Remark:
    return Remark(Scope.CLAUSE, words, PURPOSE)


def on_text(words: str = "Well done") -> Remark:
    return Remark(Scope.TEXT, words, NOWHERE)


def say(
    database: Database, who: Person, about: Document, remark: Remark, at: datetime = NOW
) -> Thread:
    """A thread that begins with `remark`."""
    with database.write() as session:
        return open_thread(session, who.id, about.key, remark, at)
