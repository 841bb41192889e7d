"""`python -m app.importing.reading`: a Word document comes in, its text or a refusal goes out."""

import json
import os
import resource
import signal
import sys

from app.domain.errors import InvalidError
from app.importing.left_out import Left
from app.importing.limits import MAX_CPU_SECONDS, MAX_MEMORY_BYTES, MAX_SECONDS, NICENESS
from app.importing.word import read_word


def _main() -> None:
    """Read the document that comes in; out goes its text, or why it is refused."""
    _bound()
    left = Left()
    try:
        markdown = read_word(sys.stdin.buffer.read(), left)
        answer = {"markdown": markdown, "left": left.counts}
    except InvalidError as error:
        answer = {"refused": error.sentence}
    sys.stdout.write(json.dumps(answer))


def _bound() -> None:
    """For this process, and each that it starts."""
    os.nice(NICENESS)
    signal.alarm(MAX_SECONDS)  # ends this also when who asked was killed and cannot
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY_BYTES, MAX_MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (MAX_CPU_SECONDS, MAX_CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    _main()
