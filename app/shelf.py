"""What is dear to make and asked for by many: kept until its room is needed."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Made = TypeVar("Made")


class Shelf(Generic[Made]):
    """Things by what they are made of. Whoever asks for what is being made waits for it.

    room: how much may lie on it, by `size` of each; what nobody wanted for longest goes first.
    """

    def __init__(self, room: int, size: Callable[[Made], int]) -> None:
        self._room, self._size = room, size
        self._made: OrderedDict[Hashable, Made] = OrderedDict()
        self._taken = 0
        self._lock = threading.Lock()
        self._making: dict[Hashable, threading.Lock] = {}

    def get(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """What lies there under `key`, made now if it does not. Raises what `make` raises."""
        with self._lock:
            if key in self._made:
                self._made.move_to_end(key)
                return self._made[key]
            making = self._making.setdefault(key, threading.Lock())
        try:
            with making:
                found = self._made.get(key)
                return self._put(key, make()) if found is None else found
        finally:
            with self._lock:
                self._making.pop(key, None)

    def _put(self, key: Hashable, made: Made) -> Made:
        with self._lock:
            if key in self._made:  # somebody came when the lock of the making was just gone
                return self._made[key]
            self._made[key] = made
            self._taken += self._size(made)
            while self._taken > self._room and len(self._made) > 1:
                _, gone = self._made.popitem(last=False)
                self._taken -= self._size(gone)
        return made
