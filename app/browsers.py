"""What a browser calls itself, in words for its owner."""

import re

from flask_babel import gettext
from ua_parser import parse

# Variants of one browser that differ by the system only, which is named beside it.
_VARIANT = re.compile(r"^(Mobile |Headless)|( Mobile| iOS| UI/WKWebView| WebView)+$")
# Where the devices themselves have another name for it.
_SYSTEMS = {"Mac OS X": "Mac", "iOS": "iPhone / iPad", "Chrome OS": "Chromebook"}


def browser_name(user_agent: str) -> str:
    """For example "Firefox, Windows", from the User-Agent header."""
    found = parse(user_agent)
    browser = _VARIANT.sub("", found.user_agent.family) if found.user_agent else ""
    system = _SYSTEMS.get(found.os.family, found.os.family) if found.os else ""
    names = [name for name in (browser, system) if name]
    return ", ".join(names) or gettext("A browser that does not say what it is")
