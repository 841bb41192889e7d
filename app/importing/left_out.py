"""What of a file finds no place in a charter, counted so that a person can be told."""

from collections import Counter
from enum import StrEnum


class Kind(StrEnum):
    """What may be left out."""

    PICTURES = "pictures"
    FOOTNOTES = "footnotes"
    COMMENTS = "comments"
    TEXT_BOXES = "text_boxes"
    FORMULAS = "formulas"
    MARGINS = "margins"  # what stands above and below on every page
    TRACKED = "tracked"  # changes that wait for an answer: they count as accepted


class Left:
    """Counts what is left out while a file is read."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()

    def note(self, kind: Kind, times: int = 1) -> None:
        """Count something; nothing, when `times` is 0."""
        if times:
            self._counts[kind] += times

    @property
    def counts(self) -> dict[str, int]:
        """How many there were, by the name of the kind."""
        return dict(self._counts)
