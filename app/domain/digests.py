"""How often somebody wants to read by mail what others said about the texts."""

from enum import StrEnum


class Digest(StrEnum):
    """At most one mail a day; one for each thread that moves; or none."""

    DAILY = "daily"
    EACH = "each"
    NONE = "none"
