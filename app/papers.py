"""A text as a paper to take along: what we say on it, in the language of who does."""

from datetime import datetime

from flask_babel import gettext

from app.domain.threads import Status
from app.domain.versions import sha256_of
from app.exporting.paper import Paper, Remark, Saying, Words
from app.labels import moment_name, person_name
from app.languages import direction, language
from app.models import Comment, Document, Edition, Thread, Version
from app.services.agenda import Place, WholeAgenda
from app.services.cards import readable
from app.wording.editions import day

Remarks = tuple[Remark, ...] | None


def paper_of_version(version: Version, remarks: Remarks) -> Paper:
    """The text as it was kept."""
    edition = gettext("Version %(number)d", number=version.number)
    if version.name:
        edition = f"{edition}: {version.name}"
    return _paper(version.document, version.markdown, edition, version.at, remarks)


def paper_of_now(document: Document, text: str, at: datetime, remarks: Remarks) -> Paper:
    """The text as it stands, at this moment."""
    return _paper(document, text, gettext("Text as it stood on that day"), at, remarks)


def paper_of_edition(edition: Edition) -> Paper:
    """The text as it was frozen. It is the same for everybody who reads the same language."""
    return Paper(
        title=edition.title,
        group=edition.document.group.name,
        markdown=edition.version.markdown,
        language=language(),
        edition=gettext("Edition %(number)d", number=edition.number),
        at=edition.frozen_at,
        when=day(edition.frozen_at),
        sha256=edition.version.sha256,
        words=_words(),
    )


def remarks_in(agenda: WholeAgenda) -> tuple[Remark, ...]:
    """What is still open about a text, in its order."""
    return tuple(
        _remark(agenda, place, thread)
        for place, thread in agenda.placed
        if thread.status is not Status.CLOSED
    )


def _paper(document: Document, text: str, edition: str, at: datetime, remarks: Remarks) -> Paper:
    return Paper(
        title=document.title,
        group=document.group.name,
        markdown=text,
        language=language(),
        edition=edition,
        at=at,
        when=moment_name(at),
        sha256=sha256_of(text),
        words=_words(),
        remarks=remarks,
    )


def _words() -> Words:
    return Words(
        direction=direction(),
        page=gettext("Page {page} of {pages}"),
        remarks=gettext("Open comments"),
        no_remarks=gettext("Nothing is open."),
        proposed=gettext("Proposed words:"),
    )


def _remark(agenda: WholeAgenda, place: Place, thread: Thread) -> Remark:
    quote, proposed = readable(thread)
    where = gettext("The whole text") if place.is_whole_text else " / ".join(place.path)
    return Remark(
        where=where or gettext("Before the first heading"),
        quote=quote,
        proposed=proposed if thread.is_proposal else None,
        said=tuple(_saying(agenda, one) for one in thread.comments if one.words)
        or (Saying(_who(agenda, thread), moment_name(thread.created_at), ""),),
    )


def _saying(agenda: WholeAgenda, comment: Comment) -> Saying:
    return Saying(_who(agenda, comment), moment_name(comment.at), comment.words)


def _who(agenda: WholeAgenda, said: Comment | Thread) -> str:
    organisation = agenda.people[said.author_id]["organisation"]
    name = person_name(said.author)
    return f"{name}, {organisation}" if organisation else name
