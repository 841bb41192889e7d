"""A text to take along, in the forms that people use elsewhere."""

from __future__ import annotations

from enum import StrEnum

from app.exporting.paper import Paper


class Form(StrEnum):
    """What kind of file; the value is how its name ends."""

    MARKDOWN = "md"
    HTML = "html"
    DOCX = "docx"
    ODT = "odt"
    PDF = "pdf"


def export(form: Form, paper: Paper) -> bytes:
    """The file.

    A long text takes long, and much memory: a server asks `export_elsewhere`. Raises what the
    maker of this form raises when it cannot.
    """
    # Each form loads what it needs, and only that.
    match form:
        case Form.MARKDOWN:
            from app.exporting.markdown import make
        case Form.HTML:
            from app.exporting.html import make
        case Form.DOCX:
            from app.exporting.docx import make
        case Form.ODT:
            from app.exporting.odt import make
        case Form.PDF:
            from app.exporting.pdf import make
    return make(paper)
