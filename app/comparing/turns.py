"""Where two texts are compared: short ones here, long ones beside the server, few at a time."""

import threading

from realtime.another_process import ask

COMPARED_HERE = 120_000  # characters of both texts: so much takes some tenths of a second
CLAUSE_CHARACTERS = 500  # what a clause costs, however short it is
MOST_SECONDS = 60
WAIT_SECONDS = 60  # for those who asked before
MOST_AT_A_TIME = 2

_few_at_a_time = threading.Semaphore(MOST_AT_A_TIME)


def is_soon_compared(before: str, after: str) -> bool:
    """Whether nobody has to wait when it is done here."""
    return _cost(before) + _cost(after) <= COMPARED_HERE


def _cost(text: str) -> int:
    return len(text) + text.count("#") * CLAUSE_CHARACTERS


def ask_in_turn(module: str, asked: bytes) -> bytes:
    """What the process answers. Raises OSError or SubprocessError, as `ask`."""
    if not _few_at_a_time.acquire(timeout=WAIT_SECONDS):
        raise TimeoutError("others are waiting, too")
    try:
        return ask(module, asked, MOST_SECONDS)
    finally:
        _few_at_a_time.release()
