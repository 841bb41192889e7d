"""How many runs of text claim each place of a document, which its bound keeps few.

Runs between the same two neighbours are rivals: to order them, Yjs compares each with all the
others. People who type at the same place at the same time make a handful.
"""

from collections import Counter

from realtime.contents import Contents, Struct
from realtime.encoding import Id

Place = tuple[Id | None, Id | None]


class Rivals:
    """The runs of some updates, by place; it only grows, since Yjs forgets no run."""

    def __init__(self) -> None:
        self._at: Counter[Place] = Counter()
        self._read: dict[int, int] = {}  # client -> how far its runs were read

    def add(self, contents: Contents) -> None:
        """Take in the runs that come after what was read already."""
        self._at.update(self._brought(contents))
        for client, run in contents.structs.items():
            self._read[client] = max(run[-1].end, self._read.get(client, 0))

    def most_with(self, contents: Contents) -> int:
        """How many runs the fullest of the places to which `contents` adds would then hold."""
        brought = self._brought(contents)
        return max((self._at[place] + count for place, count in brought.items()), default=0)

    def _brought(self, contents: Contents) -> Counter[Place]:
        return Counter(
            (struct.left, struct.right)
            for client, run in contents.structs.items()
            for struct in run
            if struct.clock >= self._read.get(client, 0)
            if not struct.skipped and not _goes_on(struct)
        )


def _goes_on(struct: Struct) -> bool:
    """Whether it follows what its client wrote just before.

    Nearly all runs do; each has a place of its own there, so that counting them is not worth it.
    """
    return struct.left == (struct.client, struct.clock - 1)
