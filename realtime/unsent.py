"""What waits for one reader: queued for the line and not yet written to it."""

from dataclasses import dataclass


@dataclass
class Unsent:
    """How many messages, and their size in bytes.

    Engine.IO's own queue says too little: who writes takes all of it at once, then waits.
    """

    count: int = 0
    size: int = 0

    def add(self, message: bytes) -> None:
        self.count += 1
        self.size += len(message)

    def remove(self, message: bytes) -> None:
        self.count -= 1
        self.size -= len(message)
