"""The only code that makes or changes text on the server.

pycrdt's Text counts UTF-8 bytes when it inserts and deletes; everybody else counts characters.
The conversion happens here and nowhere else.
"""

from pycrdt import Doc, Text

from realtime.contents import ROOT


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
    text = doc.get(ROOT, type=Text)
    before = doc.get_state()
    current = str(text)
    at = len(current[:start].encode())
    with doc.transaction():
        if end > start:
            del text[at : at + len(current[start:end].encode())]
        if replacement:
            text.insert(at, replacement)
    return doc.get_update(before)


def seed(markdown: str, client_id: int) -> bytes:
    """The first update of a new document: `markdown`, written under `client_id`."""
    return replace(new_doc(client_id), 0, 0, markdown)
