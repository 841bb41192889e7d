"""Who somebody is elsewhere, and which of what is said there about them can be relied on."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.errors import SignInError

MAX_SUBJECT_CHARACTERS = 255


@dataclass(frozen=True)
class Proof:
    """What a provider vouches for: its name for somebody, and an address of theirs it has checked.

    email: in lower case; "" when it has checked none.
    """

    issuer: str
    subject: str
    email: str


def proof_of(issuer: str, claims: Mapping[str, object]) -> Proof:
    """What the provider's `claims` prove, once it is sure that they are its own.

    Raises SignInError when they name nobody.
    """
    subject = claims.get("sub")
    if not isinstance(subject, str) or not 0 < len(subject) <= MAX_SUBJECT_CHARACTERS:
        raise _unreadable()
    if not (subject.isascii() and subject.isprintable()):
        raise _unreadable()
    return Proof(issuer, subject, _checked_email(claims))


def _checked_email(claims: Mapping[str, object]) -> str:
    email, checked = claims.get("email"), claims.get("email_verified")
    if not isinstance(email, str) or not email.isprintable():
        return ""
    # Some providers send the word. Anything else that Python takes for true proves nothing.
    if checked is not True and checked != "true":
        return ""
    # Only A to Z: lower() would turn the Kelvin sign into a k, and one address into another's.
    return email.encode().lower().decode()


def _unreadable() -> SignInError:
    return SignInError(
        "The service you signed in with does not say who you are in a way that CoCharter "
        "understands. Please come in by a personal link: your facilitator can send you one."
    )
