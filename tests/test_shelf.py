"""What is dear to make is made once, and gives way to what others want."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from app.shelf import Shelf
from tests.realtime.conftest import until


def test_what_lies_there_is_not_made_again() -> None:
    shelf: Shelf[str] = Shelf(100, len)
    assert [shelf.get("a", lambda made=made: made) for made in ("first", "second")] == ["first"] * 2


def test_what_nobody_wanted_for_longest_goes_first() -> None:
    shelf: Shelf[str] = Shelf(10, len)
    for key in "aba":
        shelf.get(key, lambda: "12345")
    shelf.get("c", lambda: "12345")
    assert shelf.get("a", lambda: "made anew") == "12345"
    assert shelf.get("b", lambda: "made anew") == "made anew"


def test_what_is_larger_than_the_shelf_is_given_all_the_same() -> None:
    shelf: Shelf[str] = Shelf(2, len)
    assert shelf.get("a", lambda: "12345") == "12345"


def test_what_fails_is_tried_again() -> None:
    shelf: Shelf[str] = Shelf(10, len)
    with pytest.raises(ZeroDivisionError):
        shelf.get("a", lambda: str(1 // 0))
    assert shelf.get("a", lambda: "made") == "made"


def test_many_who_want_the_same_wait_for_the_first() -> None:
    shelf: Shelf[str] = Shelf(100, len)
    go_on, makers = threading.Event(), []

    def make() -> str:
        makers.append(threading.get_ident())
        go_on.wait()
        return "made"

    with ThreadPoolExecutor(5) as pool:
        asked = [pool.submit(shelf.get, "a", make) for _ in range(5)]
        until(lambda: bool(makers))
        go_on.set()
        assert [one.result() for one in asked] == ["made"] * 5
    assert len(makers) == 1
