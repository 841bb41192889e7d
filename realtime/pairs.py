"""Where the characters of two UTF-16 units stand, which nothing may split.

Yjs counts UTF-16 units. An edit between the two halves of one character leaves broken characters
in a browser, and in pycrdt blocks whose length is not the one of their text: the document and a
replay of its log would part.
"""

import re
from array import array
from bisect import bisect_left

from realtime.contents import Contents

_TWO_UNITS = re.compile("[\U00010000-\U0010ffff]")


class Pairs:
    """Every such character of some updates; it only grows, since Yjs forgets no unit."""

    def __init__(self) -> None:
        self._halves: dict[int, array[int]] = {}  # client -> clocks of second halves, ascending
        self._read: dict[int, int] = {}  # client -> how far its text was read

    def add(self, contents: Contents) -> None:
        """Take in the text that comes after what was read already."""
        for client, run in contents.structs.items():
            read = self._read.get(client, 0)
            for struct in run:
                if struct.end <= read:
                    continue
                if struct.text is not None and not struct.text.isascii():
                    self._add_text(client, struct.clock, struct.text, read)
                read = struct.end
            self._read[client] = read

    def _add_text(self, client: int, clock: int, text: str, read: int) -> None:
        halves = [clock + n + m.start() + 1 for n, m in enumerate(_TWO_UNITS.finditer(text))]
        new = halves[bisect_left(halves, read) :]
        if new:
            self._halves.setdefault(client, array("I")).extend(new)

    def split_at(self, client: int, clock: int) -> bool:
        """Whether a cut before this unit would go through a character."""
        halves = self._halves.get(client)
        if not halves:
            return False
        at = bisect_left(halves, clock)
        return at < len(halves) and halves[at] == clock
