"""Heavy work in a process of its own: `python -m MODULE`, asked by stdin, answering by stdout."""

import atexit
import os
import resource
import signal
import subprocess
import sys
from pathlib import Path
from subprocess import PIPE

NICENESS = 10  # those who type come first
MAX_MEMORY_BYTES = 4 * 1024**3  # of addresses; what is in memory is a small part of it

_ROOT = Path(__file__).parent.parent


def ask(module: str, asked: bytes, most_seconds: int) -> bytes:
    """What the process answers; it does not outlive us.

    Raises OSError or SubprocessError when that cannot be had, fails or takes too long.
    """
    with subprocess.Popen(  # noqa: S603 - it runs a module of ours
        [sys.executable, "-m", module], cwd=_ROOT, stdin=PIPE, stdout=PIPE, stderr=PIPE
    ) as process:
        atexit.register(process.kill)
        try:
            answer, complaint = process.communicate(asked, timeout=most_seconds)
        finally:
            process.kill()  # does nothing to one that is gone
            atexit.unregister(process.kill)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, process.args, answer, complaint)
    return answer


def stay_small(most_seconds: int, niceness: int = NICENESS) -> None:
    """What the process does first: be bounded in time and memory, and let others go before."""
    os.nice(niceness)
    signal.alarm(most_seconds)  # ends this also when who asked was killed and cannot
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY_BYTES, MAX_MEMORY_BYTES))
