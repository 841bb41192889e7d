"""The one ordered writer of a document in this process: queue, flush, answer, publish."""

import logging
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

from sqlalchemy.exc import IntegrityError, SQLAlchemyError
from sqlalchemy.orm import Session

from app.notices import Appended
from realtime import long_tail, metrics, people
from realtime.attendee import Attendee
from realtime.audience import Audience, Publish
from realtime.batch import Written, write
from realtime.channel import Surroundings
from realtime.errors import Refused
from realtime.limits import MAX_IDS_A_DOCUMENT, NEW_IDS_A_DAY
from realtime.memory import let_go
from realtime.owners import Owners
from realtime.queue import Pending, Queue
from realtime.shared_text import SharedText

logger = logging.getLogger(__name__)


class Writer:
    """Owns the text of an open document: nobody else changes it, or reads it half-changed."""

    def __init__(
        self,
        document_id: int,
        surroundings: Surroundings,
        publish: Publish,
        ask_to_rejoin: Callable[[], None],
    ) -> None:
        self.document_id = document_id
        self.owners = Owners()
        self._around = surroundings
        self._audience = Audience(publish, ask_to_rejoin)
        self._text: SharedText | None = None
        self._queue = Queue()
        self._behind = False  # another process wrote what was not read yet
        self._draining = False
        self._mutex = threading.Lock()  # for the queue: held for an instant, never while waiting
        self._writing = threading.Lock()  # for the text: held over database statements

    @property
    def busy(self) -> bool:
        """Whether something waits to be written, or to be read."""
        return self._draining

    @property
    def waiting(self) -> int:
        """How many updates wait for a flush."""
        return len(self._queue)

    def receive(self, sender: Attendee, update: bytes) -> int:
        """Take one update in; returns its seq once it is committed.

        Enqueues before anything can yield, so that what one sender sends stays in order. Raises
        Refused with the error of the wire.
        """
        pending = Pending(sender, update)
        with self._mutex:
            self._queue.put(pending)
        self._wake()
        return pending.wait()

    def catch_up(self, seq: int, generation: int | None = None) -> None:
        """The log reached `seq`, in that generation when it is known: read what is not here yet.

        Returns at once; everyone here is told what was read.
        """
        text = self._text
        if text and seq <= text.head.seq and generation in (None, text.head.generation):
            return
        self._behind = True
        self._wake()

    @contextmanager
    def current(self) -> Iterator[tuple[Session, SharedText]]:
        """The text as of now, in a transaction of which the caller's claims become a part."""
        missed: Sequence[bytes] = ()
        with self._writing:
            try:
                with self._around.database.write() as session:
                    # Kept at once: also who is refused has made us read what others committed.
                    self._text, missed = self._loaded(session).caught_up(session)
                    yield session, self._text
            except Refused:
                raise
            except BaseException:
                self._text = None
                raise
            finally:
                if self._text is not None:
                    self._audience.tell(self._text.head, missed)

    def claim(self, session: Session, client_ids: Sequence[int], person_id: int) -> None:
        """Bind ids nobody has to the person; raises Refused("forged") when somebody just took one.

        Refused("busy") when that would be more than one person, or one document, may have.
        Only inside `current()`; should its transaction fail, the next one starts from the log.
        """
        now = self._around.now()
        since = now - timedelta(days=1)
        claimed, lately = people.claimed(session, self.document_id, person_id, since)
        if claimed + len(client_ids) > MAX_IDS_A_DOCUMENT:
            raise Refused("busy")
        if lately + len(client_ids) > NEW_IDS_A_DAY:
            raise Refused("busy")
        try:
            people.claim(session, self.document_id, client_ids, person_id, now)
        except IntegrityError:
            self._text = None
            raise Refused("forged") from None
        self.owners.add(client_ids, person_id)

    def learn(self, session: Session, client_ids: Iterable[int]) -> None:
        """Know whose `client_ids` are also where another process let their person in."""
        new = [client_id for client_id in client_ids if client_id not in self.owners]
        if new:
            for client_id, person_id in people.owners_of(session, self.document_id, new).items():
                self.owners.add([client_id], person_id)

    def compare(self, clocks: Mapping[int, int], digest: str) -> bool | None:
        """Whether a browser at `clocks` shows our text; None when it stands elsewhere."""
        with self._writing:
            text = self._text
            if text is None or dict(clocks) != dict(text.clocks):
                return None
            return digest == text.hash

    def fold_long_tail(self) -> None:
        """Make a snapshot when many rows lie beyond the last. Never fails."""
        if not long_tail.is_long(self._text):
            return
        with long_tail.failing_unheard(self.document_id):
            with self._writing:
                text = self._text
                if text is None or not long_tail.is_long(text):
                    return
                self._text = replace(text, tail=0)
                live = text.hash
            long_tail.shorten(text, live, self._around)

    def close(self) -> None:
        """Let go of the text, now that nobody is here; who comes after all has it loaded again."""
        self.fold_long_tail()
        with self._writing:
            units = self._text.written if self._text else 0
            self._text = None  # at once: this writer and its room hold each other, and may stay
        let_go(units)

    def _loaded(self, session: Session, *, lock: bool = True) -> SharedText:
        if self._text is None:
            self._text = SharedText.load(session, self.document_id, lock=lock)
            self.owners = Owners(people.owners_of(session, self.document_id))
            metrics.reloads.inc()
        return self._text

    def _wake(self) -> None:
        with self._mutex:
            idle, self._draining = not self._draining, True
        if idle:
            self._around.spawn(self._drain)

    def _drain(self) -> None:
        """Flush, or read on, at once; then once per window until nothing waits."""
        while True:
            with self._writing:
                with self._mutex:
                    batch, behind = self._queue.take(), self._behind
                    self._behind = False
                if batch:  # a flush reads on by itself
                    self._flush_safely(batch)
                elif behind:
                    self._read_on()
            self.fold_long_tail()
            with self._mutex:
                if not self._queue and not self._behind:
                    self._draining = False
                    return
            self._around.sleep(self._around.window())

    def _read_on(self) -> None:
        """Take in what other processes appended, and tell everyone here."""
        try:
            with self._around.database.read() as session:
                text, missed = self._loaded(session, lock=False).caught_up(session, lock=False)
            self._text = text
            self._audience.tell(text.head, missed)
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException:  # pycrdt panics with a BaseException
            logger.exception("document %s: what others wrote was not read", self.document_id)
            self._text = None

    def _flush_safely(self, batch: Sequence[Pending]) -> None:
        """Whatever else fails, such as the way out to the browsers, the next batch has its turn."""
        try:
            self._flush(batch)
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException:
            logger.exception("document %s: a flush could not be told", self.document_id)
            self._fail([pending for pending in batch if not pending.done.is_set()], "busy")

    def _flush(self, batch: Sequence[Pending]) -> None:
        """Write the batch and answer its senders; whatever happens, each gets an answer."""
        try:
            with metrics.flush_seconds.time(), self._around.database.write() as session:
                written = self._write(session, batch)
        except Refused as refusal:
            self._fail(batch, refusal.code)
        except (SQLAlchemyError, OSError):
            logger.exception("document %s: the log could not be written", self.document_id)
            self._fail(batch, "busy")
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException:  # pycrdt panics with a BaseException
            logger.exception("document %s: a flush failed; reloading", self.document_id)
            self._isolate(batch)
        else:
            self._settle(written)

    def _write(self, session: Session, batch: Sequence[Pending]) -> Written:
        text, missed = self._loaded(session).caught_up(session)
        return write(session, text, missed, batch, self.owners, self._around.now())

    def _settle(self, written: Written) -> None:
        """After the commit: answer the senders, then tell everyone else, in one message."""
        self._text = written.text
        first = written.text.head.seq - len(written.accepted) + 1
        for seq, pending in enumerate(written.accepted, first):
            pending.settle(seq=seq)
        for pending, code in written.refused.items():
            pending.settle(error=code)
        updates = [*written.missed, *(entry.payload for entry in written.entries)]
        senders = {pending.sender.connection for pending in written.accepted}
        only = senders.pop() if len(senders) == 1 and not written.missed else None
        if written.entries:
            self._around.ring(Appended(self.document_id, written.text.head.seq))
        self._audience.tell(written.text.head, updates, only)

    def _fail(self, batch: Sequence[Pending], code: str) -> None:
        self._text = None
        for pending in batch:
            pending.settle(error=code)

    def _isolate(self, batch: Sequence[Pending]) -> None:
        """Something in the batch cannot be applied: try one by one, so that only it is refused."""
        if len(batch) == 1:
            self._fail(batch, "malformed")
            self._audience.ask_to_rejoin()
            return
        self._text = None
        for pending in batch:
            self._flush([pending])
