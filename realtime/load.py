"""How busy this process is, as the time a flush should wait for company."""

import time

from realtime.limits import FLUSH_WINDOW_SECONDS

MEASURE_SECONDS = 0.25
CALM = 0.5  # share of one core below which nobody waits


class Load:
    """Watches the CPU time of the process; one per process."""

    def __init__(self) -> None:
        self._wall = time.monotonic()
        self._cpu = time.process_time()
        self._busy = 0.0

    def window(self) -> float:
        """Seconds to gather updates before a flush: 0 when calm, growing with measured load."""
        self._measure(time.monotonic(), time.process_time())
        share = min(1.0, max(0.0, (self._busy - CALM) / (1 - CALM)))
        return share * FLUSH_WINDOW_SECONDS

    def _measure(self, wall: float, cpu: float) -> None:
        elapsed = wall - self._wall
        if elapsed < MEASURE_SECONDS:
            return
        self._busy = (cpu - self._cpu) / elapsed
        self._wall, self._cpu = wall, cpu
