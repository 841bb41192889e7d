"""How often one person may do something, on all their connections together."""

from limits import RateLimitItem, RateLimitItemPerMinute, RateLimitItemPerSecond
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter

from realtime.errors import Refused
from realtime.limits import (
    AWARENESS_A_SECOND,
    BEACONS_A_MINUTE,
    BYTES_A_MINUTE,
    JOINS_A_MINUTE,
    UPDATES_A_SECOND,
)

ALLOWED: dict[str, RateLimitItem] = {
    "join": RateLimitItemPerMinute(JOINS_A_MINUTE, namespace="join"),
    "update": RateLimitItemPerSecond(UPDATES_A_SECOND, namespace="update"),
    "awareness": RateLimitItemPerSecond(AWARENESS_A_SECOND, namespace="awareness"),
    "beacon": RateLimitItemPerMinute(BEACONS_A_MINUTE, namespace="beacon"),
    "leave": RateLimitItemPerMinute(JOINS_A_MINUTE, namespace="leave"),
}
BYTES: RateLimitItem = RateLimitItemPerMinute(BYTES_A_MINUTE, namespace="bytes")


class Allowance:
    """Counts by person, never by address: a whole meeting shares one."""

    def __init__(self) -> None:
        self._limiter = FixedWindowRateLimiter(MemoryStorage())

    def spend(self, event: str, person_id: int, size: int) -> None:
        """Raises Refused("busy") when the person did this too often, or sent too much, just now.

        size: the bytes that would have to be read.
        """
        person = str(person_id)
        if not self._limiter.hit(ALLOWED[event], person):
            raise Refused("busy")
        if size and not self._limiter.hit(BYTES, person, cost=size):
            raise Refused("busy")
