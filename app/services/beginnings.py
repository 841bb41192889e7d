"""Documents that begin: from a starting text, once, however often their form is sent."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import starters
from app.database import wait_for_others
from app.domain.errors import ConflictError, InvalidError
from app.domain.keys import demand_key
from app.domain.starters import Starter
from app.domain.titles import title_from
from app.models import Document, Group, Person, Update
from app.services.directory import find_facilitator
from app.services.documents import write_document


@dataclass(frozen=True)
class Beginning:
    """What a document begins with, in which language, and what it is called."""

    starter: Starter
    language: str
    title: str


def beginning_from(starter: str, language: str, typed_title: str) -> Beginning:
    """What a form asks for. Raises InvalidError when it cannot be right.

    Without a title, or with one that was offered in whatever language, a document has the title
    of its starter in its own language.
    """
    if starter not in set(Starter):
        raise InvalidError("There is no such starting text.")
    starters.demand_language(language)
    begins, title = Starter(starter), typed_title.strip()
    if not title or title in starters.titles_of(begins):
        title = starters.title_of(begins, language)
    return Beginning(begins, language, title_from(title))


def begin_document(
    session: Session,
    group: Group,
    author: Person,
    beginning: Beginning,
    now: datetime,
    *,
    key: str = "",
) -> Document:
    """A draft in the group, in the name of `author`. key: for its address, when there is one."""
    text = starters.text_of(beginning.starter, beginning.language, group.name)
    return write_document(session, group, beginning.title, author, text, now, key=key)


def add_document(
    session: Session,
    person_id: int,
    group_key: str,
    key: str,
    beginning: Beginning,
    now: datetime,
) -> Document:
    """A new draft under the `key` that its form was given; a form that comes again makes none.

    Raises as `find_facilitator`, InvalidError, and ConflictError when somebody else used the key.
    """
    demand_key(key)
    wait_for_others(session)
    own = find_facilitator(session, person_id, group_key)
    begun = session.scalar(select(Document).where(Document.key == key))
    if begun is None:
        return begin_document(session, own.group, own.person, beginning, now, key=key)
    if begun.group_id != own.group_id or _author_id(session, begun) != person_id:
        raise ConflictError("This form was used already. Load its page again, then try once more.")
    return begun


def _author_id(session: Session, document: Document) -> int | None:
    """Who gave the document its first text."""
    return session.scalar(
        select(Update.author_id)
        .where(Update.document_id == document.id)
        .order_by(Update.seq)
        .limit(1)
    )
