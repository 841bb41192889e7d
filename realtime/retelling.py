"""Tales that take long, told by a process of its own: nobody's words wait for them."""

import os
import sys
import threading
from datetime import datetime
from pathlib import Path
from subprocess import TimeoutExpired
from typing import Any

import msgpack

from app.database import Database
from realtime.another_process import ask, stay_small
from realtime.tales import tell

MOST_SECONDS = 60  # what was gone through by then is kept, for who asks again
WAIT_SECONDS = 60  # for those who asked before
NICENESS = 3  # those who type come first, but somebody waits for this, too

_one_at_a_time = threading.Lock()


class TakesLong(Exception):  # noqa: N818 - says what happened
    """It could not be told in the time there is; later it may."""


def tell_elsewhere(
    database: Database, what: str, document_id: int, now: datetime, *numbers: int
) -> Any:
    """As `tales.tell`, in a process of its own, of which one runs at a time and none outlives us.

    Raises TakesLong, and OSError or SubprocessError when it cannot be had or fails.
    """
    url = database.engine.url.render_as_string(hide_password=False)
    # By stdin: everybody on this machine can read the arguments of a process.
    asked = msgpack.packb((url, str(Path.cwd()), what, document_id, now.isoformat(), numbers))
    if not _one_at_a_time.acquire(timeout=WAIT_SECONDS):
        raise TakesLong("others are waiting, too")
    try:
        return msgpack.unpackb(ask("realtime.retelling", asked, MOST_SECONDS), strict_map_key=False)
    except TimeoutExpired as error:
        raise TakesLong(f"more than {MOST_SECONDS} seconds") from error
    finally:
        _one_at_a_time.release()


def _main() -> None:
    """Tell what is asked for; out goes the answer."""
    stay_small(MOST_SECONDS, NICENESS)
    asked = msgpack.unpackb(sys.stdin.buffer.read())
    url, folder, what, document_id, now, numbers = asked
    os.chdir(folder)  # from which the path of a database may start
    database = Database(url, connections=1)
    told = tell(database, what, document_id, datetime.fromisoformat(now), *numbers)
    sys.stdout.buffer.write(msgpack.packb(told))


if __name__ == "__main__":
    _main()
