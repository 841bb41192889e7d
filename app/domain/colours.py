"""The colours that tell people apart, dark enough to carry white text (contrast of 4.5 or more)."""

PALETTE = (
    "#b4235a", "#0b6e4f", "#1d4ed8", "#9a4a00", "#6d28d9", "#0e7490",
    "#a21caf", "#4d7c0f", "#be123c", "#3f5c8a", "#7c4a21", "#475569",
)  # fmt: skip
UNKNOWN = PALETTE[-1]  # of somebody whose place in the group nobody remembers


def colour_of(position: int) -> str:
    """The `#rrggbb` colour of the person who joined a group as number `position`, from 0."""
    return PALETTE[position % len(PALETTE)]


def guest_colour_of(position: int) -> str:
    """The colour of a document's guest number `position`: from the end that members reach last."""
    return colour_of(-1 - position)
