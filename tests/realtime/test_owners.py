"""Whose an id is; how many one person may claim, so that every state vector stays small."""

from datetime import timedelta

import pytest

from app.models import ClientId
from realtime import limits, payloads
from realtime.encoding import MAX_CLIENT_ID, MAX_CLOCK, encode_state_vector
from realtime.owners import Owners
from tests.realtime.conftest import NOW, World, refusal


def test_an_id_has_one_person_and_a_person_many_ids() -> None:
    owners = Owners({5: 1, 6: 2})
    owners.add([7, 8], 1)
    assert [owners.of(client_id) for client_id in (5, 6, 7, 9)] == [1, 2, 1, None]
    assert (owners.ids_of(1), owners.ids_of(2), owners.ids_of(3)) == ({5, 7, 8}, {6}, set())
    assert (8 in owners, 9 in owners, len(owners)) == (True, False, 4)


def test_one_person_claims_so_many_ids_a_day_and_hinders_nobody_else(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("realtime.writer.NEW_IDS_A_DAY", 3)
    ana = world.joined()
    assert refusal(lambda: ana.join(5, 6, 7)) == "busy"
    ana.join(5, 6)
    again = world.tab(world.another_tab_of(ana.visitor), world.another_room())
    assert refusal(again.join) == "busy"
    ana.join(5, 6)
    assert ana.type("a") == 1
    world.joined().join(7, 8)


def test_on_the_next_day_a_person_may_claim_again(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("realtime.writer.NEW_IDS_A_DAY", 1)
    ana = world.joined()
    assert refusal(lambda: ana.join(5)) == "busy"
    with world.database.write() as session:
        session.query(ClientId).update({"claimed_at": NOW - timedelta(days=1)})
    ana.join(5)
    assert refusal(lambda: ana.join(5, 6)) == "busy"


def test_a_document_takes_no_more_ids_than_its_vector_holds(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("realtime.writer.MAX_IDS_A_DOCUMENT", 2)
    world.joined()
    ana = world.joined()
    assert refusal(world.tab().join) == "busy"
    ana.join()


def test_the_largest_vector_of_a_document_may_be_sent_back() -> None:
    ids = range(MAX_CLIENT_ID - limits.MAX_IDS_A_DOCUMENT, MAX_CLIENT_ID)
    vector = encode_state_vector(dict.fromkeys(ids, MAX_CLOCK))
    beacon = {"document": "x", "stateVector": vector, "hash": ""}
    assert len(payloads.beacon_of(beacon).clocks) == limits.MAX_IDS_A_DOCUMENT
