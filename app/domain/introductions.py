"""How somebody who comes by a review link says who they are; nothing of it is proved."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.addresses import MAX_EMAIL_CHARACTERS, is_address
from app.domain.invitees import BAD_EMAIL, MAX_NAME_CHARACTERS, NO_NAME, Reason
from app.domain.words import plain

LONG_NAME = Reason("The name is too long.")
LONG_EMAIL = Reason("The e-mail address is too long.")


@dataclass(frozen=True)
class Introduction:
    """A name and an e-mail address, as they were given.

    language: the one they chose on the way; "" leaves it to their browser.
    """

    name: str
    email: str
    language: str = ""

    @property
    def problems(self) -> Mapping[str, Reason]:
        """Field -> what is wrong with it; nothing when all is well."""
        checks = (
            ("name", NO_NAME, not plain(self.name)),
            ("name", LONG_NAME, len(self.name) > MAX_NAME_CHARACTERS),
            ("email", BAD_EMAIL, not is_address(self.email)),
            ("email", LONG_EMAIL, len(self.email) > MAX_EMAIL_CHARACTERS),
        )
        return {field: reason for field, reason, holds in checks if holds}
