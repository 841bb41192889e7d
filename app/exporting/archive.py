"""Word processors' files: archives of XML, of which we write some parts anew."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from pathlib import Path
from string import Template
from xml.etree.ElementTree import Element, fromstring, iterparse, register_namespace, tostring
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from app.exporting.printable import printable

LOOKS = Path(__file__).parent / "looks"
_THE_SAME_MOMENT = (1980, 1, 1, 0, 0, 0)  # so that the same paper is the same bytes

Change = Callable[[bytes], bytes]


def rewritten(file: bytes, changes: Mapping[str, Change], added: Mapping[str, bytes]) -> bytes:
    """The archive with some of its parts changed, and others added."""
    made = io.BytesIO()
    with ZipFile(io.BytesIO(file)) as old, ZipFile(made, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            _add(new, name, changes[name](content) if name in changes else content)
        for name, content in added.items():
            _add(new, name, content)
    return made.getvalue()


def _add(archive: ZipFile, name: str, content: bytes) -> None:
    # By its name for what it is, which comes first and unpacked, readers know an OpenDocument file.
    packing = ZIP_STORED if name == "mimetype" else ZIP_DEFLATED
    archive.writestr(ZipInfo(name, _THE_SAME_MOMENT), content, packing)


def filled(look: str, **words: str) -> bytes:
    """The sheet of XML called `look`, with words of people in it."""
    sheet = Template((LOOKS / look).read_text())
    return sheet.substitute(
        {name: escape(printable(each)) for name, each in words.items()}
    ).encode()


def parsed(xml: bytes) -> Element:
    """The root of the XML, which keeps the names it gives to its vocabularies."""
    for _, (prefix, address) in iterparse(io.BytesIO(xml), ["start-ns"]):  # noqa: S314  # as below
        register_namespace(prefix, address)
    return fromstring(xml)  # noqa: S314  # pandoc wrote it, of words of ours


def unparsed(root: Element) -> bytes:
    """The XML of the tree."""
    xml: bytes = tostring(root, encoding="UTF-8", xml_declaration=True)
    return xml
