"""Word documents made in the test: what Word writes, and what it never would."""

import io
import subprocess
import zipfile

import pypandoc

_NAMESPACES = " ".join(
    f'xmlns:{prefix}="{address}"'
    for prefix, address in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "v": "urn:schemas-microsoft-com:vml",
    }.items()
)
_PARTS = "application/vnd.openxmlformats-officedocument.wordprocessingml"
OF_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CONTENT_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/'
    'content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-'
    'package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_PARTS}.document.main+xml"/></Types>'
)


def relationships(*rows: str) -> str:
    address = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<?xml version="1.0"?><Relationships xmlns="{address}">{"".join(rows)}</Relationships>'


def relationship(name: str, kind: str, target: str, *, is_external: bool = False) -> str:
    mode = ' TargetMode="External"' if is_external else ""
    return f'<Relationship Id="{name}" Type="{OF_OFFICE}/{kind}" Target="{target}"{mode}/>'


def part(root: str, inside: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{root} {_NAMESPACES}>{inside}</w:{root}>'


def parts_of(body: str, *rows: str) -> dict[str, str | bytes]:
    """The parts of a document. body: its WordprocessingML. rows: what it is related to."""
    return {
        "[Content_Types].xml": _CONTENT_TYPES,
        "_rels/.rels": relationships(relationship("rId1", "officeDocument", "word/document.xml")),
        "word/_rels/document.xml.rels": relationships(*rows),
        "word/document.xml": part("document", f"<w:body>{body}</w:body>"),
    }


def packed(parts: dict[str, str | bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return file.getvalue()


def word_file(body: str, *rows: str, **parts: str) -> bytes:
    """A Word document with such a body; parts: others in its folder, by name without ".xml"."""
    more = {f"word/{name}.xml": content for name, content in parts.items()}
    return packed(parts_of(body, *rows) | more)


def p(words: str, style: str = "") -> str:
    look = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{look}{run(words)}</w:p>"


def run(words: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'


def written_by_pandoc(text: str, form: str) -> bytes:
    """`text` of a form that pandoc reads, as a Word document."""
    asked = [pypandoc.get_pandoc_path(), f"--from={form}", "--to=docx", "--output=-"]
    return subprocess.run(asked, input=text.encode(), capture_output=True, check=True).stdout
