"""Reading a Word document in a process of its own: niced, bounded, gone when it is done.

Nothing that a file does to whoever reads it reaches the server: neither its memory nor its time.
"""

import atexit
import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from subprocess import PIPE
from typing import Any

from app.domain.errors import ConflictError, InvalidError
from app.importing.limits import MAX_SECONDS, MAX_WAITING_SECONDS

_ROOT = Path(__file__).parent.parent.parent
_one_at_a_time = threading.Lock()


def read_word_elsewhere(docx: bytes) -> tuple[str, dict[str, int]]:
    """The text of the document, and what was left out of it: how often, by kind.

    Raises InvalidError when it cannot be read, ConflictError when others wait for too much.
    """
    if not _one_at_a_time.acquire(timeout=MAX_WAITING_SECONDS):
        raise ConflictError("Other documents are being read just now. Try again in a minute.")
    try:
        answer = _ask_another(docx)
    finally:
        _one_at_a_time.release()
    if "refused" in answer:
        sentence = answer["refused"]
        raise InvalidError(sentence)
    return answer["markdown"], answer["left"]


def _ask_another(docx: bytes) -> dict[str, Any]:
    with subprocess.Popen(
        [sys.executable, "-m", "app.importing.reading"],
        cwd=_ROOT,
        stdin=PIPE,
        stdout=PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # so that the pandoc it starts ends with it
    ) as process:
        atexit.register(_end, process)
        try:
            answer, _ = process.communicate(docx, timeout=MAX_SECONDS)
        except subprocess.TimeoutExpired:
            answer = b""
        finally:
            _end(process)
            atexit.unregister(_end)
    try:
        return json.loads(answer) if process.returncode == 0 else _too_much()
    except ValueError:
        return _too_much()


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)


def _too_much() -> dict[str, Any]:
    error = InvalidError(
        "Reading this document takes too much. Take it over in smaller parts, or copy its text "
        "and paste it into the charter."
    )
    return {"refused": error.sentence}
