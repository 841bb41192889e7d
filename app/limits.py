"""How often somebody may ask: generous for reading, strict where a secret could be guessed."""

from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_login import current_user

from app.config import Settings

READING = "1200 per minute"
# A link holds 256 random bits, so nobody guesses one; and a whole meeting may share an address.
SIGNING_IN = "600 per minute"
# Each asks for a mail to somebody: a meeting may, a person who is pestered must not suffer long.
ASKING = "100 per minute"
ASKING_FOR_ONE = "5 per 15 minutes"
INVITING = "1000 per hour"  # people written to, by any of the forms that do so
INVITING_SCOPE = "inviting"
# A whole meeting behind one address comes in, and a second one after it; but each time makes a
# new person, whom nobody invited by name.
INTRODUCING = "120 per hour"
# Of remarks and what becomes of them: more than the quickest hand in a meeting.
WRITING = "60 per minute; 900 per hour"
REMEMBERING = "120 per minute"  # each may have a part of a long history replayed
IMPORTING = "60 per hour"  # each is read by a process of its own, one at a time
EXPORTING = "10 per hour"  # each reads a person's whole part of the log
TAKING_ALONG = "20 per minute; 200 per hour"  # each file is made by a process of its own
_IMPATIENT = {"socket_connect_timeout": 1, "socket_timeout": 1}  # seconds, before a page goes on

# Groups and documents a person makes: more than the liveliest meeting needs.
MAKING = "60 per hour"


def who_asks() -> str:
    """The person, so that a meeting behind one address is no limit; before sign-in the address."""
    if current_user.is_authenticated:
        return f"person {current_user.person_id}"
    return get_remote_address()


limiter = Limiter(who_asks, default_limits=[READING], in_memory_fallback_enabled=True)


limit_writing = limiter.shared_limit(WRITING, scope="writing")
"""Counts all that a person says in threads or does to them together."""


limit_remembering = limiter.shared_limit(REMEMBERING, scope="remembering")
"""Counts all that a person asks about the histories of texts together."""


def init_app(app: Flask, settings: Settings) -> None:
    """Count in Redis for all processes together; by this one alone without it, or while away."""
    app.config.update(
        RATELIMIT_STORAGE_URI=settings.redis_url or "memory://",
        RATELIMIT_STORAGE_OPTIONS=_IMPATIENT if settings.redis_url else {},
    )
    limiter.init_app(app)
