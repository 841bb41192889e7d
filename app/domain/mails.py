"""What CoCharter writes mails about, and how long it goes on trying to send one."""

from datetime import datetime, timedelta
from enum import StrEnum


class About(StrEnum):
    """The kinds of mail; each has a text of its own."""

    INVITATION = "invitation"
    SIGN_IN = "sign_in"
    PLACE = "place"
    DIGEST = "digest"
    VOTE = "vote"  # a round was opened
    REMINDER = "reminder"
    ORAL = "oral"  # a vote was written down for somebody who said it aloud
    OUTCOME = "outcome"


PATIENCE = {
    About.INVITATION: timedelta(days=4),
    About.SIGN_IN: timedelta(hours=1),  # who waits longer has asked again
    About.PLACE: timedelta(days=2),
    About.DIGEST: timedelta(days=2),
    About.VOTE: timedelta(days=2),
    About.REMINDER: timedelta(hours=12),
    About.ORAL: timedelta(days=2),
    About.OUTCOME: timedelta(days=2),
}
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360, 720))


def next_try(about: About, created_at: datetime, tries: int, now: datetime) -> datetime | None:
    """When to try again after `tries` that failed, the first of them too; None: never."""
    at = now + PAUSES[min(tries, len(PAUSES)) - 1]
    return None if is_stale(about, created_at, at) else at


def is_stale(about: About, created_at: datetime, now: datetime) -> bool:
    """Whether a mail that was asked for at `created_at` helps nobody any more."""
    return now - created_at > PATIENCE[about]
