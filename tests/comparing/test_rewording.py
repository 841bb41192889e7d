"""What makes one text of another is found here when that is soon done, else by another process."""

import pytest

from app.comparing import rewording, turns
from app.comparing.rewording import edits_in_time
from app.domain.diffs import edits, line_edits
from app.domain.merging import applied

SHORT = "# Rules\n\nWe meet **twice** a year. 😀\n"
LONG = SHORT + "We meet twice a year. كل سنة\n\n" * 4_000


@pytest.mark.parametrize(("text", "here"), [(SHORT, True), (LONG, False)])
def test_the_same_is_found_wherever_it_is_looked_for(
    monkeypatch: pytest.MonkeyPatch, text: str, here: bool
) -> None:
    other = text.replace("twice", "once", 3) + "😀"
    expected = edits(text, other)
    monkeypatch.setattr(rewording, "ask_in_turn" if here else "edits", None)
    assert edits_in_time(text, other) == expected


def test_what_takes_too_long_is_found_by_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "MOST_SECONDS", 0)
    other = LONG.replace("twice", "once", 3)
    changes = edits_in_time(LONG, other)
    assert changes == line_edits(LONG, other) != edits(LONG, other)
    assert applied(LONG, changes) == other
