"""Tracked changes are found here when that is soon done, else by a process of its own."""

import pytest

from app.comparing import tracking, turns
from app.comparing.tracking import tracked_in_time
from app.domain.errors import ConflictError
from app.domain.tracked import tracked

SHORT = "# Rules\n\nWe meet.\n\n## One\n\nA.\n\n## Two\n\nB. كل سنة 😀\n\n"
LONG = SHORT + "We meet twice a year.\n\n" * 4_000


@pytest.mark.parametrize(("text", "here"), [(SHORT, True), (LONG, False)])
def test_the_same_is_found_wherever_it_is_looked_for(
    monkeypatch: pytest.MonkeyPatch, text: str, here: bool
) -> None:
    other = text.replace("## One\n\nA.\n\n", "") + "## One\n\nA.\n"
    expected = tracked(text, other)
    assert any(clause.moved_from for clause in expected)
    monkeypatch.setattr(tracking, "ask_in_turn" if here else "tracked", None)
    assert tracked_in_time(text, other) == expected


def test_what_takes_too_long_is_refused_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "MOST_SECONDS", 0)
    with pytest.raises(ConflictError, match="too long to be compared"):
        tracked_in_time(LONG, LONG + "Really.")
