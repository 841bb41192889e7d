"""A text that came from a file: first what it would change, then brought in as one edit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.comparing.rewording import edits_in_time
from app.domain.clauses import split
from app.domain.diffs import line_edits
from app.domain.merging import meet, together
from app.domain.spans import Change
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


@dataclass(frozen=True)
class Since:
    """The text somebody saw, and the one that stands there `now`, after the row `seq`.

    then: None when the log has another where they saw it, as after a restored backup.
    """

    access: Access
    seq: int
    then: str | None
    now: str

    def changes(self, seen: Seen) -> Sequence[Change]:
        """What makes what they said yes to of what they saw. Not to be asked in a transaction."""
        return [] if self.then is None else edits_in_time(self.then, seen.after)

    def plan(self, seen: Seen) -> Plan:
        """What they want, after others wrote: what those changed elsewhere stays."""
        after = seen.after
        if self.then is not None:
            after = together(self.then, self.changes(seen), edits_in_time(self.then, self.now))
        return Plan(self.access, self.seq, self.now, after)


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


def since(session: Session, person_id: int, key: str, seen: Seen) -> Since:
    """What became of the text since somebody saw it. Raises DomainError."""
    access = find_writable(session, person_id, key)
    seq = access.document.head
    return Since(access, seq, _text_seen(session, access, seen), text_at(session, access, seq))


def bring_in(
    session: Session,
    person_id: int,
    key: str,
    seen: Seen,
    changes: Sequence[Change],
    now: datetime,
) -> Version | None:
    """Do what somebody saw; returns the version that the text was until now.

    changes: as `Since.changes` told them. None, and nothing is done, when others have written in
    the same lines since, or the text they saw is none of this document: then what they saw is not
    what would happen. Raises DomainError.
    """
    access = find_writable(session, person_id, key)
    head = lock_for_writing(session, person_id, access.document)
    before = _text_seen(session, access, seen) if seen.seq <= head.seq else None
    if before is None:
        return None
    current = before if seen.seq == head.seq else log.text_of(session, access.document.id)
    if current != before and meet(before, changes, line_edits(before, current)):
        return None
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
