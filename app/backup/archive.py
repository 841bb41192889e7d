"""The file itself: a zip of plain members, with the SHA-256 of each in a manifest.

Nothing in it is packed. So it holds no more than it weighs, and can be no bomb; and two backups
are alike wherever the data are, which is what programs that keep many of them look for.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO, Any
from zipfile import ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from app.backup.errors import BackupError

MANIFEST = "manifest.json"
LAYOUT = 1  # of the file; one more when who reads it must know
MAX_LINE_BYTES = 256 * 1024 * 1024  # a line is one row: the whole state of a text, at most
MAX_MANIFEST_BYTES = 64 * 1024 * 1024
PIECE_BYTES = 1024 * 1024
OWNER_ONLY = 0o600 << 16

Line = Mapping[str, Any]


class Writer:
    """Writes members one after the other; `close` writes the manifest."""

    def __init__(self, archive: ZipFile, kind: str, now: datetime) -> None:
        self._zip = archive
        self._fields = {"kind": kind, "layout": LAYOUT, "made_at": now.isoformat()}
        self._members: dict[str, dict[str, int | str]] = {}

    def lines(self, name: str, lines: Iterable[Line]) -> int:
        """A member with one JSON object a line; returns how many."""
        count = 0
        with self._member(name) as write:
            for count, line in enumerate(lines, 1):  # noqa: B007 - the last count is kept
                write(json.dumps(line, ensure_ascii=False, allow_nan=False).encode() + b"\n")
        return count

    def content(self, name: str, content: bytes) -> None:
        """A member that is at hand."""
        with self._member(name) as write:
            write(content)

    def close(self, fields: Mapping[str, Any]) -> None:
        """The manifest, with `fields`, and the end of the file."""
        manifest = {**self._fields, **fields, "members": self._members}
        self._zip.writestr(_entry(MANIFEST), json.dumps(manifest, indent=1) + "\n")
        self._zip.close()

    @contextmanager
    def _member(self, name: str) -> Iterator[Callable[[bytes], None]]:
        hashed, size = hashlib.sha256(), 0
        with self._zip.open(_entry(name), "w", force_zip64=True) as member:

            def write(piece: bytes) -> None:
                nonlocal size
                member.write(piece)
                hashed.update(piece)
                size += len(piece)

            yield write
        self._members[name] = {"bytes": size, "sha256": hashed.hexdigest()}


@contextmanager
def writing(file: IO[bytes], kind: str, now: datetime) -> Iterator[Writer]:
    """Writes an archive to `file`; who is done with it says `close`.

    kind: what the file is, in one word, so that nobody takes one for the other.
    """
    archive = ZipFile(file, "w", ZIP_STORED)
    try:
        yield Writer(archive, kind, now)
    finally:
        archive.fp = None  # what failed is not brought to an end, on a disk that may be full


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name)
    entry.external_attr = OWNER_ONLY
    return entry


class Reader:
    """Reads members, of which each has the SHA-256 that the manifest says before any is believed.

    Everything here raises BackupError.
    """

    def __init__(self, archive: ZipFile, weight: int, kind: str) -> None:
        self._zip = archive
        entries = archive.infolist()
        self._names = {entry.filename for entry in entries}
        is_packed = any(entry.file_size != entry.compress_size for entry in entries)
        if is_packed or sum(entry.file_size for entry in entries) > weight:
            raise BackupError("This file holds more than it weighs: CoCharter wrote no such file.")
        if len(self._names) != len(entries):
            raise BackupError("This file holds a member twice: CoCharter wrote no such file.")
        self.manifest: dict[str, Any] = self._read_manifest(kind)
        for name, said in self.manifest["members"].items():
            self._verify(name, said)

    def lines(self, name: str) -> Iterator[dict[str, Any]]:
        """The objects of a member, one after the other."""
        with self._opened(name) as member:
            while line := member.readline(MAX_LINE_BYTES):
                yield _object(line, name)

    def content(self, name: str) -> bytes:
        """All of a member."""
        with self._opened(name) as member:
            return member.read(MAX_LINE_BYTES)

    def names(self, folder: str) -> list[str]:
        """The members below `folder`, such as "tables/"."""
        return sorted(name for name in self._names if name.startswith(folder))

    def _read_manifest(self, kind: str) -> dict[str, Any]:
        with self._opened(MANIFEST) as member:
            manifest = _object(member.read(MAX_MANIFEST_BYTES), MANIFEST)
        if manifest.get("kind") != kind:
            raise BackupError(f"This is no {kind} of CoCharter.")
        if manifest.get("layout") != LAYOUT:
            raise BackupError("A newer version of CoCharter wrote this file: update this one.")
        if not isinstance(manifest.get("members"), dict):
            raise _damaged(MANIFEST)
        if self._names != {MANIFEST, *manifest["members"]}:
            raise BackupError("This file holds other members than its manifest says.")
        return manifest

    def _verify(self, name: str, said: object) -> None:
        hashed = hashlib.sha256()
        with self._opened(name) as member:
            while piece := member.read(PIECE_BYTES):
                hashed.update(piece)
        if not isinstance(said, dict) or said.get("sha256") != hashed.hexdigest():
            raise _damaged(name)

    @contextmanager
    def _opened(self, name: str) -> Iterator[IO[bytes]]:
        try:
            with self._zip.open(name) as member:
                yield member
        except (*_BROKEN, OSError) as error:
            raise _damaged(name) from error


@contextmanager
def reading(path: Path, kind: str) -> Iterator[Reader]:
    """The archive at `path`, which must be of `kind`. Raises BackupError."""
    try:
        file = path.open("rb")
    except OSError as error:
        raise BackupError(f"{path} cannot be read: {error.strerror or error}.") from error
    with file:  # which is closed in the end, whoever still holds a member half read
        try:
            archive = ZipFile(file)
        except (*_BROKEN, OSError) as error:
            raise BackupError(f"{path} is damaged, or not all of it is there.") from error
        yield Reader(archive, path.stat().st_size, kind)


# What `zipfile` makes of bytes that nobody wrote as a zip.
_BROKEN = (BadZipFile, EOFError, LookupError, NotImplementedError, RuntimeError, ValueError)


def _object(line: bytes, name: str) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise _damaged(name) from error
    if not isinstance(found, dict):
        raise _damaged(name)
    return found


def _damaged(name: str) -> BackupError:
    return BackupError(f"The file is damaged: {name} is not as it was written.")
