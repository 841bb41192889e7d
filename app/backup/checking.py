"""Whether a history holds together: its log, replayed, makes its text and every version of it."""

import base64
import hashlib
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

from app.backup.archive import Reader, reading
from app.backup.errors import BackupError
from app.backup.history import KIND, LOG, TEXT, VERSIONS, version_file
from app.backup.replay import Replay


class Checked(NamedTuple):
    """How many rows and versions a history has that holds."""

    rows: int
    versions: int


def check_history(path: Path) -> Checked:
    """Replay the history at `path`. Raises BackupError that names what does not hold."""
    with reading(path, KIND) as history:
        try:
            return _Check(history).run()
        except (LookupError, TypeError, ValueError) as error:
            raise BackupError("The history cannot be read: something is missing in it.") from error


class _Check:
    def __init__(self, history: Reader) -> None:
        self._history = history
        self._replay = Replay()
        self._due: dict[int, list[tuple[int, str]]] = defaultdict(list)

    def run(self) -> Checked:
        for version in self._history.lines(VERSIONS):
            self._due[version["seq"]].append((version["number"], version["sha256"]))
        seq, versions = 0, self._compare_versions(0)
        for seq, row in enumerate(self._history.lines(LOG), 1):
            if row["seq"] != seq:
                raise BackupError(f"Row {seq} of the log is not there.")
            self._replay.add(base64.b64decode(row["payload"], validate=True))
            versions += self._compare_versions(seq)
        if self._due:
            raise BackupError("The log ends before the newest version.")
        self._compare_newest(seq)
        return Checked(seq, versions)

    def _compare_versions(self, seq: int) -> int:
        due = self._due.pop(seq, [])
        for number, sha256 in due:
            if self._replay.sha256 != sha256:
                raise BackupError(f"Version {number} is not what the log makes.")
            if hashlib.sha256(self._history.content(version_file(number))).hexdigest() != sha256:
                raise BackupError(f"The text of version {number} is not the one it had.")
        return len(due)

    def _compare_newest(self, seq: int) -> None:
        document = self._history.manifest["document"]
        if (document["head"], document["sha256"]) != (seq, self._replay.sha256):
            raise BackupError("The log makes another text than this document had.")
        if self._history.content(TEXT) != (self._replay.text or "").encode():
            raise BackupError("The log makes another text than the one in this file.")
