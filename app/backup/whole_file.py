"""A file that is there as a whole or not at all."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from app.backup.errors import BackupError


@contextmanager
def written_whole(path: Path) -> Iterator[IO[bytes]]:
    """What is written here is at `path` once all of it is on the disk; until then, and when it
    fails, whatever was there before. Only its owner may read it. Raises BackupError.
    """
    try:
        # Made with mode 0600, and on the same disk, so that it can be renamed.
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
        try:
            with open(handle, "w+b") as file:
                yield file
                file.flush()
                os.fsync(handle)
            os.replace(name, path)
        finally:
            Path(name).unlink(missing_ok=True)
        _keep_name(path.parent)
    except OSError as error:
        raise BackupError(f"{path} cannot be written: {error.strerror or error}.") from error


def _keep_name(folder: Path) -> None:
    """The new name must survive a power cut as well."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
