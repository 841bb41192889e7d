"""Where news goes: what this process noticed, and what the other processes ring."""

from app.notices import Notice, RightsChanged
from realtime.channel import Surroundings
from realtime.rings import Ring
from realtime.rooms import Rooms
from realtime.sweep import Sweep


class Exchange:
    """Hands news to the rooms of this process, and our own to the others."""

    def __init__(self, rooms: Rooms, sweep: Sweep, surroundings: Surroundings) -> None:
        self._rooms = rooms
        self._sweep = sweep
        self._ring = surroundings.ring

    def notice(self, notice: Notice) -> None:
        """A page of this process committed something: tell who shows it, here and elsewhere."""
        if isinstance(notice, RightsChanged):
            self._sweep.hurry()
        else:
            self._rooms.hear("", notice)
        self._ring(notice)

    def hear(self, process: str, ring: Ring) -> None:
        """Another process of that name rings."""
        if isinstance(ring, RightsChanged):
            self._sweep.hurry()
        else:
            self._rooms.hear(process, ring)

    def wake(self) -> None:
        """Others can be heard (again): ask who is where, and read what was missed meanwhile."""
        self._rooms.ask_presence()
        self._sweep.hurry()
