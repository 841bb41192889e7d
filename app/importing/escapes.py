"""The backslashes that make text show as itself where Markdown would read markup."""

import re

from app.importing.characters import is_letter

_SPECIAL = re.compile(
    r"[\\`\[\]|]|[*_]|~(?=~)|(?<=~)~|<(?=[a-z/!?])|&(?=(?:#\d+|#x[\da-f]+|[a-z][a-z\d]*);)",
    re.IGNORECASE | re.ASCII,
)
_BLOCK_START = re.compile(
    r"(\s*)(?:([-+*>])(?=\s|$|>)|(>)|(#{1,6})(?=\s|$)|(\d{1,9})([.)])(?=\s|$))", re.ASCII
)
# A rule, or the row of dashes that would turn the line above it into the head of a table.
_DASHES_ONLY = re.compile(r"(\s*)(?=[\s:|-]*-)([\s:|-]+)$", re.ASCII)


def escape_positions(text: str, *, cell: bool) -> set[int]:
    """Where in `text` a backslash is needed; `cell` when it stands in a table."""
    found = (match.start() for match in _SPECIAL.finditer(text))
    return {at for at in found if _is_markup(text, at, cell=cell)}


def escape_line_start(line: str) -> str:
    """A line of a paragraph, escaped where its start would begin a list, a heading, a quote …"""
    if _DASHES_ONLY.match(line):
        return re.sub(r"(\S)", r"\\\1", line, count=1)
    found = _BLOCK_START.match(line)
    if found is None:
        return line
    space, number, rest = found[1], found[5], line[found.end() :]
    if number:
        return f"{space}{number}\\{found[6]}{rest}"
    return f"{space}\\{line[len(space) :]}"


def _is_markup(text: str, at: int, *, cell: bool) -> bool:
    before, after = text[at - 1 : at] or " ", text[at + 1 : at + 2] or " "
    if text[at] == "|":
        return cell
    if text[at] == "*":
        return not (before.isspace() and after.isspace())
    if text[at] == "_":
        return not (is_letter(before) and is_letter(after))
    return True
