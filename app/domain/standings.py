"""Where an invitation stands."""

from datetime import datetime
from enum import StrEnum


class Standing(StrEnum):
    """Only an open invitation can be accepted; an expired one can be given a new link."""

    OPEN = "open"
    EXPIRED = "expired"
    ACCEPTED = "accepted"
    REVOKED = "revoked"


def standing(
    accepted_at: datetime | None, revoked_at: datetime | None, expires_at: datetime, now: datetime
) -> Standing:
    """How an invitation with these moments stands at `now`."""
    if accepted_at is not None:
        return Standing.ACCEPTED
    if revoked_at is not None:
        return Standing.REVOKED
    return Standing.EXPIRED if expires_at <= now else Standing.OPEN
