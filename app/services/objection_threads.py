"""Where people talk about an objection: a thread like any other, on the clause it is about."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.domain.ballots import Answer, Ballot
from app.domain.quotes import quote_of
from app.domain.threads import MAX_CONTEXT_CHARACTERS, MAX_QUOTE_CHARACTERS, Scope, Status
from app.models import Round, Thread
from app.services.comments import note, said
from app.services.proposals import NUL


def open_objection_thread(
    session: Session, row: Round, ballot: Ballot, clause: int | None, answer: Answer, now: datetime
) -> Thread:
    """A thread that begins with the objection, and with what would resolve it."""
    text = row.version.markdown
    place = _heading(text, row.version.passages[clause].start) if clause is not None else (0, 0)
    quote = quote_of(text, *place, MAX_CONTEXT_CHARACTERS)
    path = row.version.passages[clause].path if clause is not None else ()
    is_clause = bool(quote.exact) and NUL not in quote.exact
    thread = Thread(
        document=row.document,
        author_id=ballot.cast_by,
        created_at=now,
        changed_at=now,
        scope=Scope.CLAUSE if is_clause else Scope.TEXT,
        quote=quote.exact if is_clause else "",
        prefix=quote.prefix.rpartition(NUL)[2] if is_clause else "",
        suffix=quote.suffix.partition(NUL)[0] if is_clause else "",
        clause="\n".join(path),
        seq=row.version.seq,
        replacement=None,
        status=Status.OPEN,
    )
    session.add(thread)
    words = f"{answer.reason.strip()}\n\n→ {answer.remedy.strip()}"
    note(session, thread, said(ballot.cast_by, words, now))
    return thread


def _heading(text: str, start: int) -> tuple[int, int]:
    """Where the words of the heading are with which a clause begins, or else its first line."""
    line = text[start:].split("\n", 1)[0][:MAX_QUOTE_CHARACTERS]
    words = line.strip(" \t\r#")
    begin = start + (line.index(words) if words else 0)
    return begin, begin + len(words)
