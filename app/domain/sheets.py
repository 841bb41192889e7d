"""Cells of a table that a spreadsheet opens."""

_BEGIN_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def inert(cell: str) -> str:
    """`cell` so that no spreadsheet takes it for a formula: behind an apostrophe, if need be."""
    return f"'{cell}" if cell.startswith(_BEGIN_A_FORMULA) else cell
