"""The link in a mail that ends mails of its kind: signed, so that nobody makes one for another."""

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer

from app.domain.errors import NotFoundError
from app.models import Person


def unsubscribe_token(person: Person) -> str:
    """What stands in the person's link. It works for ever, and does nothing else."""
    return str(_signer().dumps(person.key))


def person_key_in(token: str) -> str:
    """The key of the person whose link it is. Raises NotFoundError."""
    try:
        return str(_signer().loads(token))
    except BadSignature:
        raise NotFoundError(
            "This link is not known. You can switch these mails off on the page of your account."
        ) from None


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.secret_key or "", salt="unsubscribe")
