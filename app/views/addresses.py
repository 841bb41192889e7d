"""Addresses that a form or a browser gives us to go to: only our own are followed."""

import re

# One slash, then no second and no backslash: browsers read "//host" and "/\host" as another site.
_LOCAL = re.compile(r"/(?![/\\])[^\x00-\x20\\]*")


def local_path(text: str) -> str:
    """`text` when it is a path on this site, else the start page."""
    return text if _LOCAL.fullmatch(text) else "/"
