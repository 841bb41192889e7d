"""Threads as one person may see and use them: with who is who, what is new, what they may do."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain import remarks
from app.domain import threads as rules
from app.domain.lifecycle import can_edit
from app.domain.markup import as_read
from app.domain.overwritten import now_between
from app.domain.quotes import Quote, quote_of
from app.domain.roles import Action, may
from app.domain.threads import MAX_CONTEXT_CHARACTERS, Act, Outcome, Status
from app.domain.word_changes import Piece, word_changes
from app.models import Comment, Document, Mention, Objection, Person, Thread
from app.services.documents import Access, find_document, text_of
from app.services.talk import find_thread, find_thread_of, threads_of, with_comments
from app.services.visits import news_in
from realtime.people import PublicPerson, public_people


@dataclass(frozen=True)
class Marks:
    """What the margin of a text shows of its threads, for one person.

    new, calling: ids of the threads with news for them, and of those that call them by name.
    speakers: who said or did something in each, by its id. people: how they are seen.
    """

    access: Access
    person_id: int
    threads: Sequence[Thread]
    new: Collection[int]
    calling: Collection[int]
    speakers: Mapping[int, Collection[Person]]
    people: Mapping[int, PublicPerson]

    @property
    def may_comment(self) -> bool:
        return may(self.access.role, Action.COMMENT)

    @property
    def may_accept(self) -> bool:
        return can_edit(self.access.role, self.access.document.state)


@dataclass(frozen=True)
class Cards(Marks):
    """All that is said in some threads. there: of each that is stale, what stands now in the place
    of its words, where that can be told. objections: of each that began with one in a vote, the
    key of that.
    """

    there: Mapping[int, Quote]
    objections: Mapping[int, str]

    def may_close(self, thread: Thread) -> bool:
        return rules.may_close(self.access.role, thread.author_id == self.person_id)

    def may_change(self, comment: Comment) -> bool:
        """Whether the remark can be put in other words, or taken back."""
        is_theirs = comment.author_id == self.person_id and comment.act is Act.REMARK
        return self.may_comment and is_theirs and comment.deleted_at is None

    def may_reopen(self, thread: Thread) -> bool:
        return (
            self.may_close(thread)
            and thread.status is Status.CLOSED
            and thread.outcome is not Outcome.ACCEPTED
        )


def marks_of(session: Session, person_id: int, key: str, keys: Sequence[str]) -> Marks:
    """The threads of the document, or those that `keys` name. Raises as `find_document`."""
    access = find_document(session, person_id, key)
    threads = threads_of(session, access.document)
    wanted = [one for one in threads if not keys or one.key in keys]
    return Marks(
        access,
        person_id,
        wanted,
        *_notable(session, person_id, access.document),
        *_heard(session, access.document, wanted),
    )


def cards_of(session: Session, person_id: int, key: str, keys: Sequence[str]) -> Cards:
    """Those threads of the document that `keys` name, in their order. Raises as `find_document`."""
    access = find_document(session, person_id, key)
    found = {one.key: one for one in with_comments(session, access.document, keys)}
    threads = [found[one] for one in dict.fromkeys(keys) if one in found]
    return Cards(
        access,
        person_id,
        threads,
        *_notable(session, person_id, access.document),
        *_heard(session, access.document, threads),
        there=_there(session, access.document, threads),
        objections=_objections(session, threads),
    )


def card_of(session: Session, person_id: int, key: str) -> Cards:
    """The one thread that `key` names. Raises as `find_thread`."""
    thread, access = find_thread(session, person_id, key)
    return cards_of(session, person_id, access.document.key, [thread.key])


def card_of_comment(session: Session, person_id: int, key: str) -> Cards:
    """The one thread in which the comment `key` names was made. Raises as `find_thread`."""
    thread = find_thread_of(session, person_id, key)
    return cards_of(session, person_id, thread.document.key, [thread.key])


def readable(thread: Thread) -> tuple[str, str]:
    """The words quoted and those proposed, without markup unless that alone is what changes."""
    quote, proposed = as_read(thread.quote), as_read(thread.replacement or "")
    if thread.is_proposal and quote == proposed:
        return thread.quote, thread.replacement or ""
    return quote, proposed


def changes_of(thread: Thread) -> list[Piece]:
    """The words quoted, and what the thread proposes to make of them."""
    return word_changes(*readable(thread))


def pieces_of(comment: Comment) -> list[remarks.Piece]:
    """What was said, with the names of whom it calls apart."""
    names = {one.person_id: one.person.name for one in comment.mentions}
    return remarks.pieces(comment.words, names)


def _notable(session: Session, person_id: int, document: Document) -> tuple[set[int], set[int]]:
    calling = session.scalars(
        select(Comment.thread_id)
        .join(Comment.thread)
        .join(Comment.mentions)
        .where(Thread.document_id == document.id, Mention.person_id == person_id)
    )
    return news_in(session, person_id, document), set(calling)


def _heard(
    session: Session, document: Document, threads: Sequence[Thread]
) -> tuple[Mapping[int, Collection[Person]], Mapping[int, PublicPerson]]:
    """The `speakers` and `people` of `Marks`."""
    rows = session.execute(
        select(Comment.thread_id, Person)
        .join(Comment.author)
        .where(Comment.thread_id.in_([one.id for one in threads]))
        .distinct()
    )
    speakers: dict[int, set[Person]] = {one.id: {one.author} for one in threads}
    for thread_id, person in rows:
        speakers[thread_id].add(person)
    everybody = {one.id for several in speakers.values() for one in several}
    return speakers, public_people(session, document.id, everybody)


def _there(session: Session, document: Document, threads: Sequence[Thread]) -> dict[int, Quote]:
    stale = [one for one in threads if one.status is Status.STALE]
    text = text_of(session, document) if stale else ""
    found = {one.id: now_between(text, one.where) for one in stale}
    return {
        thread_id: quote_of(text, *place, MAX_CONTEXT_CHARACTERS)
        for thread_id, place in found.items()
        if place and place[0] < place[1]
    }


def _objections(session: Session, threads: Sequence[Thread]) -> dict[int, str]:
    found = session.execute(
        select(Objection.thread_id, Objection.key).where(
            Objection.thread_id.in_([one.id for one in threads])
        )
    )
    return {thread_id: key for thread_id, key in found if thread_id is not None}
