"""Names that call somebody."""

import pytest

from app.domain.mentions import mentioned

NAMES = {1: "Nour El-Khazen", 2: "Nour", 3: "Tomás Aguirrezabal", 4: "نور الخازن", 5: "", 6: "nour"}


@pytest.mark.parametrize(
    ("words", "people"),
    [
        ("@Nour El-Khazen, what do you think?", {1}),
        ("@nour and @TOMAS AGUIRREZABAL", {2, 6, 3}),
        ("@Nour El-Khazen @Nour", {1, 2, 6}),
        ("سؤال إلى @نور الخازن", {4}),
        ("Nour, mail nour@example.org", set()),
        ("@Nourhan", set()),
        ("@Nour's, (@nour)", {2, 6}),
        ("@", set()),
    ],
)
def test_who_is_called(words: str, people: set[int]) -> None:
    assert mentioned(words, NAMES) == people
