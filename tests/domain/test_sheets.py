"""Cells that a spreadsheet opens."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.sheets import inert

BEGIN_A_FORMULA = ("=", "+", "-", "@")


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_is_a_formula(cell: str) -> None:
    assert inert(cell).startswith("'")


@pytest.mark.parametrize("cell", ["", "words", "'=1", "1 - 1", "a = b", "x; y", "عربي"])
def test_other_cells_stay_as_they_are(cell: str) -> None:
    assert inert(cell) == cell


@given(st.lists(st.text(alphabet='=+-@;,"\t\r\na1 '), min_size=1, max_size=3))
def test_nothing_is_a_formula_whatever_marks_a_spreadsheet_expects_between_cells(
    cells: list[str],
) -> None:
    sheet = io.StringIO()
    csv.writer(sheet).writerow([inert(cell) for cell in cells])
    for delimiter in (",", ";", "\t"):
        rows = csv.reader(io.StringIO(sheet.getvalue(), newline=""), delimiter=delimiter)
        assert not [cell for row in rows for cell in row if cell.startswith(BEGIN_A_FORMULA)]
