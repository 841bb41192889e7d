"""Files that want to harm whoever reads them are refused with a sentence, and cost little."""

import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable
from io import BytesIO
from socket import socket

import pytest

from app.domain.errors import InvalidError
from app.importing import markdown_of
from app.importing.limits import MAX_FILE_BYTES, MAX_INFLATED_BYTES, MAX_PARTS
from tests.importing.word_files import (
    p,
    packed,
    part,
    parts_of,
    relationship,
    relationships,
    run,
    word_file,
)

HONEST = p("We learn.")
MOST_MEGABYTES = 300  # of which Python itself, with what it imports, takes a tenth
MEGABYTE = b" " * 1024 * 1024


def with_part(name: str, content: str | bytes) -> bytes:
    return packed(parts_of(HONEST) | {name: content})


def with_document(xml: str | bytes) -> bytes:
    return with_part("word/document.xml", xml)


def doctype(entities: str, inside: str) -> bytes:
    xml = part("document", f"<w:body>{p(inside)}</w:body>")
    return with_document(xml.replace("?>", f"?><!DOCTYPE w:document [{entities}]>", 1))


def nested(tag: str, times: int, inside: str) -> str:
    return f"<{tag}>" * times + inside + f"</{tag}>" * times


def bomb(claimed: int | None) -> bytes:
    """A part that unpacks to more than may be; claimed: what the list of contents says of it."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts_of(HONEST).items():
            package.writestr(name, content)
        with package.open("word/bomb.xml", "w") as stream:
            for _ in range(MAX_INFLATED_BYTES // len(MEGABYTE) + 1):
                stream.write(MEGABYTE)
        info = package.getinfo("word/bomb.xml")
    made = file.getvalue()
    if claimed is not None:
        made = made.replace(struct.pack("<L", info.file_size), struct.pack("<L", claimed))
    return made


def encrypted_zip() -> bytes:
    """The mark of a password on each part."""
    made = bytearray(word_file(HONEST))
    at = made.index(b"PK\1\2")
    while at >= 0:
        made[at + 8] |= 1
        at = made.find(b"PK\1\2", at + 1)
    return bytes(made)


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LAUGHS = '<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {one} "{f"&{other};" * 10}">'
    for other, one in zip("abcdefgh", "bcdefghi", strict=True)
)
HOSTILE = {
    "a bomb that says so": (bomb(None), "too large"),
    "a bomb that says it is small": (bomb(100), "damaged"),
    "too many parts": (
        packed(parts_of(HONEST) | {f"word/{n}.bin": b"" for n in range(MAX_PARTS)}),
        "too large",
    ),
    "elements nested without end": (word_file(nested("w:sdt", 5_000, HONEST)), "too large"),
    "tables nested without end": (word_file(nested("w:tbl", 400, HONEST)), "too large"),
    "elements without number": (word_file("<w:p/>" * 1_600_000), "too large"),
    "a million laughs": (doctype(LAUGHS, "&i;"), "definitions"),
    "a file of the server": (
        doctype('<!ENTITY x SYSTEM "file:///etc/passwd">', "&x;"), "definitions",
    ),
    "definitions in UTF-16": (
        with_document(
            '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a [<!ENTITY x "y">]><a/>'.encode(
                "utf-16"
            )
        ),
        "definitions",
    ),
    "XML that ends early": (with_document(part("document", "")[:-5]), "damaged"),
    "macros": (with_part("word/vbaProject.bin", b"Sub AutoOpen()"), "macros"),
    "a part that was packed in a strange way": (
        word_file(HONEST).replace(b"\x08\x00", b"\x63\x00"), "damaged",
    ),
    "an archive cut short": (word_file(HONEST)[:-100], "damaged"),
    "a spreadsheet": (
        packed({"[Content_Types].xml": "<Types>sheet.main+xml</Types>"}), "not a Word",
    ),
    "an archive of something else": (packed({"a.txt": b"a"}), "not a Word"),
    "a document of an old Word": (OLE + b"\0" * 600, "old Word"),
    "a document with a password": (OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
    "an archive with a password": (encrypted_zip(), "password"),
    "a PDF": (b"%PDF-1.7\n", "PDF"),
    "a picture": (b"\x89PNG\r\n", "not a Word"),
    "nothing": (b"", "not a Word"),
    "a document without words": (word_file("<w:p/>"), "no text"),
    "fifty megabytes": (b"PK\3\4" + b"\0" * (50 * 1024 * 1024), "too large"),
    "more text than a document can hold": (word_file(p("word " * 450_000)), "too long"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_it_is_refused_with_a_sentence(name: str) -> None:
    file, sentence = HOSTILE[name]
    assert len(file) <= MAX_FILE_BYTES or name == "fifty megabytes"
    with pytest.raises(InvalidError, match=sentence):
        markdown_of(file)


ONE_CELL = "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"


@pytest.mark.parametrize(
    "body", [ONE_CELL[0] * 60 + HONEST + ONE_CELL[1] * 60, nested("w:smartTag", 100, HONEST)]
)
def test_what_is_nested_deep_is_read_as_words(body: str) -> None:
    assert "We learn." in markdown_of(word_file(body)).markdown


MEASURE = """
import resource, sys
from app.domain.errors import InvalidError
from app.importing import markdown_of
try:
    markdown_of(sys.stdin.buffer.read())
except InvalidError:
    pass
with open("/proc/self/status") as status:  # getrusage would count who started us
    print(next(int(row.split()[1]) // 1024 for row in status if row.startswith("VmHWM:")))
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)
"""


@pytest.mark.parametrize("name", ["a bomb that says so", "a bomb that says it is small",
    "elements without number", "a million laughs", "too many parts"])  # fmt: skip
def test_it_costs_little_memory(name: str) -> None:
    asked = [sys.executable, "-c", MEASURE]
    answer = subprocess.run(asked, input=HOSTILE[name][0], capture_output=True, check=True)
    assert max(map(int, answer.stdout.split())) < MOST_MEGABYTES


def linked_picture(address: str) -> bytes:
    picture = (
        "<w:r><w:drawing><wp:inline><a:graphic><a:graphicData "
        'uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:blipFill>'
        '<a:blip r:link="rId7" r:embed="rId7"/></pic:blipFill></pic:pic></a:graphicData>'
        "</a:graphic></wp:inline></w:drawing></w:r>"
    )
    external = relationship("rId7", "image", f"{address}/seal.png", is_external=True)
    return word_file(f"<w:p>{run('We learn.')}{picture}</w:p>", external)


def attached_template(address: str) -> bytes:
    parts = parts_of(HONEST, relationship("rId8", "settings", "settings.xml"))
    template = relationship("rId1", "attachedTemplate", f"{address}/evil.dotm", is_external=True)
    parts["word/settings.xml"] = part("settings", '<w:attachedTemplate r:id="rId1"/>')
    parts["word/_rels/settings.xml.rels"] = relationships(template)
    return packed(parts)


def linked_parts(address: str) -> bytes:
    rows = [
        relationship(f"rId{number}", kind, f"{address}/{kind}.xml", is_external=True)
        for number, kind in enumerate(("styles", "footnotes", "aFChunk", "subDocument"), 2)
    ]
    field = f'<w:fldSimple w:instr=" INCLUDEPICTURE {address}/x.png ">{run("")}</w:fldSimple>'
    return word_file(
        f"{HONEST}<w:p>{field}</w:p>" + '<w:altChunk r:id="rId4"/><w:subDoc r:id="rId5"/>', *rows
    )


@pytest.mark.parametrize("make", [linked_picture, attached_template, linked_parts])
def test_nothing_is_fetched_from_anywhere(make: Callable[[str], bytes]) -> None:
    with socket() as canary:
        canary.bind(("127.0.0.1", 0))
        canary.listen()
        canary.settimeout(0)
        imported = markdown_of(make(f"http://127.0.0.1:{canary.getsockname()[1]}"))
        with pytest.raises(BlockingIOError):
            canary.accept()
    assert imported.markdown.startswith("We learn.")
