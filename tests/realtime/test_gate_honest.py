"""Nothing that real Yjs clients send is refused, and the gate knows where it leads."""

import sys

import pytest

from realtime import gate
from realtime.contents import read
from realtime.encoding import decode_state_vector, encode_state_vector
from realtime.limits import MAX_RIVALS
from realtime.pairs import Pairs
from realtime.rivals import Rivals
from realtime.shared_text import merged, without_known
from realtime.text_edits import new_doc, text_in
from tests.realtime.sessions import Session, recorded

SEED = 20_250_107
SESSIONS = recorded(SEED, 36, 250)


def test_the_sessions_hold_ten_thousand_updates_of_every_kind() -> None:
    updates = [sent.update for session in SESSIONS for sent in session.sent]
    contents = [read(update, len(update), len(update)) for update in updates]
    structs = [struct for one in contents for run in one.structs.values() for struct in run]

    assert len(updates) >= 10_000
    assert any(one.deletions and not one.structs for one in contents)
    assert any(len(one.structs) > 1 for one in contents)
    assert any(struct.skipped for struct in structs)
    assert any(struct.text is None and not struct.skipped for struct in structs)
    assert any(struct.text is not None and max(struct.text) > "\uffff" for struct in structs)
    assert any(len(sent.own) > 1 for session in SESSIONS for sent in session.sent)


@pytest.mark.parametrize("session", SESSIONS, ids=range(len(SESSIONS)))
def test_every_honest_update_passes_and_leads_where_the_gate_says(session: Session) -> None:
    doc, pairs, rivals, clocks = new_doc(), Pairs(), Rivals(), dict[int, int]()
    for sent in session.sent:
        plain = gate.check(sent.update, clocks, sent.own)
        passed = gate.judge(sent.update, clocks, sent.own, pairs, rivals)
        doc.apply_update(sent.update)
        pairs.add(passed.contents)
        rivals.add(passed.contents)
        clocks = passed.clocks
        assert plain == clocks == decode_state_vector(doc.get_state())
    assert text_in(doc) == session.text
    assert clocks == session.clocks


def test_honest_people_stay_far_from_the_bound_of_rivals() -> None:
    most = 0
    for session in SESSIONS:
        rivals = Rivals()
        for sent in session.sent:
            contents = read(sent.update, len(sent.update), len(sent.update))
            most = max(most, rivals.most_with(contents))
            rivals.add(contents)
    sys.stdout.write(f"the most honest rivals for one place: {most}\n")
    assert 1 < most < MAX_RIVALS // 10


@pytest.mark.parametrize("session", SESSIONS, ids=range(len(SESSIONS)))
def test_what_was_merged_passes_and_so_does_a_whole_copy(session: Session) -> None:
    updates = [sent.update for sent in session.sent]
    doc = new_doc()
    for update in updates:
        doc.apply_update(update)
    merges = [merged(updates[:end]) for end in range(8, len(updates), 40)]
    for whole in (*merges, merged(updates), doc.get_update()):
        gate.check(whole, session.clocks, ())


@pytest.mark.parametrize("session", SESSIONS, ids=range(len(SESSIONS)))
def test_without_what_is_known_the_rows_make_the_same_text(session: Session) -> None:
    clocks: dict[int, int] = {}
    rows = []
    for sent in session.sent:
        rows.append(without_known(sent.update, clocks))
        passed = gate.judge(rows[-1], clocks, sent.own, Pairs(), Rivals())
        assert not passed.repeats
        assert passed.clocks == gate.check(sent.update, clocks, sent.own)
        clocks = passed.clocks
    replayed, at_once = new_doc(), new_doc()
    for row in rows:
        replayed.apply_update(row)
    at_once.apply_update(merged(rows))
    assert text_in(replayed) == text_in(at_once) == session.text


@pytest.mark.parametrize("session", SESSIONS[:6], ids=range(6))
def test_a_copy_that_lags_behind_gets_exactly_what_it_lacks(session: Session) -> None:
    behind, ahead = new_doc(), new_doc()
    half = len(session.sent) // 2
    for at, sent in enumerate(session.sent):
        ahead.apply_update(sent.update)
        if at < half:
            behind.apply_update(sent.update)
    clocks = decode_state_vector(behind.get_state())
    update = ahead.get_update(encode_state_vector(clocks))
    after = gate.check(update, clocks, session.clocks.keys())
    behind.apply_update(update)
    assert after == session.clocks
    assert text_in(behind) == session.text


@pytest.mark.parametrize("session", SESSIONS[:6], ids=range(6))
def test_nobody_else_may_send_what_adds_text(session: Session) -> None:
    clocks: dict[int, int] = {}
    for sent in session.sent:
        passed = gate.judge(sent.update, clocks, sent.own, Pairs(), Rivals())
        if passed.writers:
            with pytest.raises(gate.Rejected, match="forged"):
                gate.check(sent.update, clocks, ())
        clocks = passed.clocks
