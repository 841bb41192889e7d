"""Everyone who has a document open in this process, and up to where they were told what is new."""

from collections.abc import Callable, Sequence

from realtime.log import Head
from realtime.shared_text import merged

Publish = Callable[[bytes, int, str | None], None]
"""Sends (update, seq) to everyone but the connection named last."""


class Audience:
    """Hears every row once and in order, or is asked to rejoin."""

    def __init__(self, publish: Publish, ask_to_rejoin: Callable[[], None]) -> None:
        self.ask_to_rejoin = ask_to_rejoin
        self._publish = publish
        self._told: Head | None = None

    def tell(self, head: Head, updates: Sequence[bytes], skip: str | None = None) -> None:
        """Send the `updates` that lead to `head`, one a row, to everyone but `skip`.

        When rows lie between the last ones sent and these (the text was dropped and loaded again,
        or a sending failed), or the generation is another, everyone is asked to rejoin instead.
        """
        told = self._told
        if told is not None and (told.generation, told.seq + len(updates)) != (
            head.generation,
            head.seq,
        ):
            self.ask_to_rejoin()
        elif updates:
            self._publish(merged(updates), head.seq, skip)
        self._told = head
