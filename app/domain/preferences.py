"""What people set for themselves, in all their groups alike."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import NewType

from app.domain.words import plain

MAX_NAME_CHARACTERS = 200  # what the column of the database holds

Mistake = NewType("Mistake", str)
"""A sentence that says what is wrong with a field; translated when it is shown."""

NO_NAME = Mistake("The name is missing. Write it as others shall read it.")
LONG_NAME = Mistake("This name is too long. Shorten it to 200 characters.")
NO_LANGUAGE = Mistake("Choose one of these languages.")
NO_ZONE = Mistake("Choose one of these time zones.")


@dataclass(frozen=True)
class Preferences:
    """How somebody wants to be called, written to and shown things.

    locale, time_zone: "" leaves it to their browser.
    """

    name: str
    locale: str
    time_zone: str
    wants_mail: bool

    def mistakes(
        self, languages: Collection[str], time_zones: Collection[str]
    ) -> Mapping[str, Mistake]:
        """Field -> what is wrong with it, where only these languages and zones can be chosen."""
        checks = (
            ("name", NO_NAME, not plain(self.name)),
            ("name", LONG_NAME, len(self.name) > MAX_NAME_CHARACTERS),
            ("locale", NO_LANGUAGE, self.locale not in ("", *languages)),
            ("time_zone", NO_ZONE, self.time_zone not in ("", *time_zones)),
        )
        return {field: mistake for field, mistake, holds in checks if holds}
