"""Two people who write while something bad happens, and what they wrote."""

import random
import threading
import time
from collections.abc import Callable

from playwright.sync_api import Browser

from tests.browser.seat import Seat
from tests.cluster import Cluster

LATEST_SECONDS = 1.0


class Writers:
    """Two people who write on, and what they wrote."""

    def __init__(self, cluster: Cluster, browser: Browser) -> None:
        self.seats = {
            name: Seat(cluster.one, browser, f"{name}@example.org") for name in ("mariana", "nour")
        }
        self.seats["mariana"].caret_after("Purpose")
        self.seats["nour"].caret_after("Vision")
        self.written: list[str] = []

    def write(self) -> None:
        """One word each."""
        for name, seat in self.seats.items():
            self.written.append(f" {name[0]}{len(self.written)}ñع🌱.")
            seat.type(self.written[-1])

    def converge(self) -> None:
        """Returns when both have saved everything and read what the other wrote last."""
        for seat in self.seats.values():
            seat.wait_for("saved")
            for word in self.written[-2:]:
                seat.wait_to_read(word)

    def close(self) -> None:
        for seat in self.seats.values():
            seat.close()

    def texts(self) -> set[str]:
        return {seat.glance()["text"] for seat in self.seats.values()}


def survive(accident: Callable[[], None], writers: Writers, chance: random.Random) -> float:
    """Let it happen at a random moment while both write; seconds from its end to agreement."""
    ended: list[float] = []

    def happen() -> None:
        accident()
        ended.append(time.monotonic())

    timer = threading.Timer(chance.uniform(0, LATEST_SECONDS), happen)
    timer.start()
    while timer.is_alive():
        writers.write()
    writers.converge()
    assert ended, "it failed"
    return time.monotonic() - ended[0]
