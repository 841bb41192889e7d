"""What kind of organisation somebody works for."""

from enum import StrEnum


class Kind(StrEnum):
    """As the group sorts itself; UNKNOWN until the person says."""

    UNKNOWN = ""
    MINISTRY = "ministry"
    TRAINING = "training"
    ACADEMIA = "academia"
    NGO = "ngo"
    COMPANY = "company"
    OTHER = "other"
