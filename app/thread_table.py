"""The threads of a document as a table that a spreadsheet opens, in the reader's language."""

import csv
import io
from collections.abc import Iterator

from flask_babel import gettext

from app.domain.sheets import inert
from app.domain.threads import Act, Status
from app.file_names import file_name
from app.labels import moment_name, name_told_apart, outcome_name, status_name
from app.models import Comment, Person, Thread
from app.services.agenda import Place, WholeAgenda
from app.services.cards import readable

BYTE_ORDER_MARK = "\ufeff"  # by which Excel knows UTF-8


def table_of(agenda: WholeAgenda) -> bytes:
    """A row a thread, below the names of the columns."""
    sheet = io.StringIO()
    writer = csv.writer(sheet)
    writer.writerow(_heads())
    for place, thread in agenda.placed:
        writer.writerow([inert(cell) for cell in _cells(agenda, place, thread)])
    return (BYTE_ORDER_MARK + sheet.getvalue()).encode()


def table_name(title: str) -> str:
    """What the table of a document with this title is called when it is kept."""
    return file_name(title, gettext("comments"), "csv")


def _heads() -> list[str]:
    return [
        gettext("Clause"), gettext("Words in the text"), gettext("Proposed words"),
        gettext("Author"), gettext("Organisation"), gettext("Date"), gettext("Status"),
        gettext("Outcome"), gettext("Reason"), gettext("Comments"),
    ]  # fmt: skip


def _cells(agenda: WholeAgenda, place: Place, thread: Thread) -> Iterator[str]:
    quote, proposed = readable(thread)
    yield gettext("The whole text") if place.is_whole_text else " / ".join(place.path)
    yield quote
    yield proposed
    yield _name(agenda, thread.author)
    yield agenda.people[thread.author_id]["organisation"]
    yield moment_name(thread.created_at)
    yield status_name(thread.status)
    yield outcome_name(thread.outcome) if thread.outcome else ""
    yield _reason(thread)
    yield "\n".join(_told(agenda, comment) for comment in thread.comments if _says(comment))


def _reason(thread: Thread) -> str:
    """Of who closed it last, unless it was opened again."""
    reasons = [one.words for one in thread.comments if one.act is Act.CLOSED]
    return reasons[-1] if reasons and thread.status is Status.CLOSED else ""


def _says(comment: Comment) -> bool:
    return bool(comment.words) or comment.deleted_at is not None


def _name(agenda: WholeAgenda, person: Person) -> str:
    return name_told_apart(person, agenda.people[person.id]["isGuest"])


def _told(agenda: WholeAgenda, comment: Comment) -> str:
    name, moment = _name(agenda, comment.author), moment_name(comment.at)
    words = comment.words or gettext("This remark was deleted.")
    return f"{name} ({moment}): {words}"
