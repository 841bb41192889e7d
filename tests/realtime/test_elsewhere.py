"""Of the tabs on other processes we know what those said last."""

from datetime import timedelta

import pytest

from realtime.elsewhere import Elsewhere
from realtime.rings import Tab
from tests.realtime.conftest import NOW

LATER = NOW + timedelta(seconds=1)
SOMEBODY = {"name": "Ana", "organisation": "A ministry", "colour": "#1f6f5c"}


def tab(client_id: int, cursor: dict[str, bytes] | None = None) -> Tab:
    return Tab(client_id, 1, SOMEBODY, cursor)


@pytest.fixture
def elsewhere() -> Elsewhere:
    elsewhere = Elsewhere()
    elsewhere.show("one", tab(1), NOW)
    elsewhere.show("two", tab(2), LATER)
    return elsewhere


def test_only_what_differs_is_news(elsewhere: Elsewhere) -> None:
    assert not elsewhere.show("one", tab(1), NOW)
    assert elsewhere.show("one", tab(1, {"anchor": b"a", "head": b"h"}), NOW)
    assert elsewhere.show("one", tab(3), NOW)
    assert len(elsewhere) == 3


def test_who_left_a_process_is_gone(elsewhere: Elsewhere) -> None:
    assert elsewhere.remove("one", 1)
    assert not elsewhere.remove("one", 1)
    assert not elsewhere.remove("unheard of", 2)
    assert [one.client_id for one in elsewhere] == [2]


def test_all_but_those_a_process_names_are_gone(elsewhere: Elsewhere) -> None:
    elsewhere.show("one", tab(3), NOW)
    assert elsewhere.without("one", {3}) == [1]
    assert sorted(one.client_id for one in elsewhere) == [2, 3]


def test_a_silent_process_is_forgotten_with_its_tabs(elsewhere: Elsewhere) -> None:
    assert elsewhere.forget_silent(NOW) == []
    assert elsewhere.forget_silent(LATER) == [1]
    assert elsewhere.forget_silent(LATER) == []
    assert 1 not in elsewhere
    assert 2 in elsewhere


def test_a_process_without_news_is_not_silent(elsewhere: Elsewhere) -> None:
    elsewhere.show("one", tab(1), LATER)
    assert elsewhere.forget_silent(LATER) == []


def test_one_document_has_no_more_tabs_than_it_may(
    elsewhere: Elsewhere, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("realtime.elsewhere.MAX_PRESENT", 2)
    assert not elsewhere.show("two", tab(3), NOW)
    assert elsewhere.show("one", tab(1, {"anchor": b"a", "head": b"h"}), NOW)
    assert len(elsewhere) == 2
