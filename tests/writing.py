"""Words of the facilitator that go into a text, whatever page or wire they would come by."""

from app.domain.spans import Change
from app.domain.versions import Occasion
from app.services.rewriting import rewrite
from tests.clock import NOW
from tests.polling import Poll


def write(poll: Poll, words: str) -> None:
    """At the beginning of the text as it stands. Raises DomainError."""
    change = Change(0, 0, words)
    with poll.database.write() as session:
        author = poll.facilitator.id
        rewrite(session, author, poll.key, poll.head, [change], Occasion.RESTORE, NOW)
