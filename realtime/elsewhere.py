"""Which tabs have a document open on other processes, as those said last."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime

from realtime.limits import MAX_PRESENT
from realtime.rings import Tab


class Elsewhere:
    """The tabs of each process. What is heard replaces what was heard before."""

    def __init__(self) -> None:
        self._tabs: dict[str, dict[int, Tab]] = {}  # process -> client id -> tab
        self._heard_at: dict[str, datetime] = {}

    def __iter__(self) -> Iterator[Tab]:
        for tabs in self._tabs.values():
            yield from tabs.values()

    def __len__(self) -> int:
        return sum(map(len, self._tabs.values()))

    def __contains__(self, client_id: int) -> bool:
        return any(client_id in tabs for tabs in self._tabs.values())

    def show(self, process: str, tab: Tab, now: datetime) -> bool:
        """The process has this tab; whether that is news. More than MAX_PRESENT are not kept."""
        self._heard_at[process] = now
        tabs = self._tabs.setdefault(process, {})
        if tabs.get(tab.client_id) == tab:
            return False
        if tab.client_id not in tabs and len(self) >= MAX_PRESENT:
            return False
        tabs[tab.client_id] = tab
        return True

    def remove(self, process: str, client_id: int) -> bool:
        """The process has it no more; whether it had it."""
        return self._tabs.get(process, {}).pop(client_id, None) is not None

    def without(self, process: str, kept: Collection[int]) -> Sequence[int]:
        """The process has no tabs but those with `kept` client ids; returns those it had."""
        gone = [one for one in self._tabs.get(process, {}) if one not in kept]
        for client_id in gone:
            self.remove(process, client_id)
        return gone

    def forget_silent(self, since: datetime) -> Sequence[int]:
        """Processes that were not heard after `since` are gone; returns the ids they had."""
        silent = [process for process, at in self._heard_at.items() if at < since]
        gone = [client_id for process in silent for client_id in self.without(process, ())]
        for process in silent:
            del self._tabs[process], self._heard_at[process]
        return gone

    def clear(self) -> None:
        self._tabs.clear()
        self._heard_at.clear()
