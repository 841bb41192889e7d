"""Keys that a form carries, so that what is sent twice is made once."""

import re

from app.domain.errors import InvalidError

_KEY = re.compile(r"[A-Za-z0-9_-]{22}")


def demand_key(key: str) -> None:
    """Raises InvalidError unless `key` looks like one that a page of ours was given."""
    if not _KEY.fullmatch(key):
        raise InvalidError("This form is not complete. Load its page again, then try once more.")
