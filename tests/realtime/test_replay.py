"""A replay knows of each character whose it is, whatever people did to the text."""

import base64
import gc
import json
import weakref
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from difflib import SequenceMatcher
from itertools import pairwise

import pytest

from app.domain.spans import Change
from realtime import text_edits
from realtime.encoding import decode_state_vector
from realtime.packing import Unfit, pack, unpack
from realtime.replay import Replay, Row, Run, Tally
from realtime.shared_text import merged
from realtime.text_edits import new_doc, text_in
from tests.realtime import encoder
from tests.realtime.sessions import Session, recorded, run

SEED = 20_250_109
SESSIONS = recorded(SEED, 6, 80, "histories.mjs")
BEGUN = datetime(2025, 1, 7, 12, tzinfo=UTC)
EVERY = timedelta(seconds=25)  # a row
RESTORER, PROPOSER = 100, 101
RESTORERS_ID, PROPOSERS_ID = 5_000_000_001, 5_000_000_002
each_session = pytest.mark.parametrize("session", SESSIONS, ids=range(len(SESSIONS)))


def rows_of(session: Session) -> list[Row]:
    """The log of the session, to which the server then adds two edits of its own."""
    updates = [(sent.person, sent.update) for sent in session.sent]
    updates += server_edits([update for _, update in updates])
    return [
        Row(seq, author, BEGUN + seq * EVERY, update)
        for seq, (author, update) in enumerate(updates, 1)
    ]


def server_edits(updates: Sequence[bytes]) -> Iterator[tuple[int, bytes]]:
    """A proposal is accepted; then the text of half-way is restored further down."""
    then = text_after(updates[: len(updates) // 2])
    for author, client_id in ((PROPOSER, PROPOSERS_ID), (RESTORER, RESTORERS_ID)):
        doc = new_doc(client_id)
        for update in updates:
            doc.apply_update(update)
        if author == PROPOSER:
            update = text_edits.replace(doc, 1, 4, "الميثاق 😀\r\n")
        else:
            update = text_edits.change(doc, differences(text_in(doc), then))
        updates = [*updates, update]
        yield author, update


def differences(now: str, then: str) -> list[Change]:
    blocks = SequenceMatcher(None, now, then, autojunk=False).get_opcodes()
    return [Change(a, b, then[c:d]) for what, a, b, c, d in blocks if what != "equal" and a > 20]


def text_after(updates: Sequence[bytes]) -> str:
    doc = new_doc()
    for update in updates:
        doc.apply_update(update)
    return text_in(doc)


def replayed(rows: Sequence[Row]) -> Replay:
    replay = Replay()
    for row in rows:
        replay.take(row)
    return replay


def letters_of(rows: Sequence[Row]) -> list[tuple[str, int, int]]:
    """(character, client id, clock) of all that stands in the text, as Yjs itself has it."""
    lines = "\n".join(base64.b64encode(row.payload).decode() for row in rows)
    letters = []
    for client, clock, text in json.loads(run("items.mjs", stdin=lines)):
        for letter in text:
            letters.append((letter, client, clock))
            clock += len(letter.encode("utf-16-le")) // 2
    return letters


def marks(replay: Replay) -> list[tuple[int, int]]:
    """(person, seq) of each character."""
    return [(run.person_id, run.seq) for run in replay.runs() for _ in range(run.length)]


@each_session
def test_after_each_row_all_adds_up(session: Session) -> None:
    replay, doc = Replay(), new_doc()
    for row in rows_of(session):
        replay.take(row)
        doc.apply_update(row.payload)
        text = text_in(doc)
        tallies = replay.tallies().values()
        assert replay.text == text
        assert sum(run.length for run in replay.runs()) == len(text)
        assert sum(one.added for one in tallies) - sum(one.removed for one in tallies) == len(text)


@each_session
def test_every_character_is_by_the_person_whose_client_id_it_has_in_yjs(session: Session) -> None:
    rows = rows_of(session)
    owners = {client: sent.person for sent in session.sent for client in sent.own}
    owners |= {PROPOSERS_ID: PROPOSER, RESTORERS_ID: RESTORER}
    by_yjs = [(letter, owners[client]) for letter, client, _ in letters_of(rows)]
    replay = replayed(rows)
    people = [person for person, _ in marks(replay)]
    assert by_yjs == list(zip(replay.text, people, strict=True))
    assert PROPOSER in people
    assert RESTORER in replay.tallies()


@each_session
def test_every_character_came_with_the_row_after_which_its_client_had_it(session: Session) -> None:
    rows, doc = rows_of(session), new_doc()
    clocks = []
    for row in rows:
        doc.apply_update(row.payload)
        clocks.append(decode_state_vector(doc.get_state()))
    came = [
        next(
            row.seq for row, known in zip(rows, clocks, strict=True) if known.get(client, 0) > clock
        )
        for _, client, clock in letters_of(rows)
    ]
    assert came == [seq for _, seq in marks(replayed(rows))]


@each_session
def test_a_moment_is_that_of_the_row_to_the_minute_and_never_later(session: Session) -> None:
    rows = rows_of(session)
    at = {row.seq: int(row.at.timestamp()) for row in rows}
    replay = replayed(rows)
    for (_, client, clock), (_, seq) in zip(letters_of(rows), marks(replay), strict=True):
        entries = replay.moments.entries[client]
        told = [seconds for since, seconds in entries if since <= clock][-1]
        assert at[seq] - 60 < told <= at[seq]
    for entries in replay.moments.entries.values():
        assert all(b[0] > a[0] and b[1] >= a[1] + 60 for a, b in pairwise(entries))


@each_session
def test_what_rows_do_turns_one_text_into_the_next_in_units_of_browsers(session: Session) -> None:
    replay, shown = Replay(), b""
    for row in rows_of(session):
        for splice in replay.watch(row):
            start, end = 2 * splice.at, 2 * (splice.at + splice.deleted)
            shown = shown[:start] + splice.inserted.encode("utf-16-le") + shown[end:]
        assert shown.decode("utf-16-le") == replay.text


@each_session
def test_a_replay_that_was_packed_anywhere_goes_on_as_if_it_had_not_been(session: Session) -> None:
    rows = rows_of(session)
    whole = replayed(rows)
    for seq in range(0, len(rows), 7):
        resumed = unpack(pack(replayed(rows[:seq]), 1), 1)
        assert resumed.seq == seq
        for row in rows[seq:]:
            resumed.take(row)
        assert resumed.text == whole.text
        assert resumed.runs() == whole.runs()
        assert resumed.tallies() == whole.tallies()
        assert resumed.moments.entries == whole.moments.entries


def test_what_comes_and_goes_within_one_row_counts_as_neither() -> None:
    doc = new_doc(1)
    typed = [text_edits.replace(doc, 0, 0, "We agree"), text_edits.replace(doc, 2, 3, " dis")]
    typed.append(text_edits.replace(doc, 2, 6, " "))
    replay = replayed([Row(1, 7, BEGUN, merged(typed))])
    assert replay.text == "We agree"
    assert replay.tallies() == {7: Tally(8, 0)}


def test_words_that_two_took_away_are_counted_once() -> None:
    doc = new_doc(1)
    seed = text_edits.replace(doc, 0, 0, "We all agree")
    copies = new_doc(2), new_doc(3)
    for copy in copies:
        copy.apply_update(seed)
    gone = [text_edits.replace(copy, 2, 6, "") for copy in copies]
    rows = [Row(seq, seq, BEGUN, update) for seq, update in enumerate([seed, *gone], 1)]
    assert replayed(rows).tallies() == {1: Tally(12, 0), 2: Tally(0, 4), 3: Tally(0, 0)}


def test_letters_typed_one_after_the_other_are_runs_of_their_rows() -> None:
    doc = new_doc(1)
    updates = [text_edits.replace(doc, at, at, letter) for at, letter in enumerate("a😀b")]
    rows = [Row(seq, 7, BEGUN, update) for seq, update in enumerate(updates, 1)]
    assert replayed(rows).runs() == [Run(1, 7, 1), Run(1, 7, 2), Run(1, 7, 3)]


def test_text_that_reads_otherwise_as_a_whole_is_unfit() -> None:
    """No browser writes that; from what was packed another text comes."""
    replay = Replay()
    written = encoder.update((7, 0, [encoder.text("abcdefghi")]))
    crossed = encoder.update((7, 9, [encoder.text("!", (7, 8), (7, 7))]))
    for seq, update in enumerate((written, crossed), 1):
        replay.take(Row(seq, 1, BEGUN, update))
    with pytest.raises(Unfit):
        unpack(pack(replay, 1), 1)


def packed() -> bytes:
    return pack(replayed([Row(1, 7, BEGUN, text_edits.seed("# Charter 😀", 5))]), 1)


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        packed()[:-1],
        packed()[:40] + bytes([packed()[40] ^ 1]) + packed()[41:],
        bytes([packed()[0] + 1]) + packed()[1:],
    ],
    ids=["nothing", "cut short", "one bit another", "another format"],
)
def test_what_is_damaged_is_unfit(payload: bytes) -> None:
    with pytest.raises(Unfit):
        unpack(payload, 1)


def test_what_is_of_another_generation_is_unfit() -> None:
    with pytest.raises(Unfit):
        unpack(packed(), 2)
    assert unpack(packed(), 1).text == "# Charter 😀"


def test_a_replay_that_is_let_go_of_leaves_nothing_behind() -> None:
    replay = replayed([Row(1, 7, BEGUN, text_edits.seed("# Charter", 5))])
    gone = weakref.ref(replay._doc)
    del replay
    gc.collect()
    assert gone() is None
