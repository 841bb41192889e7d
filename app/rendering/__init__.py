"""Markdown to safe HTML, in one place only: what the reader sees is what the editor shows."""

from __future__ import annotations

from markupsafe import Markup

from app.rendering.cleaning import clean
from app.rendering.differences import Spoken, render_difference, render_sides
from app.rendering.finishing import Heading
from app.rendering.frame import Frame

__all__ = ["Heading", "Spoken", "outline", "render", "render_difference", "render_sides"]


def render(markdown: str) -> Markup:
    """HTML of a whole Markdown text, safe to put into a page whoever wrote it.

    Raw HTML in it is shown as text, images become links, and links lead to http, https and mailto
    only. It never fails.
    """
    return Markup(clean(Frame().convert(markdown)))  # noqa: S704 (it has just been cleaned)


def outline(markdown: str) -> list[Heading]:
    """The headings in order, with the ids that `render` gives them."""
    frame = Frame()
    frame.convert(markdown)
    return frame.anchors.headings
