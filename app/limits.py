"""How often somebody may ask: generous for reading, strict where a secret could be guessed."""

from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_login import current_user

READING = "1200 per minute"
# A link holds 256 random bits, so nobody guesses one; and a whole meeting may share an address.
SIGNING_IN = "600 per minute"

# A whole meeting behind one address comes in, and a second one after it; but each time makes a
# new person, whom nobody invited by name.
INTRODUCING = "120 per hour"


def who_asks() -> str:
    """The person, so that a meeting behind one address is no limit; before sign-in the address."""
    if current_user.is_authenticated:
        return f"person {current_user.person_id}"
    return get_remote_address()


limiter = Limiter(who_asks, default_limits=[READING], storage_uri="memory://")
