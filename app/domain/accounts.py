"""What people choose for themselves, whatever groups they are in."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from app.domain.invitees import MAX_NAME_CHARACTERS, NO_NAME, Reason

LONG_NAME = Reason("The name is too long.")
NO_LANGUAGE = Reason("This language is not available.")
NO_ZONE = Reason("This time zone is not known.")


@dataclass(frozen=True)
class Choices:
    """How somebody is called, reads, tells the time and hears from us.

    language, time_zone (IANA): "" leaves it to their browser. wants_mail: whether to hear by mail
    of what others change about their place in a group.
    """

    name: str
    language: str
    time_zone: str
    wants_mail: bool

    def problems(self, languages: Collection[str], zones: Collection[str]) -> Mapping[str, Reason]:
        """Field -> what is wrong with it, where only those languages and zones are known."""
        checks = (
            ("name", NO_NAME, not self.name),
            ("name", LONG_NAME, len(self.name) > MAX_NAME_CHARACTERS),
            ("language", NO_LANGUAGE, self.language not in {"", *languages}),
            ("time_zone", NO_ZONE, self.time_zone not in {"", *zones}),
        )
        return {field: reason for field, reason, holds in checks if holds}
