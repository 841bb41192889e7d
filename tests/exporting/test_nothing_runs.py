"""Whatever somebody writes: no file runs anything, loads anything, or asks anybody for anything."""

from __future__ import annotations

import io
import re
import socket
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

from app.exporting import Form, export
from app.exporting.elsewhere import export_elsewhere
from app.exporting.paper import Remark, Saying
from tests.exporting import readers
from tests.exporting.papers import paper
from tests.rendering.test_nothing_runs import ADDRESSES, BREAKOUTS, LINKS, RAW

HOSTILE = "\n\n".join(
    (*RAW, *BREAKOUTS, *(link.format(one) for link in LINKS for one in ADDRESSES))
)
ALL_OVER = paper(
    HOSTILE,
    title="</title><script>alert(1)</script>",
    group='"><img src=x onerror=alert(1)>',
    edition='</style><script>alert(1)</script>"; } * { background: url(//evil.example)',
    when="#import \"@preview/evil:1.0.0\" #read(\"/etc/passwd\") ${x} $title",
    remarks=(
        Remark("<script>alert(1)</script>", HOSTILE, "<svg onload=alert(1)>", (
            Saying("<b>x</b>", "#eval(\"1\")", HOSTILE),
        )),
    ),
)  # fmt: skip
SAFE = re.compile(r"(?:https?://|mailto:)\S+$", re.I)


class Tags(HTMLParser):
    """All tags of a page with their attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_html_runs_and_loads_nothing() -> None:
    page = export(Form.HTML, ALL_OVER).decode()
    tags = Tags(page).found
    assert not {tag for tag, _ in tags} & {"script", "img", "svg", "iframe", "link", "object"}
    assert [tag for tag, _ in tags].count("style") == 1
    for tag, attributes in tags:
        assert not {name for name in attributes if name.startswith("on") or name == "src"}
        assert tag == "a" or "href" not in attributes
        assert tag != "a" or SAFE.match(attributes.get("href") or "https://none")
    style = page.split("<style>")[1].split("</style>")[0]
    assert "url(" not in style
    assert "@import" not in style


@pytest.mark.parametrize("form", [Form.DOCX, Form.ODT])
def test_documents_hold_no_programs_and_only_safe_links(form: Form) -> None:
    file = export(form, ALL_OVER)
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        names = archive.namelist()
    assert not [name for name in names if re.search("vba|macro|embed|media|Basic|ole", name, re.I)]
    part = "word/_rels/document.xml.rels" if form is Form.DOCX else "content.xml"
    addresses = [
        value
        for element in readers.part(file, part).iter()
        for name, value in element.attrib.items()
        if (name == "Target" and element.get("TargetMode") == "External") or name.endswith("}href")
    ]
    assert addresses
    assert all(SAFE.match(address) for address in addresses)
    assert "<script>alert(1)</script>" in readers.plain(file, form)


def test_a_pdf_holds_no_programs_and_only_safe_links() -> None:
    file = readers.pdf(export(Form.PDF, ALL_OVER))
    actions = [
        note.get_object()["/A"]
        for page in file.pages
        for note in page.get("/Annots", [])
        if "/A" in note.get_object()
    ]
    assert actions
    assert {str(action["/S"]) for action in actions} <= {"/URI"}
    assert all(SAFE.match(str(action["/URI"])) for action in actions)
    assert not {"/JavaScript", "/EmbeddedFiles"} & set(file.trailer["/Root"].get("/Names", {}))
    assert {"/OpenAction", "/AA"}.isdisjoint(file.trailer["/Root"])
    assert "#import" in " ".join(readers.pages(export(Form.PDF, ALL_OVER)))


@pytest.fixture
def canary() -> Iterator[socket.socket]:
    """Somebody who listens, and should hear nothing."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.setblocking(False)
        yield listening


@pytest.mark.parametrize("form", Form)
def test_nobody_is_asked_and_no_file_is_read(
    form: Form, canary: socket.socket, tmp_path: Path
) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("what only the server knows")
    address = f"http://127.0.0.1:{canary.getsockname()[1]}/x.png"
    baits = [
        f"{mark}({target})"
        for target in (address, secret.as_uri(), str(secret))
        for mark in ("![x]", "[x]")
    ]
    baits += [f"<{address}>", f'<img src="{address}">', f'<link rel="stylesheet" href="{address}">']
    baits += [f'<iframe src="{secret.as_uri()}"></iframe>', f'#read("{secret}")', f"@{secret}"]
    baits += [f"<style>@import url({address});</style>", f'#image("{address}")']
    made = paper("\n\n".join(baits), title=baits[0], group=baits[-1], when=baits[2])
    file = export_elsewhere(form, made)
    with pytest.raises(BlockingIOError):
        canary.accept()
    assert b"what only the server knows" not in everything(file)


def everything(file: bytes) -> bytes:
    """What is in a file, unpacked when it is an archive, and the words of a PDF."""
    if file.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(file)) as archive:
            return b"".join(archive.read(name) for name in archive.namelist())
    return "".join(readers.pages(file)).encode() if file.startswith(b"%PDF") else file
