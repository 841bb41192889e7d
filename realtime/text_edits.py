"""The only code that makes or changes text on the server.

pycrdt's Text counts UTF-8 bytes when it inserts and deletes; everybody else counts characters.
The conversion happens here and nowhere else.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pycrdt import Doc, Text

from app.domain.spans import Change
from realtime.contents import ROOT

NOTHING = b"\0\0"  # an update without structs and deletions


class _Place(NamedTuple):
    """`replacement` comes in the place of the bytes from `start` to `end`."""

    start: int
    end: int
    replacement: str


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
    made = [NOTHING]  # of this edit alone: an update made later would tell every deletion again
    places = _in_bytes(str(text), changes)
    watching = doc.observe(lambda event: made.append(event.update))
    with doc.transaction():
        for start, end, replacement in _from_the_middle(places):
            if end > start:
                del text[start:end]
            if replacement:
                text.insert(start, replacement)
    doc.unobserve(watching)
    return made[-1]


def _in_bytes(text: str, changes: Sequence[Change]) -> Sequence[_Place]:
    places, at, end = [], 0, 0
    for one in changes:
        start = end + len(text[at : one.start].encode())
        end = start + len(text[one.start : one.end].encode())
        at = one.end
        places.append(_Place(start, end, one.replacement))
    return places


def _from_the_middle(places: Sequence[_Place]) -> Iterator[_Place]:
    """All of `places`, each as it is to be found when those before it have been changed.

    The middle one first, then what stands after it, then what stands before: so every change cuts
    a short piece of the text in two. From one end to the other, each would copy all that is left.
    """
    todo = [(0, len(places), 0)]
    while todo:
        first, last, moved = todo.pop()
        if first == last:
            continue
        middle = (first + last) // 2
        one = places[middle]
        yield _Place(one.start + moved, one.end + moved, one.replacement)
        longer = len(one.replacement.encode()) - (one.end - one.start)
        todo += [(first, middle, moved), (middle + 1, last, moved + longer)]


def seed(markdown: str, client_id: int) -> bytes:
    """The first update of a new document: `markdown`, written under `client_id`."""
    return replace(new_doc(client_id), 0, 0, markdown)
