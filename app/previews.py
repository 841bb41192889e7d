"""What somebody was shown of an import, carried by the page's form: signed, so that it is applied
exactly as it was seen, by who saw it, in that document.
"""

from flask import current_app
from itsdangerous import BadData, URLSafeSerializer

from app.domain.errors import InvalidError
from app.services.importing import Seen


def sealed(seen: Seen, person_id: int, key: str) -> str:
    """What the form carries."""
    return str(_signer().dumps([person_id, key, seen.seq, seen.sha256, seen.after]))


def opened(carried: str, person_id: int, key: str) -> Seen:
    """What was seen. Raises InvalidError when this is not what their form carried."""
    try:
        whose, where, *seen = _signer().loads(carried)
    except BadData:
        whose = where = None
    if (whose, where) != (person_id, key):
        raise InvalidError("This could not be understood. Choose the file once more.")
    return Seen(*seen)


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.secret_key or "", salt="import")
