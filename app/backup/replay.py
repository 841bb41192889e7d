"""What a log says the text was: its rows alone, one after the other, as nobody can change them."""

from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.versions import sha256_of
from app.models import Document, Update, Version
from realtime.text_edits import new_doc, text_in

ROWS_AT_ONCE = 1_000


class Proof(NamedTuple):
    """Of one document: the SHA-256 of its text, and by number of its text at each version's place
    in the log. None where the rows cannot be replayed."""

    key: str
    head: int
    sha256: str | None
    versions: dict[str, str | None]


class Replay:
    """A text that grows row by row."""

    def __init__(self) -> None:
        self._doc = new_doc()
        self._is_broken = False

    def add(self, payload: bytes) -> None:
        """The next row's update."""
        if self._is_broken:
            return
        try:
            self._doc.apply_update(payload)
        except KeyboardInterrupt:
            raise
        except BaseException:  # pycrdt panics with a BaseException
            self._is_broken = True

    @property
    def text(self) -> str | None:
        """What the rows make; None when one of them could not be applied."""
        return None if self._is_broken else text_in(self._doc)

    @property
    def sha256(self) -> str | None:
        return None if self.text is None else sha256_of(self.text)


def proof_of(session: Session, document: Document) -> Proof:
    """What the log of the document says, all of it read."""
    seqs = _versions_of(session, document.id)
    wanted = set(seqs.values())
    replay, at = Replay(), dict[int, str | None]({0: sha256_of("")})
    for seq, payload in payloads_of(session, document.id):
        replay.add(payload)
        if seq in wanted:
            at[seq] = replay.sha256
    versions = {str(number): at.get(seq) for number, seq in seqs.items()}
    return Proof(document.key, document.head, replay.sha256, versions)


def payloads_of(session: Session, document_id: int) -> Iterator[tuple[int, bytes]]:
    """The (seq, payload) of every row, in order, a few at a time."""
    query = (
        select(Update.seq, Update.payload)
        .where(Update.document_id == document_id)
        .order_by(Update.seq)
        .execution_options(yield_per=ROWS_AT_ONCE)
    )
    for row in session.execute(query):
        yield row.seq, row.payload


def _versions_of(session: Session, document_id: int) -> dict[int, int]:
    """Number -> seq."""
    query = select(Version.number, Version.seq).where(Version.document_id == document_id)
    rows = session.execute(query.order_by(Version.number)).all()
    return {row.number: row.seq for row in rows}
