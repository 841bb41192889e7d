"""A published edition as one file that anybody can check without us.

The same edition gives the same bytes whenever it is asked for: all in it is of the moment of its
publication, read from the ledger as it ended then. Only names change, when people do.
"""

import hashlib
import json
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from sqlalchemy.orm import Session

from app.domain.errors import NotFoundError
from app.domain.ledger import Event, canonical
from app.models import Edition
from app.proving.people import names_in
from app.proving.telling import Telling
from app.services.ledger import events_of

SUMS = "SHA256SUMS"
_UNIX, _FILE = 3, 0o644 << 16
_HERE = Path(__file__).parent


def bundle_of(session: Session, edition: Edition) -> bytes:
    """The zip. Raises NotFoundError unless the edition is published."""
    events = _until_published(session, edition)
    telling = Telling(session, edition, [json.loads(one.words) for one in events])
    files = {
        "README.txt": (_HERE / "README.txt").read_bytes(),
        "bundle.json": canonical(telling.told).encode(),
        "charter.md": edition.version.content,
        "ledger.jsonl": "".join(f"{_line(one)}\n" for one in events).encode(),
        "people.json": canonical(names_in(session, telling)).encode(),
        "verify.py": (_HERE / "verify.py").read_bytes(),
        **{f"versions/{one.number}.md": one.content for one in telling.versions},
    }
    return _zipped(files)


def seal_of(session: Session, edition: Edition) -> str:
    """The last seal of its bundle, which its page shows. Raises as `bundle_of`."""
    return _until_published(session, edition)[-1].seal


def _until_published(session: Session, edition: Edition) -> list[Event]:
    events = events_of(session, edition.document_id)
    for place, event in enumerate(events, 1):
        act = json.loads(event.words)
        if act["act"] == "published" and act["edition"] == edition.number:
            return list(events[:place])
    raise NotFoundError("There is no published text at this address.")


def _line(event: Event) -> str:
    said: dict[str, Any] = {"number": event.number, "words": event.words, "seal": event.seal}
    return canonical(said)


def _zipped(files: Mapping[str, bytes]) -> bytes:
    """Not packed, since what packs well today packs otherwise tomorrow."""
    hashes = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    sums = "".join(f"{hashes[name]}  {name}\n" for name in sorted(files)).encode()
    file = BytesIO()
    with ZipFile(file, "w", ZIP_STORED) as archive:
        for name, content in sorted({**files, SUMS: sums}.items()):
            entry = ZipInfo(name)  # of 1980, as always
            entry.create_system, entry.external_attr = _UNIX, _FILE
            archive.writestr(entry, content)
    return file.getvalue()
