"""The only code that makes or changes text on the server.

pycrdt's Text counts UTF-8 bytes when it inserts and deletes; everybody else counts characters.
The conversion happens here and nowhere else.
"""

from collections.abc import Sequence

from pycrdt import Doc, Text

from app.domain.spans import Change
from realtime.contents import ROOT

NOTHING = b"\0\0"  # an update without structs and deletions


def new_doc(client_id: int | None = None) -> Doc[Text]:
    """An empty document that keeps what is deleted, so that any past state can be shown again."""
    return Doc(client_id=client_id, skip_gc=True)


def text_in(doc: Doc[Text]) -> str:
    """The Markdown that `doc` holds."""
    return str(doc.get(ROOT, type=Text))


def replace(doc: Doc[Text], start: int, end: int, replacement: str) -> bytes:
    """Put `replacement` in the place of the characters from `start` to `end` of the text.

    Returns the update that says so. Positions are in characters (code points) of `text_in(doc)`.
    """
    return change(doc, [Change(start, end, replacement)])


def change(doc: Doc[Text], changes: Sequence[Change]) -> bytes:
    """Make all of `changes`, which are in the order of the text and do not overlap, as one edit.

    Returns the update that says so. Their positions are those of the text before any is made.
    """
    text = doc.get(ROOT, type=Text)
    current = str(text)
    made = [NOTHING]  # of this edit alone: an update made later would tell every deletion again
    watching = doc.observe(lambda event: made.append(event.update))
    with doc.transaction():
        for one in reversed(changes):  # the last first, so that those before it stay in place
            at = len(current[: one.start].encode())
            if one.end > one.start:
                del text[at : at + len(current[one.start : one.end].encode())]
            if one.replacement:
                text.insert(at, one.replacement)
    doc.unobserve(watching)
    return made[-1]


def seed(markdown: str, client_id: int) -> bytes:
    """The first update of a new document: `markdown`, written under `client_id`."""
    return replace(new_doc(client_id), 0, 0, markdown)
