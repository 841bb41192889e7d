"""Texts are compared here when that is soon done, else by a process of its own."""

import pytest

from app.comparing import redlining, turns
from app.comparing.redlining import redline_in_time
from app.domain.errors import ConflictError
from app.rendering.differences import Spoken
from app.rendering.redline import View, redline

SPOKEN = Spoken("Removed:", "Added:", "End of the change.")
SHORT = "# Rules\n\nWe meet **twice** a year.\n"
LONG = "# Rules\n\n" + "We meet twice a year.\n\n" * 4_000
MANY = "# One\n" * 400


@pytest.mark.parametrize(
    ("before", "after", "here"),
    [
        (SHORT, SHORT.replace("twice", "once"), True),
        (LONG, LONG + "Really.", False),
        (MANY, MANY + "# Two\n", False),
    ],
)
@pytest.mark.parametrize("view", View)
def test_what_is_shown_is_the_same_wherever_it_is_made(
    monkeypatch: pytest.MonkeyPatch, before: str, after: str, here: bool, view: View
) -> None:
    expected = redline(before, after, view, SPOKEN)
    monkeypatch.setattr(redlining, "ask_in_turn" if here else "redline", None)
    assert redline_in_time(before, after, view, SPOKEN) == expected


def test_what_takes_too_long_is_refused_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "MOST_SECONDS", 0)
    with pytest.raises(ConflictError, match="too long to be compared"):
        redline_in_time(LONG, LONG + "Really.", View.INLINE, SPOKEN)


def test_who_waits_too_long_for_others_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "WAIT_SECONDS", 0.01)
    monkeypatch.setattr(turns, "_few_at_a_time", turns.threading.Semaphore(0))
    with pytest.raises(ConflictError, match="too long to be compared"):
        redline_in_time(LONG, LONG + "Really.", View.INLINE, SPOKEN)
