"""A text that nobody has open any more is held by nothing, and its memory is given back."""

import ctypes
import os
import weakref
from pathlib import Path

import pytest

from realtime.memory import GIVE_BACK_UNITS, Leavings, give_back
from tests.realtime.conftest import World, until

PIECES, PIECE_BYTES = 100_000, 512
LIBC = ctypes.CDLL(None)
LIBC.malloc.restype, LIBC.malloc.argtypes = ctypes.c_void_p, [ctypes.c_size_t]
LIBC.free.restype, LIBC.free.argtypes = None, [ctypes.c_void_p]


def test_leavings_are_given_back_once_they_are_worth_it() -> None:
    leavings = Leavings()
    added = [leavings.add(units) for units in (1, GIVE_BACK_UNITS - 2, 1, GIVE_BACK_UNITS - 1, 1)]
    assert added == [False, False, True, False, True]


@pytest.mark.skipif(not hasattr(LIBC, "malloc_trim"), reason="only glibc gives back on demand")
def test_what_is_freed_between_things_that_stay_is_given_back() -> None:
    pieces = [LIBC.malloc(PIECE_BYTES) for _ in range(PIECES)]
    for piece in pieces:
        ctypes.memset(piece, 1, PIECE_BYTES)
    *freed, stays = pieces
    for piece in freed:
        LIBC.free(piece)
    before = resident_bytes()
    give_back()
    assert before - resident_bytes() > PIECES * PIECE_BYTES / 2
    LIBC.free(stays)


def resident_bytes() -> int:
    """How much memory this process has of the system."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def test_a_closed_room_lets_go_of_its_text_and_says_how_much_it_was(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone: list[int] = []
    monkeypatch.setattr("realtime.writer.let_go", gone.append)
    ana = world.joined()
    ana.type("We agree")
    until(lambda: not world.room._writer.busy)
    text = weakref.ref(world.room._writer._text)
    world.room.close()
    assert gone == [len("We agree")]
    assert text() is None
    world.room.close()
    assert gone[1:] == [0]


def test_who_writes_after_all_finds_the_text_again(world: World) -> None:
    ana, ben = world.joined(), world.joined()
    ana.type("We ")
    until(lambda: not world.room._writer.busy)
    world.room.close()
    assert ana.type("agree") == 2
    until(lambda: ben.text == "We agree")
    assert ben.channel.of(ben.connection, "resync") == []
