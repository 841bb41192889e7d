"""Somebody who is to be invited: what must be known of them, and within what bounds."""

import re
from dataclasses import dataclass
from typing import NewType

from app.domain.roles import Role

MAX_NAME_CHARACTERS = 200  # what the columns of the database hold
MAX_EMAIL_CHARACTERS = 320

Reason = NewType("Reason", str)
"""A sentence that says why somebody cannot be invited; translated when it is shown."""

NO_NAME = Reason("The name is missing.")
BAD_EMAIL = Reason("The e-mail address is missing or not complete.")
TOO_LONG = Reason("A name or an address is too long.")

_EMAIL = re.compile(r"""[^@\s<>()",;:\\]+@[^@\s<>()",;:\\]+\.[^@\s<>()",;:\\]+""")


def is_email(text: str) -> bool:
    """Whether `text` looks like one e-mail address; only a mail could tell whether it is one."""
    return _EMAIL.fullmatch(text) is not None


@dataclass(frozen=True)
class Invitee:
    """A person to invite; `email` is in lower case, `country` ISO 3166 alpha-2 or empty."""

    email: str
    name: str
    organisation: str
    country: str
    role: Role

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Why this person cannot be invited like this; nothing when all is well."""
        longest = max(len(self.name), len(self.organisation))
        checks = (
            (NO_NAME, not self.name),
            (BAD_EMAIL, not is_email(self.email)),
            (TOO_LONG, longest > MAX_NAME_CHARACTERS or len(self.email) > MAX_EMAIL_CHARACTERS),
        )
        return tuple(reason for reason, holds in checks if holds)
