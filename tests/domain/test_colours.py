"""Colours tell people apart and carry white letters."""

import pytest

from app.domain.colours import PALETTE, colour_of, guest_colour_of

MIN_CONTRAST = 4.5


def luminance(colour: str) -> float:
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in channels
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("colour", PALETTE)
def test_white_letters_are_readable_on_it(colour: str) -> None:
    assert 1.05 / (luminance(colour) + 0.05) >= MIN_CONTRAST


def test_people_who_join_one_after_another_differ_until_the_palette_ends() -> None:
    first = [colour_of(position) for position in range(len(PALETTE))]
    assert len(set(first)) == len(PALETTE)
    assert colour_of(len(PALETTE)) == first[0]


def test_the_first_guests_share_no_colour_with_each_other_or_with_the_first_members() -> None:
    half = range(len(PALETTE) // 2)
    members, guests = map(colour_of, half), map(guest_colour_of, half)
    assert len({*members, *guests}) == len(PALETTE)
