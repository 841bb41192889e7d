"""What stands below a text that went out as Markdown: it comes back without that."""

import re

from app.exporting.markdown import text_in

_FOOTER = re.compile(r"\n\n---\n\n[^\n]*SHA-256 `[0-9a-f]{64}`(?=\n|\Z)")


def without_footer(text: str) -> str:
    """The text of a file, as its hash proves it, or as somebody changed it since."""
    proved = text_in(text)
    footers = list(_FOOTER.finditer(proved)) if proved == text else []
    return proved[: footers[-1].start()] if footers else proved
