"""What files are called that people take along."""

import re
import unicodedata
from urllib.parse import quote

MOST_CHARACTERS = 100  # of words of people: file systems count bytes, and end at 255
_FORBIDDEN = re.compile(r'[/\\:*?"<>|]+')


def file_name(words: str, about: str, ending: str) -> str:
    """As "Network Charter v3.pdf": `words`, which somebody wrote, and which of its files it is."""
    # Characters without a shape could make a name read otherwise than it is.
    seen = "".join(" " if unicodedata.category(each)[0] == "C" else each for each in words)
    kept = " ".join(_FORBIDDEN.sub(" ", seen).split())[:MOST_CHARACTERS].strip(" .")
    return " ".join(filter(None, (kept, about))) + f".{ending}"


def disposition(name: str) -> str:
    """The header by which a browser keeps a file of this name (RFC 6266), and old ones as well."""
    simple = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    simple = simple.replace('"', "").replace("\\", "").strip()
    if not re.match("[A-Za-z0-9]", simple):  # none of the letters of the title is left
        simple = f"text {simple}"
    return f"attachment; filename=\"{simple}\"; filename*=UTF-8''{quote(name, safe='')}"
