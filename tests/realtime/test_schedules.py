"""However late, shuffled or repeated updates come, the text is the one that Yjs makes."""

import random
from dataclasses import replace

import pytest

from realtime.errors import Refused
from tests.realtime.conftest import Tab, World, until
from tests.realtime.sessions import Sent, recorded

SEED = 77
SESSIONS = recorded(SEED, 6, 70)


@pytest.mark.parametrize("number", range(len(SESSIONS)))
def test_a_shuffled_session_ends_in_the_text_of_yjs(world: World, number: int) -> None:
    session = SESSIONS[number]
    chance = random.Random(SEED + number)
    people = sorted({sent.person for sent in session.sent})
    tabs = {person: seat(world, session.sent, person) for person in people}
    reader = world.joined()
    unsent = {person: [one for one in session.sent if one.person == person] for person in people}
    codes = set()
    while any(unsent.values()):
        person = chance.choice([person for person in people if unsent[person]])
        waiting = unsent[person]
        # Mostly the oldest; now and then a later one, as if those before it had been lost.
        chosen = waiting[0 if chance.random() < 0.7 else chance.randrange(len(waiting))]
        code = answer(tabs[person], chosen.update)
        if code != "ok":
            codes.add(code)
            tabs[person].join()
            continue
        if chance.random() < 0.9:  # else the answer is lost, and the update sent again
            waiting.remove(chosen)
    late = world.joined(room=world.another_room())
    # A full state also holds what others wrote; only here can that be unknown, hence not theirs.
    assert {"gap"} <= codes <= {"gap", "forged"}
    until(lambda: reader.text == session.text)
    assert late.text == world.log_text() == session.text


def answer(tab: Tab, update: bytes) -> str:
    """ "ok", or the code of the refusal."""
    try:
        tab.send(update)
    except Refused as refused:
        return refused.code
    return "ok"


def seat(world: World, sent: tuple[Sent, ...], person: int) -> Tab:
    """A tab that may write under all the ids that the person uses in the session."""
    first, *others = dict.fromkeys(
        client for one in sent if one.person == person for client in one.own
    )
    tab = replace(world.tab(), client_id=first)
    tab.join(*others)
    return tab
