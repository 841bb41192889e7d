"""Updates that are written at once: each is judged on its own, all become rows together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.domain.lifecycle import State, can_edit
from app.domain.roles import Role
from realtime import gate, log, rights
from realtime.attendee import Attendee
from realtime.errors import Refused
from realtime.limits import MAX_TEXT_BYTES
from realtime.log import Entry, Head
from realtime.owners import Owners
from realtime.queue import Pending
from realtime.shared_text import SharedText, without_known


@dataclass(frozen=True)
class Written:
    """What became of a batch, in the order in which it came.

    missed: rows of other processes. entries: the new rows, one for each of `accepted`.
    """

    accepted: Sequence[Pending]
    refused: Mapping[Pending, str]
    missed: Sequence[bytes]
    entries: Sequence[Entry]
    text: SharedText


def write(
    session: Session,
    text: SharedText,
    missed: Sequence[bytes],
    batch: Sequence[Pending],
    owners: Owners,
    now: datetime,
) -> Written:
    """Append what may be appended of `batch` to the log, and apply it to `text`.

    text: caught up inside this transaction.
    """
    sign_ins = {pending.sender.visitor.sign_in_id for pending in batch}
    roles = rights.roles_of_writers(session, text.document_id, sign_ins, now)
    before, clocks = text.head, text.clocks
    text.measure(sum(len(pending.update) for pending in batch))
    accepted: list[Pending] = []
    refused: dict[Pending, str] = {}
    entries: list[Entry] = []
    for pending in batch:
        sender = pending.sender
        try:
            _refuse_without_right(roles.get(sender.visitor.sign_in_id), sender, before)
            own = owners.ids_of(sender.visitor.person_id)
            passed = gate.judge(pending.update, clocks, own, text.pairs, text.rivals)
            _refuse_excess(text, passed)
        except Refused as refusal:
            refused[pending] = refusal.code
            continue
        new = without_known(pending.update, clocks) if passed.repeats else pending.update
        entries.append(Entry(sender.visitor.person_id, list(passed.writers), new))
        accepted.append(pending)
        text.take_in(passed.contents)
        clocks = passed.clocks
    if entries:
        text = text.applied([entry.payload for entry in entries], clocks)
        log.append(session, text.document_id, before, entries, now)
    return Written(accepted, refused, missed, entries, text)


def _refuse_without_right(role: Role | None, sender: Attendee, head: Head) -> None:
    if not can_edit(role, State.DRAFTING):
        raise Refused("forbidden")
    if sender.generation != head.generation:
        raise Refused("stale_generation")
    if head.state is not State.DRAFTING:
        raise Refused("frozen")


def _refuse_excess(text: SharedText, passed: gate.Passed) -> None:
    if passed.added and text.size.at_most + passed.added > MAX_TEXT_BYTES:
        raise Refused("too_large")
