"""Files made by a process of its own, which is gone, with its memory, when it is done."""

from __future__ import annotations

import atexit
import os
import resource
import signal
import subprocess
import sys
import threading
from functools import partial
from pathlib import Path
from subprocess import PIPE

from app.domain.errors import ConflictError
from app.exporting import Form, card, export
from app.exporting.paper import Paper

AT_ONCE = 2
MOST_SECONDS = 60
PATIENCE_SECONDS = 30  # that somebody waits until their file is begun
MOST_BYTES = 1024**3  # of memory, for us and for each program we start
NICENESS = 10  # those who type come first

_CARD = "card"
_ROOT = Path(__file__).parents[2]
_places = threading.BoundedSemaphore(AT_ONCE)


def export_elsewhere(form: Form, paper: Paper) -> bytes:
    """As `export`, in a process of its own, of which few run at once and none outlives us.

    Raises ConflictError when it has to wait too long, takes too long, or the text is too large.
    """
    return _ask_in_turn(form, paper)


def card_elsewhere(paper: Paper) -> bytes:
    """As `card.make`, in such a process. Raises as `export_elsewhere`."""
    return _ask_in_turn(_CARD, paper)


def _ask_in_turn(form: str, paper: Paper) -> bytes:
    if not _places.acquire(timeout=PATIENCE_SECONDS):
        raise ConflictError("Many files are being made just now. Please try again in a minute.")
    try:
        return _ask_another(form, paper.packed())
    except (OSError, subprocess.SubprocessError) as error:
        raise ConflictError(
            "This file could not be made. Please take the text along in another form."
        ) from error
    finally:
        _places.release()


def _ask_another(form: str, asked: bytes, most_bytes: int = MOST_BYTES) -> bytes:
    with subprocess.Popen(  # noqa: S603  # ourselves
        [sys.executable, "-m", "app.exporting.elsewhere", form, str(most_bytes)],
        cwd=_ROOT,
        env={"PATH": os.defpath, "LANG": "C.UTF-8"},  # and none of our secrets
        stdin=PIPE,
        stdout=PIPE,
        stderr=PIPE,
        start_new_session=True,  # so that it ends with every program that it starts
    ) as process:
        end = partial(_end, process)
        atexit.register(end)
        try:
            answer, complaint = process.communicate(asked, timeout=MOST_SECONDS)
        finally:
            end()
            atexit.unregister(end)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, process.args, answer, complaint)
    return answer


def _end(process: subprocess.Popen[bytes]) -> None:
    """End it and its programs, unless it has ended by itself."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)


def _main() -> None:
    """Make a file of the paper that comes in."""
    form, most_bytes = sys.argv[1], int(sys.argv[2])
    os.nice(NICENESS)
    # Whatever happens to who asked: what we start has these bounds as well.
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_DATA, (most_bytes, most_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGALRM, lambda *_: os.killpg(0, signal.SIGKILL))
    signal.alarm(MOST_SECONDS)
    paper = Paper.unpacked(sys.stdin.buffer.read())
    sys.stdout.buffer.write(card.make(paper) if form == _CARD else export(Form(form), paper))


if __name__ == "__main__":
    _main()
