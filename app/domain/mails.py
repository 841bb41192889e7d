"""What CoCharter writes mails about."""

from enum import StrEnum


class About(StrEnum):
    """The kinds of mail; each has a text of its own."""

    INVITATION = "invitation"
    SIGN_IN = "sign_in"
    PLACE = "place"
