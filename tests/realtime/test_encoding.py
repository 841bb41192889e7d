"""State vectors survive the way there and back, and nothing else is taken for one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pycrdt import Doc

from realtime.encoding import (
    MAX_CLIENT_ID,
    MAX_CLOCK,
    Reader,
    decode_state_vector,
    encode_state_vector,
)
from realtime.errors import Rejected
from realtime.text_edits import seed
from tests.realtime.encoder import number

CLOCKS = st.dictionaries(st.integers(0, MAX_CLIENT_ID), st.integers(0, MAX_CLOCK), max_size=20)


@given(CLOCKS)
def test_a_state_vector_comes_back_as_it_was(clocks: dict[int, int]) -> None:
    assert decode_state_vector(encode_state_vector(clocks)) == clocks


def test_it_is_the_state_vector_of_pycrdt() -> None:
    doc = Doc()
    doc.apply_update(seed("é😀", 300))
    assert doc.get_state() == encode_state_vector({300: 3})


@given(st.binary(max_size=40))
def test_bytes_are_refused_or_the_one_form_of_a_state_vector(raw: bytes) -> None:
    try:
        clocks = decode_state_vector(raw)
    except Rejected:
        return
    assert encode_state_vector(clocks) == raw


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\x01",
        b"\x01\x01",
        b"\x00\x00",
        b"\x02\x01\x01\x01\x02",
        b"\x81\x00\x01\x01",
        b"\x01" + number(MAX_CLIENT_ID + 1) + b"\x01",
        b"\x01\x01" + number(MAX_CLOCK + 1),
        number(2**40),
    ],
    ids=[
        "nothing", "no client", "no clock", "bytes after the end", "a client twice",
        "an overlong count", "a client id past the bound", "a clock past the bound", "a long list",
    ],
)  # fmt: skip
def test_what_is_no_state_vector_is_malformed(raw: bytes) -> None:
    with pytest.raises(Rejected, match="malformed"):
        decode_state_vector(raw)


@given(st.integers(0, MAX_CLIENT_ID))
def test_a_number_has_one_form(value: int) -> None:
    shortest = number(value)
    assert Reader(shortest).number(MAX_CLIENT_ID) == value
    longer = shortest[:-1] + bytes([shortest[-1] | 0x80, 0])
    with pytest.raises(Rejected):
        Reader(longer).number(MAX_CLIENT_ID)
    with pytest.raises(Rejected):
        Reader(shortest).number(value - 1)


@given(st.text())
def test_text_comes_back_as_it_was(text: str) -> None:
    raw = text.encode()
    reader = Reader(number(len(raw)) + raw)
    assert reader.text() == text
    reader.expect_end()


@pytest.mark.parametrize("raw", [b"\x02a", b"\x01\xff", b"\x03\xed\xa0\x80", b"\x7f"])
def test_text_is_whole_and_utf_8(raw: bytes) -> None:
    with pytest.raises(Rejected, match="malformed"):
        Reader(raw).text()
