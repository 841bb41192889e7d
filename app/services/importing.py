"""A text that came from a file: first what it would change, then brought in as one edit."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.domain.clauses import split
from app.domain.diffs import edits
from app.domain.merging import meets, together
from app.domain.versions import Occasion, sha256_of
from app.models import Version
from app.services.documents import Access, find_document
from app.services.rewriting import demand_rewriting, lock_for_writing, rewrite, text_at
from realtime import log


@dataclass(frozen=True)
class Seen:
    """What somebody saw before they said yes.

    seq: the row of the log after which the text stood like the one with this sha256. after: what
    would stand there then.
    """

    seq: int
    sha256: str
    after: str


@dataclass(frozen=True)
class Plan:
    """What a file would make of the text `before`, which stood there after the row `seq`."""

    access: Access
    seq: int
    before: str
    after: str

    @property
    def seen(self) -> Seen:
        """What is left of it when it has been shown."""
        return Seen(self.seq, sha256_of(self.before), self.after)


def find_writable(session: Session, person_id: int, key: str) -> Access:
    """The document, if the person may bring a file into it now. Raises DomainError."""
    access = find_document(session, person_id, key)
    demand_rewriting(access.role, access.document.state)
    return access


def plan(session: Session, person_id: int, key: str, markdown: str) -> Plan:
    """What the text of a file would change. Raises DomainError."""
    access = find_writable(session, person_id, key)
    seq = access.document.head
    before = text_at(session, access, seq)
    after = _without_title(access.document.title, before, markdown)
    return Plan(access, seq, before, _ended_like(before, after))


def plan_again(session: Session, person_id: int, key: str, seen: Seen) -> Plan:
    """The same after others wrote: what they changed elsewhere stays. Raises DomainError."""
    access = find_writable(session, person_id, key)
    seq = access.document.head
    now = text_at(session, access, seq)
    then = _text_seen(session, access, seen)
    after = seen.after if then is None else together(then, seen.after, now)
    return Plan(access, seq, now, after)


def bring_in(
    session: Session, person_id: int, key: str, seen: Seen, now: datetime
) -> Version | None:
    """Do what somebody saw; returns the version that the text was until now.

    None, and nothing is done, when others have written in the same lines since, or the text they
    saw is none of this document: then what they saw is not what would happen. Raises DomainError.
    """
    access = find_writable(session, person_id, key)
    head = lock_for_writing(session, person_id, access.document)
    before = _text_seen(session, access, seen) if seen.seq <= head.seq else None
    if before is None:
        return None
    current = before if seen.seq == head.seq else log.text_of(session, access.document.id)
    if current != before and meets(before, seen.after, current):
        return None
    changes = edits(before, seen.after)
    return rewrite(session, person_id, key, seen.seq, changes, Occasion.IMPORT, now)


def _text_seen(session: Session, access: Access, seen: Seen) -> str | None:
    """The text somebody saw; None when the log has another there, as after a restored backup."""
    text = log.text_at(session, access.document.id, seen.seq)
    return text if sha256_of(text) == seen.sha256 else None


def _without_title(title: str, before: str, markdown: str) -> str:
    """A text without a title of its own goes out below that of its document: that stays out."""
    first = split(markdown)[0]
    has_title = any(clause.level == 1 for clause in split(before)[:2])
    if has_title or (first.level, first.title) != (1, title):
        return markdown
    return markdown.partition("\n")[2].lstrip("\n")


def _ended_like(before: str, markdown: str) -> str:
    """Files end with a line end, texts that are written together as it comes: nobody sees it."""
    ending = before[len(before.rstrip("\n")) :] if before.strip() else "\n"
    return markdown.rstrip("\n") + ending
