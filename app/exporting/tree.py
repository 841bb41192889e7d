"""Rendered HTML as a tree of elements, for whoever makes something else of it."""

from __future__ import annotations

from html.parser import HTMLParser
from xml.etree.ElementTree import Element, TreeBuilder

_VOID = ("br", "hr")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.builder = TreeBuilder()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.builder.start(tag, {name: value or "" for name, value in attrs})
        if tag in _VOID:
            self.builder.end(tag)

    def handle_endtag(self, tag: str) -> None:
        self.builder.end(tag)

    def handle_data(self, data: str) -> None:
        self.builder.data(data)


def tree_of(html: str) -> Element:
    """The elements of `html` below a `div`; it is HTML of our own making, with every end tag."""
    reader = _Reader()
    reader.builder.start("div", {})
    reader.feed(html)
    reader.close()
    reader.builder.end("div")
    return reader.builder.close()
