"""E-mail addresses, as far as one can tell without writing to them."""

import re

MAX_EMAIL_CHARACTERS = 320  # what the columns of the database hold

_EMAIL = re.compile(r"""[^@\s<>()",;:\\]+@[^@\s<>()",;:\\]+\.[^@\s<>()",;:\\]+""")


def is_address(text: str) -> bool:
    """Whether `text` is one whole address, and not too long to be kept."""
    return len(text) <= MAX_EMAIL_CHARACTERS and _EMAIL.fullmatch(text) is not None
