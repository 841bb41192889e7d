"""A Word document as a package of parts: the unsafe is refused, the rest packed anew.

What pandoc gets to see was unpacked and counted here; pictures, fonts and the like it never sees.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator

from app.domain.errors import InvalidError
from app.importing.amending import amended
from app.importing.left_out import Left
from app.importing.limits import MAX_INFLATED_BYTES, MAX_PARTS
from app.importing.xml_scan import Scan

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # Word before 2007, and whatever Word encrypts
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ENTRY = b"PK\x01\x02"
_IS_ENCRYPTED = 0x1
_READABLE = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_CHUNK_BYTES = 64 * 1024
_CONTENT_TYPES = "[Content_Types].xml"
_WORD = b"wordprocessingml.document.main+xml"


def checked(docx: bytes, left: Left) -> bytes:
    """The same document with nothing in it but checked text. Raises InvalidError."""
    _demand_zip(docx)
    try:
        with zipfile.ZipFile(io.BytesIO(docx)) as package:
            _demand_harmless(package)
            parts = dict(_parts(package))
    except (
        zipfile.BadZipFile,
        zlib.error,
        NotImplementedError,
        RuntimeError,
        EOFError,
        ValueError,
    ):
        raise _damaged() from None
    if _WORD not in parts.get(_CONTENT_TYPES, b""):
        raise InvalidError("This is not a Word document. Save it as .docx, then try again.")
    scan = Scan(left)
    for name, part in parts.items():
        scan.read(name, part)
    return _packed(parts)


def _demand_zip(docx: bytes) -> None:
    if docx.startswith(b"%PDF"):
        raise InvalidError(
            "This is a PDF, from which no text can be taken over reliably. Choose the Word "
            "document it was made from."
        )
    if docx.startswith(_OLE) and _ENCRYPTED in docx:
        raise InvalidError(
            "This document is protected by a password. Save it without one, then try again."
        )
    if docx.startswith(_OLE):
        raise InvalidError("This is a document of an old Word. Save it as .docx, then try again.")
    if not docx.startswith(_ZIP):
        raise InvalidError("This is not a Word document. Save it as .docx, then try again.")
    if docx.count(_ENTRY) > MAX_PARTS:
        raise _too_large()


def _demand_harmless(package: zipfile.ZipFile) -> None:
    """What the list of contents says; what it hides is found when the parts are unpacked."""
    entries = package.infolist()
    if any(entry.flag_bits & _IS_ENCRYPTED for entry in entries):
        raise InvalidError(
            "This document is protected by a password. Save it without one, then try again."
        )
    if any(entry.filename.lower().endswith("vbaproject.bin") for entry in entries):
        raise InvalidError(
            "This document holds macros, which are programs. Save it as .docx, then try again."
        )
    if sum(entry.file_size for entry in entries if _is_text(entry.filename)) > MAX_INFLATED_BYTES:
        raise _too_large()


def _parts(package: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    """The parts that hold text, unpacked no further than they may be, whatever they claim."""
    room = MAX_INFLATED_BYTES
    for entry in package.infolist():
        if not _is_text(entry.filename):
            continue
        if entry.compress_type not in _READABLE:
            raise _damaged()
        part = _unpacked(package, entry, room)
        room -= len(part)
        yield entry.filename, part


def _unpacked(package: zipfile.ZipFile, entry: zipfile.ZipInfo, room: int) -> bytes:
    part = bytearray()
    with package.open(entry) as stream:
        while chunk := stream.read(_CHUNK_BYTES):
            part += chunk
            if len(part) > room:
                raise _too_large()
    return bytes(part)


def _is_text(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels"))


def _packed(parts: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as package:
        for name, part in parts.items():
            package.writestr(name, amended(name, part))
    return packed.getvalue()


def _damaged() -> InvalidError:
    return InvalidError(
        "This file is damaged. Open it in Word, save it once more as .docx, then try again."
    )


def _too_large() -> InvalidError:
    return InvalidError("This document is too large to be read. Take it over in smaller parts.")
