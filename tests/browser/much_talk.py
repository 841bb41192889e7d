"""Hundreds of remarks beside the charter, as if people had spoken of it for weeks."""

from datetime import UTC, datetime

from pycrdt import write_var_uint

from app.domain.quotes import quote_of
from app.domain.threads import Scope
from app.models import Document, Update
from app.services.documents import text_of
from app.services.threads import Remark, open_thread, reply
from tests.live_server import LiveServer

WORDS = 12  # characters of each quote
CONTEXT = 32


def first_text(server: LiveServer) -> tuple[str, int]:
    """The charter before anybody typed, and the client id under which all of it was written."""
    with server.database.read() as session:
        document = session.query(Document).filter_by(key=server.document_key()).one()
        first = session.get_one(Update, (document.id, 1))
        return text_of(session, document), first.client_ids[0]


def talk_all_over(server: LiveServer, count: int, text: str, client_id: int) -> None:
    """Remarks all over the first text, each with an answer, anchored as a browser would do it."""
    now, key = datetime.now(UTC), server.document_key()
    ingrid, nour = (
        server.membership(f"{name}@example.org").person_id for name in ("ingrid", "nour")
    )
    with server.database.write() as session:
        for number in range(count):
            start = number * (len(text) - WORDS) // count
            end = start + WORDS
            remark = Remark(
                Scope.WORDS, f"What does this mean, at number {number}?",
                quote_of(text, start, end, CONTEXT),
                _position(client_id, text[:start], 0), _position(client_id, text[: end - 1], -1),
            )  # fmt: skip
            thread = open_thread(session, ingrid, key, remark, now)
            reply(session, nour, thread.key, "We spoke of it at the second meeting.", now)


def _position(client_id: int, before: str, side: int) -> bytes:
    """What Yjs encodes for the character behind `before`. side: 0 or -1, where one looks from."""
    clock = len(before.encode("utf-16-le")) // 2
    return b"\0" + write_var_uint(client_id) + write_var_uint(clock) + bytes([0x41 if side else 0])
