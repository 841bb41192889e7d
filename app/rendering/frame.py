"""The `markdown` package as the frame of our own parser: which of its steps run, in which order."""

from __future__ import annotations

from typing import ClassVar
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.util import Registry

from app.rendering import finishing
from app.rendering.blocks import Blocks


def _serialize(root: Element) -> str:
    # The package's own serializer keeps what looks like an entity, so that &amp;lt; would read <.
    return ElementTree.tostring(root, encoding="unicode", method="html")


class Frame(Markdown):
    """Markdown without what the package knows of it, and with what the editor knows."""

    output_formats: ClassVar = {"html": _serialize}

    def __init__(self) -> None:
        self.anchors = finishing.Anchors()
        super().__init__(output_format="html")

    def build_parser(self) -> Frame:
        """Set our parser, and the steps after it, in place of the package's own."""
        self.preprocessors = Registry()
        self.inlinePatterns = Registry()
        self.postprocessors = Registry()
        self.treeprocessors = Registry()
        self.parser = Blocks(self)
        steps = (finishing.Words(), self.anchors, finishing.Directions(), finishing.Frames())
        for order, step in enumerate(steps):
            self.treeprocessors.register(step, type(step).__name__, -order)
        return self

    def convert(self, source: str) -> str:
        """HTML of the Markdown text, to be sanitised."""
        return super().convert(_whole(source))

    def tree(self, source: str) -> Element:
        """The elements of which that HTML is made, under a `div`."""
        root = self.parser.parseDocument(_whole(source).split("\n")).getroot()
        assert root is not None  # noqa: S101 - our parser makes one
        for step in self.treeprocessors:
            step.run(root)
        return root


def _whole(source: str) -> str:
    # Halves of characters and NUL have no place in a page; line ends are alike everywhere.
    whole = source.encode("utf-8", "replace").decode().replace("\0", "\ufffd")
    return whole.replace("\r\n", "\n").replace("\r", "\n")
