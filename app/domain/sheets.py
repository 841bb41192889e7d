"""Cells of a table that a spreadsheet opens."""

import re

# At its beginning, and within it where a spreadsheet that expects semicolons or tabs between cells
# begins another one.
_FORMULA = re.compile(r"^(?=[=+\-@\t\r])|(?<=[;\t\r\n\"])(?=[=+\-@])")


def inert(cell: str) -> str:
    """`cell` so that no spreadsheet takes any of it for a formula, by apostrophes if need be."""
    return _FORMULA.sub("'", cell)
