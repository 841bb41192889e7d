"""Cells that a spreadsheet opens."""

import pytest

from app.domain.sheets import inert


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_is_a_formula(cell: str) -> None:
    assert inert(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "words", "'=1", "1 - 1", "عربي"])
def test_other_cells_stay_as_they_are(cell: str) -> None:
    assert inert(cell) == cell
