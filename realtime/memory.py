"""Memory that texts held, given back to the system once nobody has them open.

pycrdt keeps a text in many small pieces. What is freed of them lies between other things, and the
C library keeps all of it but what lies at the very end: a process that ever had 500 documents open
would stay as large for good. Asked to, it gives back every whole page.
"""

import ctypes
import sys
import threading

GIVE_BACK_UNITS = 500_000  # some 20 MiB; asking takes the time of a few updates


class Leavings:
    """Counts what texts leave behind; one per process."""

    def __init__(self) -> None:
        self._units = 0
        self._mutex = threading.Lock()

    def add(self, units: int) -> bool:
        """So many units are held no longer; whether enough have come together to give back."""
        with self._mutex:
            self._units += units
            if self._units < GIVE_BACK_UNITS:
                return False
            self._units = 0
            return True


_leavings = Leavings()


def let_go(units: int) -> None:
    """Say that a text in which so many units were ever written is held no longer."""
    if _leavings.add(units):
        give_back()


def give_back() -> None:
    """Return unused pages to the system; does nothing where the C library knows no such thing."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None
    if trim is not None:
        trim(0)
