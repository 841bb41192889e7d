"""A server as a process of its own: it is there once it answers, and gone once it has ended."""

import signal
import subprocess
import time
from abc import ABC, abstractmethod
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from tests.servers.ports import free_port

PATIENCE_SECONDS = 30
GLANCE_SECONDS = 0.02


class Daemon(ABC):
    """Listens on `port` of 127.0.0.1, the same one after each start; its log is in `folder`."""

    stopping = signal.SIGTERM

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.port = free_port()
        self.log = folder / f"{type(self).__name__.lower()}.log"
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        assert self._process
        return self._process.pid

    def start(self) -> None:
        """Returns when it answers; raises RuntimeError with its log when it does not."""
        with self.log.open("ab") as log:
            # In a session of its own: Ctrl-C is for the tests, which then stop it in good order.
            self._process = subprocess.Popen(
                self.command(), stdout=log, stderr=log, start_new_session=True, **self.options()
            )
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not self.answers():
            self._end_within(GLANCE_SECONDS)
            if self._process.poll() is not None or time.monotonic() > deadline:
                self.stop()
                raise RuntimeError(f"{self.command()[0]} did not start:\n{self.log.read_text()}")

    def stop(self) -> None:
        """Returns when it has ended; does nothing when it did before."""
        if self._process is None or self._process.poll() is not None:
            return
        self._process.send_signal(self.stopping)
        self._end_within(PATIENCE_SECONDS)
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()

    def restart(self) -> None:
        """Stop it and start it again, on the same port and the same data."""
        self.stop()
        self.start()

    @abstractmethod
    def command(self) -> Sequence[str]:
        """What is run."""

    def options(self) -> dict[str, Any]:
        """How it is run, in the words of subprocess."""
        return {"cwd": self.folder}

    @abstractmethod
    def answers(self) -> bool:
        """Whether it takes commands by now."""

    def _end_within(self, seconds: float) -> None:
        assert self._process
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(seconds)
