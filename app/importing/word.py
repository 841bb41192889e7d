"""A Word document as Markdown, read here and now: `elsewhere` has this done by another process."""

import json
import subprocess
from collections.abc import Iterator
from typing import Any

import pypandoc

from app.domain.errors import InvalidError
from app.importing.blocks import blocks_markdown
from app.importing.left_out import Left
from app.importing.limits import MAX_CPU_SECONDS, PANDOC_HEAP
from app.importing.package import checked
from app.importing.runs import Node

_FRONT = ("title", "subtitle", "author", "date", "abstract")


def read_word(docx: bytes, left: Left) -> str:
    """The text of the document; what finds no place in it is counted. Raises InvalidError."""
    document = _parsed(checked(docx, left))
    try:
        return blocks_markdown([*_front(document["meta"]), *document["blocks"]], left)
    except RecursionError:
        raise _not_understood() from None


def _parsed(docx: bytes) -> Any:
    pandoc = [pypandoc.get_pandoc_path(), "+RTS", f"-M{PANDOC_HEAP}", "-RTS"]
    asked = [*pandoc, "--sandbox", "--from=docx", "--to=json", "--track-changes=accept"]
    done = subprocess.run(  # noqa: S603 (it is ours, and so is every argument)
        asked, input=docx, capture_output=True, timeout=2 * MAX_CPU_SECONDS, check=False
    )
    if done.returncode:
        raise _not_understood()
    try:
        return json.loads(done.stdout)
    except RecursionError:
        raise _not_understood() from None


def _front(meta: dict[str, Node]) -> Iterator[Node]:
    """What pandoc takes from the beginning of a document for the matter of its title page."""
    for name in _FRONT:
        for node in _as_paragraphs(meta[name]) if name in meta else ():
            is_title = name == "title" and node["t"] == "Para"
            yield {"t": "Header", "c": [1, [], node["c"]]} if is_title else node


def _as_paragraphs(value: Node) -> Iterator[Node]:
    kind, content = value["t"], value["c"]
    if kind == "MetaInlines":
        yield {"t": "Para", "c": content}
    elif kind == "MetaBlocks":
        yield from content
    elif kind == "MetaList":
        for each in content:
            yield from _as_paragraphs(each)


def _not_understood() -> InvalidError:
    return InvalidError(
        "This document could not be read. Open it in Word, save it once more as .docx, then try "
        "again; or copy its text and paste it into the charter."
    )
