"""The frames of one line that were read and wait to be handled: few, and who adds to many waits."""

from typing import Any

from gevent.lock import Semaphore

from realtime.limits import MAX_WAITING_FRAMES


class Inbox(list[Any]):
    """In the place of simple-websocket's plain list, which has no bound.

    While its `append` waits nothing is read from the line, so that the sender has to wait as well.
    """

    def __init__(self) -> None:
        super().__init__()
        self._places = Semaphore(MAX_WAITING_FRAMES)
        self._open = True

    def append(self, frame: Any) -> None:
        self._places.acquire()
        if self._open:
            super().append(frame)
        else:
            self._places.release()

    def pop(self, index: Any = -1) -> Any:
        frame = super().pop(index)
        self._places.release()
        return frame

    def close(self) -> None:
        """Drop everything, and whatever is added from now on."""
        self._open = False
        self.clear()
        self._places.release()
