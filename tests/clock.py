"""A clock that a test turns by hand."""

from datetime import UTC, datetime

NOW = datetime(2026, 3, 14, 9, 30, tzinfo=UTC)  # when the data of most tests are made


class Clock:
    """Called, it tells the time it stands at."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 14, 10, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now
