"""What a browser calls itself, in words for its owner."""

from flask_babel import gettext
from ua_parser import parse


def browser_name(user_agent: str) -> str:
    """For example "Firefox, Windows", from the User-Agent header."""
    found = parse(user_agent)
    names = [part.family for part in (found.user_agent, found.os) if part]
    return ", ".join(names) or gettext("A browser that does not say what it is")
