"""Who is in a document: what they are given, whose ids they write under, when they must go."""

from typing import Any

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from app.domain.lifecycle import State
from app.domain.roles import Role
from app.models import ClientId, SignInSession
from realtime import log, rights
from realtime.encoding import decode_state_vector
from realtime.shared_text import SharedText
from realtime.text_edits import new_doc, text_in
from tests.realtime.conftest import NOW, Tab, World, refusal, together, until


def claimed(world: World) -> dict[int, int]:
    with world.database.read() as session:
        return {row.client_id: row.person_id for row in session.query(ClientId)}


def awareness(tab: Tab) -> list[Any]:
    """(client id, whether somebody is there) of each notice the tab got."""
    heard = tab.channel.of(tab.connection, "awareness")
    return [(payload["clientId"], payload["person"] is not None) for payload in heard]


def test_who_joins_gets_the_text_and_who_wrote_it(world: World) -> None:
    ana = world.joined(world.person(name="Ana"))
    ana.type("We agree")
    ben = world.tab()
    answer = ben.join()
    assert text_in(ben.doc) == "We agree"
    assert decode_state_vector(answer["stateVector"]) == {ana.client_id: 8}
    assert (answer["seq"], answer["generation"], answer["state"]) == (1, 1, "drafting")
    assert answer["canEdit"] is True
    assert answer["people"][str(ana.client_id)]["name"] == "Ana"


def test_who_comes_back_gets_only_what_they_lack(world: World) -> None:
    ana, ben = world.joined(), world.joined()
    ana.type("We agree")
    known = decode_state_vector(ana.doc.get_state())
    ana.type(" now")
    answer = ben.room.join(ben.visitor, [ben.client_id], known, 1)
    behind = new_doc()
    behind.apply_update(answer["update"])
    assert decode_state_vector(behind.get_state()) == {}, "it stands on what was known"
    assert b"We agree" not in answer["update"]
    assert b" now" in answer["update"]


def test_nobody_who_joins_while_others_type_misses_a_letter(world: World) -> None:
    ana, ben = world.joined(), world.joined()
    late = [world.tab() for _ in range(6)]

    def join_all() -> None:
        for tab in late:
            tab.join()

    together(
        lambda: [ana.type(letter) for letter in "a" * 30],
        lambda: [ben.type(letter) for letter in "b" * 30],
        join_all,
    )
    until(lambda: not world.room._writer.busy)
    assert len(world.log_text()) == 60
    assert {tab.text for tab in [ana, ben, *late]} == {world.log_text()}


def test_an_id_is_claimed_once_and_for_ever(world: World) -> None:
    ana, ben = world.joined(), world.tab()
    assert claimed(world) == {ana.client_id: ana.visitor.person_id}
    ana.room.leave(ana.connection)
    ben.client_id = ana.client_id
    assert refusal(ben.join) == "forged"
    assert refusal(lambda: ben.type("a")) == "forbidden"
    elsewhere = world.tab(ben.visitor, world.another_room())
    elsewhere.client_id = ana.client_id
    assert refusal(elsewhere.join) == "forged"


def test_an_id_another_process_claimed_meanwhile_is_forged(world: World) -> None:
    elsewhere = world.another_room()
    world.joined()
    world.joined(room=elsewhere)
    ana, ben = world.tab(), world.tab(room=elsewhere)
    ben.client_id = ana.client_id
    ana.join()
    assert refusal(ben.join) == "forged"
    assert claimed(world)[ana.client_id] == ana.visitor.person_id
    ana.type("a")
    late = world.joined(room=elsewhere)
    assert late.text == "a"


def test_a_name_beside_the_own_one_is_checked_too(world: World) -> None:
    ana, ben = world.joined(), world.tab()
    assert refusal(lambda: ben.join(5, ana.client_id)) == "forged"
    assert set(claimed(world)) == {ana.client_id}
    ben.join(5, 6, 5)
    assert set(claimed(world)) == {ana.client_id, ben.client_id, 5, 6}


def test_two_tabs_of_one_person_may_send_each_others_text(world: World) -> None:
    first = world.joined()
    second = world.joined(world.another_tab_of(first.visitor))
    unsent = first.write("kept")
    assert second.send(unsent) == 1
    assert {first.client_id, second.client_id} <= set(claimed(world))


def test_nobody_writes_under_somebody_elses_id(world: World) -> None:
    ana, ben = world.joined(), world.joined()
    forged = ana.write("I object")
    assert refusal(lambda: ben.send(forged)) == "forged"
    assert world.rows() == []
    assert ana.send(forged) == 1


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.OBSERVER])
def test_who_only_reads_is_let_in_and_claims_nothing(world: World, role: Role) -> None:
    reader = world.tab(world.person(role))
    assert reader.join()["canEdit"] is False
    assert claimed(world) == {}
    assert refusal(lambda: reader.type("a")) == "forbidden"


def test_an_id_a_reader_shows_is_not_taken_by_somebody_else(world: World) -> None:
    reader = world.joined(world.person(Role.REVIEWER))
    ana = world.tab()
    ana.client_id = reader.client_id
    assert refusal(ana.join) == "forged"
    reader.room.leave(reader.connection)
    ana.join()


@pytest.mark.parametrize("state", [state for state in State if state is not State.DRAFTING])
def test_where_nobody_may_edit_nobody_claims(world: World, state: State) -> None:
    world.set_state(state)
    ana = world.tab()
    answer = ana.join()
    assert (answer["canEdit"], answer["state"]) == (False, state)
    assert claimed(world) == {}


def test_who_may_edit_again_is_told_and_joins_again(world: World) -> None:
    world.set_state(State.VALIDATING)
    ana = world.joined()
    world.set_state(State.DRAFTING)
    recheck(world)
    (told,) = ana.channel.of(ana.connection, "document")
    assert told == {"state": "drafting", "canEdit": True}
    ana.join()
    assert ana.type("a") == 1


def recheck(world: World) -> None:
    asked = list(world.room.attendees.values())
    sign_ins = {attendee.visitor.sign_in_id for attendee in asked}
    with world.database.read() as session:
        heads = log.heads_of(session, [world.document_id])
        roles = rights.roles_in(session, [world.document_id], sign_ins, NOW)
    world.room.recheck(asked, heads.get(world.document_id), roles.get(world.document_id, {}))


def test_everyone_hears_of_a_freeze_once(world: World) -> None:
    ana, reader = world.joined(), world.joined(world.person(Role.OBSERVER))
    world.set_state(State.FROZEN)
    recheck(world)
    recheck(world)
    for tab in (ana, reader):
        told = tab.channel.of(tab.connection, "document")
        assert told == [{"state": "frozen", "canEdit": False}]


def test_who_is_signed_out_stops_reading_too(world: World) -> None:
    ana, ben = world.joined(), world.joined()
    world.end_session(ben.visitor)
    recheck(world)
    ana.type("secret")
    assert ben.channel.of(ben.connection, "resync") == [{"reason": "rights"}]
    assert ben.channel.of(ben.connection, "update") == []
    assert refusal(ben.join) == "forbidden"
    assert (ben.client_id, False) in awareness(ana)


def test_a_stranger_is_not_let_in(world: World) -> None:
    ana = world.tab()
    world.end_session(ana.visitor)
    assert refusal(ana.join) == "forbidden"
    assert world.room.idle
    assert refusal(lambda: ana.room.move_cursor(ana.connection, None)) == "forbidden"
    assert refusal(lambda: ana.room.compare(ana.connection, {}, "")) == "forbidden"


def test_a_stranger_makes_nobody_load_the_text(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def load(*_: object) -> None:
        raise AssertionError("it was loaded")

    monkeypatch.setattr("realtime.shared_text.SharedText.load", load)
    stranger = world.tab()
    world.end_session(stranger.visitor)
    assert refusal(stranger.join) == "forbidden"


def test_a_right_lost_while_the_text_is_loaded_is_lost(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana = world.tab()
    load = SharedText.load

    def lose_the_right_first(session: Session, document_id: int, **how: bool) -> SharedText:
        session.execute(update(SignInSession).values(ended_at=NOW))
        return load(session, document_id, **how)

    monkeypatch.setattr(SharedText, "load", lose_the_right_first)
    assert refusal(ana.join) == "forbidden"
    assert world.room.idle


def test_everyone_sees_who_comes_moves_and_goes(world: World) -> None:
    ana, ben = world.joined(), world.joined()
    assert awareness(ana) == [(ben.client_id, True)]
    assert awareness(ben) == [(ana.client_id, True)]
    cursor = {"anchor": b"a", "head": b"h"}
    ben.room.move_cursor(ben.connection, cursor)
    assert ana.channel.of(ana.connection, "awareness")[-1]["cursor"] == cursor
    assert len(awareness(ben)) == 1
    ben.room.leave(ben.connection)
    ben.room.leave(ben.connection)
    assert awareness(ana)[2:] == [(ben.client_id, False)]


def test_a_tab_that_is_back_before_its_old_line_was_cut_is_there_once(world: World) -> None:
    ana, ben = world.joined(), world.joined()
    again = world.tab(world.another_tab_of(ben.visitor))
    again.client_id = ben.client_id
    again.join()
    assert awareness(ana)[-2:] == [(ben.client_id, False), (ben.client_id, True)]
    assert refusal(lambda: ben.type("a")) == "forbidden"


def test_a_tab_with_a_new_client_id_is_there_once(world: World) -> None:
    ana, ben = world.joined(), world.joined()
    old, ben.client_id = ben.client_id, 5
    ben.join(old)
    assert awareness(ana)[-2:] == [(old, False), (5, True)]
    assert set(world.room.attendees) == {ana.connection, ben.connection}
    ana.type("a")
    assert len(ben.channel.of(ben.connection, "update")) == 1


def test_a_beacon_compares_only_texts_of_one_moment(world: World) -> None:
    ana, ben = world.joined(), world.joined()
    ana.type("We agree")
    answer = ben.join()
    clocks = decode_state_vector(answer["stateVector"])
    assert ben.room.compare(ben.connection, clocks, answer["hash"]) is True
    assert ben.room.compare(ben.connection, clocks, "0" * 64) is False
    assert ben.room.compare(ben.connection, {}, answer["hash"]) is None


def test_a_join_that_fails_leaves_nobody_inside(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana = world.tab()

    def broken(*_: object, **__: object) -> None:
        raise OSError("no way out")

    monkeypatch.setattr(ana.channel, "add", broken)
    with pytest.raises(OSError, match="no way out"):
        ana.join()
    monkeypatch.undo()
    assert world.room.idle
    assert claimed(world) == {}
    ana.join()
    assert ana.type("a") == 1
