"""When the units of each browser were written, to the minute."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from realtime.contents import read

EVERY_SECONDS = 60  # a page that writes on is noted at most this often


class Moments:
    """entries: client id -> (clock, seconds since 1970), in order: units were written at the moment
    of the last entry that has their clock or one before it."""

    def __init__(
        self,
        entries: Mapping[int, Sequence[tuple[int, int]]] | None = None,
        clocks: Mapping[int, int] | None = None,
    ) -> None:
        """clocks: client id -> number of its units that are known."""
        self.entries = {
            client: [(clock, seconds) for clock, seconds in noted]
            for client, noted in (entries or {}).items()
        }
        self._clocks = dict(clocks or {})

    def note(self, update: bytes, at: datetime) -> None:
        """Take in what `update` brings; what it repeats was written when it first came."""
        seconds = int(at.timestamp())
        for client, structs in read(update, len(update), len(update)).structs.items():
            known, end = self._clocks.get(client, 0), structs[-1].end
            if end <= known:
                continue
            self._clocks[client] = end
            noted = self.entries.setdefault(client, [])
            if not noted or seconds >= noted[-1][1] + EVERY_SECONDS:
                noted.append((known, seconds))
