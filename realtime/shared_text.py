"""The text of one open document in memory, always equal to a replay of its log."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from pycrdt import Doc, Text, get_update, merge_updates
from sqlalchemy.orm import Session

from realtime import log, metrics
from realtime.contents import Contents, read
from realtime.encoding import decode_state_vector, encode_state_vector
from realtime.limits import MAX_TEXT_BYTES
from realtime.log import Head
from realtime.pairs import Pairs
from realtime.rivals import Rivals
from realtime.size import Size
from realtime.skimming import skim
from realtime.text_edits import text_in

MERGE_AT_ONCE = 64  # merging is super-linear in the number of updates


class StateDiffers(Exception):  # noqa: N818 - says what happened
    """After an update the document is not where the gate predicted."""


@dataclass(frozen=True)
class SharedText:
    """A loaded document. Whoever changes `doc` and fails must throw all of this away.

    clocks: client id -> units known of it; the state vector of `doc`. pairs: its characters of
    two units. rivals: its runs by place. size: how long it may be by now.
    tail: how many rows lie beyond the newest snapshot, or the last attempt to make one.
    """

    document_id: int
    doc: Doc[Text]
    clocks: Mapping[int, int]
    pairs: Pairs
    rivals: Rivals
    size: Size
    head: Head
    tail: int

    @classmethod
    def load(cls, session: Session, document_id: int, *, lock: bool = True) -> "SharedText":
        """A replay of the log; raises Refused("forbidden") when there is no such document."""
        head = log.head_of(session, document_id, lock=lock)
        doc, _, tail = log.load(session, document_id)
        clocks = decode_state_vector(doc.get_state())
        pairs, rivals, known = Pairs(), Rivals(), skim(doc.get_update())
        pairs.add(known)
        rivals.add(known)
        return cls(document_id, doc, clocks, pairs, rivals, Size(text_in(doc)), head, tail)

    def caught_up(
        self, session: Session, *, lock: bool = True
    ) -> tuple["SharedText", Sequence[bytes]]:
        """This text with every row that others committed, and those rows' updates.

        With `lock` nobody else appends until the transaction ends: what follows is appended next.
        """
        head = log.head_of(session, self.document_id, lock=lock)
        if head.generation != self.head.generation:
            return SharedText.load(session, self.document_id, lock=lock), ()
        if head.seq == self.head.seq:
            return replace(self, head=head), ()
        missed = [row[1] for row in log.read_since(session, self.document_id, self.head.seq)]
        for update in missed:
            self.doc.apply_update(update)
            self.take_in(_all_of(update))
        metrics.missed_rows.inc(len(missed))
        clocks = decode_state_vector(self.doc.get_state())
        return replace(self, clocks=clocks, head=head, tail=self.tail + len(missed)), missed

    def take_in(self, contents: Contents) -> None:
        """Know what `contents`, which `doc` holds or is about to, brings with it."""
        self.pairs.add(contents)
        self.rivals.add(contents)
        self.size.add(contents)

    def measure(self, coming: int) -> None:
        """Count the text when `coming` more bytes might be too many; `doc` must hold all of it."""
        if self.size.at_most + coming > MAX_TEXT_BYTES:
            self.size.count(self.markdown)

    def applied(self, updates: Iterable[bytes], clocks: Mapping[int, int]) -> "SharedText":
        """This text after `updates`, which the gate said lead to `clocks`, one row each."""
        count = 0
        for count, update in enumerate(updates, 1):  # noqa: B007 - the last count is kept
            self.doc.apply_update(update)
        if decode_state_vector(self.doc.get_state()) != clocks:
            raise StateDiffers(f"document {self.document_id} after seq {self.head.seq}")
        head = replace(self.head, seq=self.head.seq + count)
        return replace(self, clocks=clocks, head=head, tail=self.tail + count)

    def since(self, clocks: Mapping[int, int]) -> bytes:
        """All that somebody who stands at `clocks` lacks, with every deletion.

        pycrdt trusts a state vector; so it gets one of our own making, within what exists and
        between whole characters.
        """
        known = {}
        for client in clocks.keys() & self.clocks.keys():
            clock = min(clocks[client], self.clocks[client])
            known[client] = clock - self.pairs.split_at(client, clock)
        return self.doc.get_update(encode_state_vector(known))

    @property
    def written(self) -> int:
        """How many units were ever written: what all that is done with the whole costs grows so."""
        return sum(self.clocks.values())

    @property
    def state_vector(self) -> bytes:
        return encode_state_vector(self.clocks)

    @property
    def hash(self) -> str:
        """SHA-256 of the text in UTF-8, in hex."""
        return hashlib.sha256(self.markdown.encode()).hexdigest()

    @property
    def markdown(self) -> str:
        return text_in(self.doc)


def _all_of(update: bytes) -> Contents:
    """`update` is one of ours: nothing bounds it but its own length."""
    return read(update, len(update), len(update))


def without_known(update: bytes, clocks: Mapping[int, int]) -> bytes:
    """`update` without the text that somebody who stands at `clocks` knows.

    Repeated text may lie: a document ignores it, but `merged` takes the longest run it finds.
    """
    return get_update(update, encode_state_vector(clocks))


def merged(updates: Sequence[bytes]) -> bytes:
    """One update that says what all of `updates` (at least one) say."""
    while len(updates) > 1:
        updates = [
            merge_updates(*updates[start : start + MERGE_AT_ONCE])
            for start in range(0, len(updates), MERGE_AT_ONCE)
        ]
    return updates[0]
