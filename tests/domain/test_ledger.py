"""Whatever is changed in what was done, the chain tells which act is false."""

import hashlib
import json
from dataclasses import replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.ledger import BEGINNING, Event, Fault, Flaw, canonical, chained, verify
from tests.domain.voting import UNHURRIED

ACTS: list[dict[str, Any]] = [
    {"act": "round_opened", "round": 1, "by": "Amal"},
    {"act": "ballot", "round": 1, "whole": "agree", "exceptions": {"3": "object"}},
    {"act": "round_closed", "round": 1, "outcome": "مرفوض", "tally": [3, 1, None, True]},
]
CHAIN = chained(ACTS)


def stored(event: Event) -> bytes:
    """An event as a file holds it."""
    return f"{event.number}\n{event.seal}\n{event.words}".encode()


def read(line: bytes) -> Event:
    """An event from a file in which anything may stand."""
    number, seal, words = line.decode("utf-8", "surrogateescape").split("\n", 2)
    return Event(int(number), words, seal)


def test_a_chain_that_nobody_touched_holds() -> None:
    assert verify(CHAIN) is None
    assert verify([]) is None
    assert [read(stored(one)) for one in CHAIN] == CHAIN


def test_anybody_can_compute_a_seal() -> None:
    line = f'{BEGINNING}\n1\n{{"act":"round_opened","by":"Amal","round":1}}'
    assert CHAIN[0].seal == hashlib.sha256(line.encode()).hexdigest()


def test_a_chain_goes_on_where_it_ended() -> None:
    assert chained(ACTS[1:], CHAIN[0]) == CHAIN[1:]


@pytest.mark.parametrize("place", range(len(CHAIN)))
def test_any_single_byte_that_changed_is_found(place: int) -> None:
    line = stored(CHAIN[place])
    for at in range(len(line)):
        for other in (line[at] ^ 1, line[at] ^ 32, line[at] ^ 128, line[at] ^ 255):
            changed = line[:at] + bytes([other]) + line[at + 1 :]
            try:
                event = read(changed)
            except ValueError:
                continue  # it cannot even be read
            fault = verify([*CHAIN[:place], event, *CHAIN[place + 1 :]])
            assert fault is not None
            assert fault.number == place + 1


@UNHURRIED
@given(
    st.lists(st.dictionaries(st.text(), st.text() | st.integers()), min_size=1, max_size=4),
    st.data(),
)
def test_any_word_that_changed_is_found(acts: list[dict[str, Any]], data: st.DataObject) -> None:
    chain = chained(acts)
    assert verify(chain) is None
    place = data.draw(st.integers(0, len(chain) - 1))
    words = chain[place].words
    other = data.draw(st.text().filter(lambda one: one != words))
    chain[place] = replace(chain[place], words=other)
    assert verify(chain) == Fault(place + 1, Flaw.SEAL)


@pytest.mark.parametrize(
    ("events", "fault"),
    [
        (CHAIN[1:], Fault(1, Flaw.ORDER)),
        ([CHAIN[0], CHAIN[2]], Fault(2, Flaw.ORDER)),
        ([CHAIN[1], CHAIN[0], CHAIN[2]], Fault(1, Flaw.ORDER)),
        ([CHAIN[0], CHAIN[0], *CHAIN[1:]], Fault(2, Flaw.ORDER)),
        ([CHAIN[0], replace(CHAIN[2], number=2)], Fault(2, Flaw.SEAL)),
        ([replace(CHAIN[0], seal=CHAIN[0].seal.upper()), *CHAIN[1:]], Fault(1, Flaw.SEAL)),
        ([*chained([{"act": "other"}]), *CHAIN[1:]], Fault(2, Flaw.SEAL)),
    ],
)
def test_what_is_taken_out_put_in_or_exchanged_is_found(events: list[Event], fault: Fault) -> None:
    assert verify(events) == fault


def test_what_is_missing_at_the_end_is_found_by_a_seal_that_was_given_out() -> None:
    assert verify(CHAIN[:2]) is None
    assert verify(CHAIN[:2], CHAIN[2].seal) == Fault(3, Flaw.MISSING)
    assert verify(chained([*ACTS[:2], {"act": "other"}]), CHAIN[2].seal) == Fault(4, Flaw.MISSING)
    assert verify([], CHAIN[0].seal) == Fault(1, Flaw.MISSING)
    assert verify(CHAIN, CHAIN[1].seal) is None


def test_an_act_has_one_text() -> None:
    assert canonical({"b": [1, None, True], "a": "é\n"}) == '{"a":"é\\n","b":[1,null,true]}'
    assert canonical({"a": 1, "b": 2}) == canonical({"b": 2, "a": 1})


class Word(StrEnum):
    """As the states of things are kept."""

    AGREE = "agree"


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda one: st.lists(one) | st.dictionaries(st.text(), one),
    max_leaves=6,
)


@UNHURRIED
@given(st.dictionaries(st.text(), PLAIN))
def test_an_act_is_read_as_it_was_written(act: dict[str, Any]) -> None:
    assert json.loads(canonical(act)) == act
    assert canonical(json.loads(canonical(act))) == canonical(act)


def test_a_word_of_ours_is_kept_as_its_text() -> None:
    assert canonical({"stance": Word.AGREE}) == '{"stance":"agree"}'


@pytest.mark.parametrize(
    "act",
    [{"a": 0.5}, {"a": [{"b": float("nan")}]}, {1: "a"}, {"a": datetime.now(UTC)}, {"a": b""}],
)
def test_an_act_holds_nothing_that_others_would_write_otherwise(act: dict[Any, Any]) -> None:
    with pytest.raises(TypeError):
        canonical(act)


@pytest.mark.parametrize("act", [{"a": "\ud800"}, {"\udcff": 1}])
def test_an_act_is_utf_8(act: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="utf-8"):
        canonical(act)
