"""What an opened document knows of its text is what it knew while the text was written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pycrdt import Text

from realtime.contents import read
from realtime.errors import Rejected
from realtime.pairs import Pairs
from realtime.rivals import Rivals
from realtime.shared_text import SharedText
from realtime.skimming import skim
from realtime.text_edits import new_doc
from tests.realtime import encoder
from tests.realtime.conftest import World
from tests.realtime.sessions import Session, recorded

SEED = 20_250_109
SESSIONS = recorded(SEED, 24, 200)
Facts = tuple[dict[str, object], dict[str, object]]


def facts_of(pairs: Pairs, rivals: Rivals) -> Facts:
    return vars(pairs), vars(rivals)


def replayed(session: Session) -> tuple[bytes, Facts]:
    """The state after all updates, and what they bring one by one."""
    doc, pairs, rivals = new_doc(), Pairs(), Rivals()
    for sent in session.sent:
        doc.apply_update(sent.update)
        contents = read(sent.update, len(sent.update), len(sent.update))
        pairs.add(contents)
        rivals.add(contents)
    return doc.get_update(), facts_of(pairs, rivals)


def skimmed(state: bytes) -> Facts:
    pairs, rivals, known = Pairs(), Rivals(), skim(state)
    pairs.add(known)
    rivals.add(known)
    return facts_of(pairs, rivals)


def wholly_read(state: bytes) -> Facts:
    pairs, rivals, known = Pairs(), Rivals(), read(state, len(state), len(state))
    pairs.add(known)
    rivals.add(known)
    return facts_of(pairs, rivals)


@pytest.mark.parametrize("session", SESSIONS, ids=range(len(SESSIONS)))
def test_skimming_finds_what_reading_all_finds_and_what_a_replay_does(session: Session) -> None:
    state, brought = replayed(session)
    assert skimmed(state) == wholly_read(state) == brought
    assert sum(map(len, skim(state).structs.values())) < sum(
        map(len, read(state, len(state), len(state)).structs.values())
    )


def test_the_sessions_hold_pairs_and_rivals() -> None:
    pairs, rivals = zip(*(skimmed(replayed(session)[0]) for session in SESSIONS), strict=True)
    assert any(one["_halves"] for one in pairs)
    assert any(max(one["_at"].values()) > 1 for one in rivals)


def test_what_is_missing_is_passed_over() -> None:
    state = encoder.update(
        (7, 0, [encoder.text("a"), encoder.skip(300), encoder.text("😀", (7, 0))])
    )
    assert skimmed(state) == wholly_read(state)


def test_ids_and_clocks_of_any_size_are_read() -> None:
    big = 2**53 - 1
    state = encoder.update(
        (big, 0, [encoder.text("a" * 300), encoder.deleted(20_000, (big, 299), (5, 1))]),
        (5, 0, [encoder.text("é😀é"), encoder.text("x", (big, 20_299)), encoder.deleted(1)]),
    )
    assert skimmed(state) == wholly_read(state)


IDS = st.one_of(
    st.none(),
    st.tuples(st.sampled_from([3, 7, 2**32 - 1]), st.integers(0, 40)),
    st.just((5, 2**20)),
)
WORDS = st.text("aé中😀", min_size=1, max_size=4)
STRUCTS = st.one_of(
    st.builds(encoder.text, WORDS, IDS, IDS),
    st.builds(encoder.deleted, st.integers(1, 200), IDS, IDS),
    st.builds(encoder.skip, st.integers(1, 200)),
)


@given(st.dictionaries(st.sampled_from([3, 7, 2**32 - 1]), st.lists(STRUCTS, min_size=1)))
def test_skimming_finds_what_reading_all_finds_whatever_was_written(
    clients: dict[int, list[bytes]],
) -> None:
    state = encoder.update(*((client, 0, structs) for client, structs in clients.items()))
    try:
        everything = wholly_read(state)
    except Rejected:  # text between neighbours that never were: pycrdt makes no such state
        return
    assert skimmed(state) == everything


@pytest.mark.parametrize(
    "state",
    [
        b"",
        encoder.update((7, 0, [encoder.text("abc")]))[:5],
        encoder.update((7, 0, [encoder.collected(3)])),
        encoder.update((7, 0, [encoder.text("abc", root=b"another")])),
    ],
)
def test_what_is_not_the_state_of_a_plain_text_opens_nothing(state: bytes) -> None:
    with pytest.raises(Rejected, match="malformed"):
        skim(state)


@pytest.mark.parametrize("folded", [False, True])
def test_an_opened_document_knows_what_the_open_one_does(
    world: World, monkeypatch: pytest.MonkeyPatch, folded: bool
) -> None:
    if folded:
        monkeypatch.setattr("realtime.long_tail.COMPACT_AFTER_UPDATES", 3)
    ana, ben = world.joined(), world.joined()
    for tab, text in ((ana, "We "), (ben, "all 😀 "), (ana, "agree 🇲🇽"), (ben, "now")):
        tab.text  # noqa: B018 - it hears the other
        tab.type(text)
    del ana.doc.get("content", type=Text)[0:2]
    ana.send(ana.doc.get_update())
    with world.room._writer.current() as (session, live):
        opened = SharedText.load(session, world.document_id)
    assert facts_of(opened.pairs, opened.rivals) == facts_of(live.pairs, live.rivals)
    assert (opened.clocks, opened.head, opened.markdown) == (live.clocks, live.head, live.markdown)
    assert opened.size.at_most == len(opened.markdown.encode()) <= live.size.at_most
