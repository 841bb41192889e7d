"""Somebody who is to be invited: what must be known of them, and within what bounds."""

from dataclasses import dataclass
from typing import NewType

from app.domain.addresses import MAX_EMAIL_CHARACTERS, is_address
from app.domain.roles import Role
from app.domain.words import plain

MAX_NAME_CHARACTERS = 200  # what the columns of the database hold

Reason = NewType("Reason", str)
"""A sentence that says why somebody cannot be invited; translated when it is shown."""

NO_NAME = Reason("The name is missing.")
BAD_EMAIL = Reason("The e-mail address is missing or not complete.")
TOO_LONG = Reason("A name or an address is too long.")


@dataclass(frozen=True)
class Invitee:
    """A person to invite.

    email: in lower case. country: ISO 3166 alpha-2, or "". locale: one of our languages, or ""
    when nobody said which the person reads.
    """

    email: str
    name: str
    organisation: str
    country: str
    role: Role
    locale: str = ""

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Why this person cannot be invited like this; nothing when all is well."""
        longest = max(len(self.name), len(self.organisation))
        checks = (
            (NO_NAME, not plain(self.name)),
            (BAD_EMAIL, len(self.email) <= MAX_EMAIL_CHARACTERS and not is_address(self.email)),
            (TOO_LONG, longest > MAX_NAME_CHARACTERS or len(self.email) > MAX_EMAIL_CHARACTERS),
        )
        return tuple(reason for reason, holds in checks if holds)
