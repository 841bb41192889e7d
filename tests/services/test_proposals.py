"""Accepted words go into the text at their place, in their proposer's name, or not at all."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text, update
from sqlalchemy.orm import Session

from app.database import Database
from app.domain.errors import (
    ConflictError,
    DomainError,
    ForbiddenError,
    NotFoundError,
)
from app.domain.lifecycle import State
from app.domain.quotes import Quote, find, quote_of
from app.domain.roles import Role
from app.domain.spans import smallest_change
from app.domain.threads import Act, Outcome, Status
from app.models import Comment, Document, Membership, Person, Snapshot, Thread
from app.notices import Appended, Changed, Notice, noticed
from app.services import proposals
from app.services.roles import change_role, remove_member
from app.services.threads import close_thread
from realtime import log, server_edits
from realtime.limits import MAX_TEXT_BYTES
from realtime.people import public_people
from tests.conftest import NOW
from tests.realtime.conftest import until
from tests.services.desk import CONTEXT, Desk

TEXT = "# Charter\n\nWe learn from each other. We meet twice a year, and decide by consent.\n"
OPEN, STALE = (Status.OPEN, None), (Status.STALE, None)
ACCEPTED = (Status.CLOSED, Outcome.ACCEPTED)
CHANGED = "The text has changed here. Propose the words anew."
ROUNDS = 25
RACES = 334  # of each kind: a thousand in all
WIDE = st.characters(min_codepoint=0x10000, max_codepoint=0x10FFFF)
WORDS = st.text(st.one_of(st.sampled_from("ab .\n"), st.sampled_from("é中ش😀\u200d\u0301"), WIDE))


@pytest.fixture
def desk(database: Database, charter: Document, add_person: Callable[..., Person]) -> Desk:
    return Desk(database, "Core Group", add_person, TEXT)


def refusal(act: Callable[[], object], kind: type[DomainError] = ConflictError) -> str:
    with pytest.raises(kind) as refused:
        act()
    return refused.value.sentence


def assert_untouched(desk: Desk, thread: Thread, text: str, status: object = OPEN) -> None:
    """Nothing of an acceptance that was refused is left."""
    assert desk.text == desk.stored == text
    assert len(desk.rows) == 1
    assert len(desk.owners) == 1
    assert desk.status(thread) == status


def is_of_versions(notice: Notice) -> bool:
    """The text as it was before is kept, of which pages hear, too."""
    return isinstance(notice, Changed) and notice.what == "versions"


def test_the_words_stand_in_the_text_and_the_thread_is_closed_with_a_trace(desk: Desk) -> None:
    thread = desk.propose("each other", "one another")
    told: list[Notice] = []
    with noticed.connected_to(told.append):
        desk.accept(thread)
    assert desk.text == desk.stored == TEXT.replace("each other", "one another")
    assert desk.status(thread) == ACCEPTED
    assert [one for one in told if not is_of_versions(one)] == [
        Appended(desk.document.id, 2),
        Changed(desk.document.id, "threads", thread.key),
    ]
    with desk.database.read() as session:
        trace = session.scalars(select(Comment).where(Comment.act == Act.CLOSED)).one()
        assert (trace.author_id, trace.outcome) == (desk.nour.id, Outcome.ACCEPTED)


def test_the_author_is_who_proposed(desk: Desk) -> None:
    desk.accept(desk.propose("each other", "one another"))
    first, row = desk.rows
    assert row.author_id == desk.rita.id
    (client_id,) = row.client_ids
    assert client_id not in first.client_ids
    assert desk.owners[client_id] == desk.rita.id
    with desk.database.read() as session:
        shown = public_people(session, desk.document.id, desk.owners.values())
    assert shown[desk.owners[client_id]]["name"] == "Rita"


def test_a_guest_who_proposed_is_the_author_even_when_their_link_has_ended(
    desk: Desk, charter: Document, add_guest: Callable[..., Person]
) -> None:
    jean = add_guest()
    desk.document = charter
    text = desk.text
    thread = desk.propose("each other", "one another", by=jean)
    desk.accept(thread)
    assert desk.text == text.replace("each other", "one another")
    assert desk.rows[-1].author_id == jean.id


def test_a_deletion_needs_no_id_and_is_the_proposer_s(desk: Desk) -> None:
    desk.accept(desk.propose(", and decide by consent", ""))
    assert desk.text == desk.stored == TEXT.replace(", and decide by consent", "")
    assert (desk.rows[-1].author_id, desk.rows[-1].client_ids) == (desk.rita.id, [])
    assert len(desk.owners) == 1


@pytest.mark.parametrize(
    ("text", "words", "replacement"),
    [
        ("Hello world", "Hello", "Good morning"),  # at the very start
        ("Hello world", "world", "all of you"),  # at the very end
        ("Hello world", "Hello world", "Hi"),  # all there is
        ("Hello world", "Hello world", ""),
        ("نتعلم من بعضنا البعض", "بعضنا", "الآخرين"),
        ("a 😀 b 👨‍👩‍👧 c", "👨‍👩‍👧", "👨‍👩‍👦"),
        ("a 😀 b", "😀", "😁"),  # which begin with the same half
        ("中文字", "文", "𠀀𠀁"),
        ("one\r\ntwo\r\nthree", "two\r\n", "2\r\n"),
        ("cafe\u0301s", "cafe\u0301", "café"),
        ("short", "short", "much longer than what stood there " * 140),
    ],
)
def test_whatever_the_characters_and_the_place(
    desk: Desk, text: str, words: str, replacement: str
) -> None:
    desk.another(text)
    desk.accept(desk.propose(words, replacement))
    assert desk.text == desk.stored == text.replace(words, replacement)


def test_line_ends_as_forms_send_them_do_not_get_into_the_text(desk: Desk) -> None:
    desk.another("Twice\na year, in person.\n")
    thread = desk.propose("Twice\na year", "Once\r\na month\r\n")
    seen = Quote("Twice\r\na year", "", ", in person.\r\n")
    desk.accept(thread, seen=seen)
    assert desk.text == "Once\na month\n, in person.\n"


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.data())
def test_exactly_the_place_that_is_found_is_replaced(desk: Desk, data: st.DataObject) -> None:
    text = data.draw(WORDS)
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(text))] * 2)))
    replacement = data.draw(WORDS)
    quote = quote_of(text, start, end, CONTEXT)
    assume(quote.exact and quote.exact != replacement)
    desk.another(text)
    thread = desk.propose_at(start, end, replacement)
    place = find(text, quote)
    if place is None:
        assert refusal(lambda: desk.accept(thread)) == CHANGED
        assert_untouched(desk, thread, text)
    else:
        desk.accept(thread)
        assert desk.text == desk.stored == text[: place[0]] + replacement + text[place[1] :]


@pytest.mark.parametrize(
    "text",
    [
        TEXT.replace("each other", "one other"),  # the words are gone
        TEXT + TEXT,  # they stand there twice, with all that is around them
        "Elsewhere: each other!",  # nothing is around them that was
        "",
    ],
)
def test_when_the_words_cannot_be_told_nothing_happens(desk: Desk, text: str) -> None:
    thread = desk.propose("each other", "one another")
    _rewrite(desk, text)
    before = len(desk.rows), desk.owners
    assert refusal(lambda: desk.accept(thread)) == CHANGED
    assert desk.text == text
    assert (len(desk.rows), desk.owners) == before
    assert desk.status(thread) == OPEN


def _rewrite(desk: Desk, text: str) -> None:
    """Somebody makes this of the text meanwhile."""
    with desk.database.write() as session:
        head = log.head_of(session, desk.document.id, lock=True)
        opened = server_edits.open_text(session, desk.document.id, head)
        change = smallest_change(opened.markdown, text)
        server_edits.write(session, opened, desk.nour.id, [change], NOW)


SECRETARIAT = [
    "Our bodies are few.\n\n",
    "- The secretariat reports to the members.\n",
    "- The secretariat reports to the board.\n\n",
    "## About money\n\nThe secretariat reports to the members.\n",
]


@pytest.mark.parametrize("gone", [[1, 2], [0, 1, 2]])
def test_words_do_not_go_in_where_only_one_side_is_as_it_was(desk: Desk, gone: list[int]) -> None:
    """Which is enough to show a thread; but the same words may stand in two places."""
    desk.another("".join(SECRETARIAT))
    thread = desk.propose("The secretariat", "The office")
    left = "".join(one for number, one in enumerate(SECRETARIAT) if number not in gone)
    _rewrite(desk, left)
    assert find(desk.text, thread.where) is not None
    assert refusal(lambda: desk.accept(thread)) == CHANGED
    assert desk.text == left


@pytest.mark.parametrize("gone", [[1], [1, 2], [0, 1]])
def test_what_was_on_the_screen_must_stand_there_to_the_last_character(
    desk: Desk, gone: list[int]
) -> None:
    desk.another("".join(SECRETARIAT))
    thread = desk.propose("The secretariat", "The office")
    seen = quote_of(desk.text, *desk.place("The secretariat"), CONTEXT)
    left = "".join(one for number, one in enumerate(SECRETARIAT) if number not in gone)
    _rewrite(desk, left)
    assert refusal(lambda: desk.accept(thread, seen=seen)) == CHANGED
    assert desk.text == left
    _rewrite(desk, "".join(SECRETARIAT))
    desk.accept(thread, seen=seen)


def test_a_character_that_a_browser_cut_in_two_is_none_of_the_context(desk: Desk) -> None:
    desk.another("😀 We meet. 😀")
    seen = Quote("meet", "\ufffd We ", ". \ufffd")
    desk.accept(desk.propose("meet", "talk"), seen=seen)
    assert desk.text == "😀 We talk. 😀"


def test_who_accepts_says_where_the_words_are_on_their_screen(desk: Desk) -> None:
    thread = desk.propose("each other", "one another")
    _rewrite(desk, TEXT.replace("learn from", "hear").replace(". We", "! We") + TEXT)
    doubled = desk.text
    place = desk.place("each other")
    desk.accept(thread, seen=quote_of(doubled, *place, CONTEXT))
    assert desk.text == doubled.replace("each other", "one another", 1)


def test_other_words_on_the_screen_than_those_proposed_for_are_refused(desk: Desk) -> None:
    thread = desk.propose("each other", "one another")
    seen = quote_of(TEXT, *desk.place("twice a year"), CONTEXT)
    assert refusal(lambda: desk.accept(thread, seen=seen)) == CHANGED
    assert_untouched(desk, thread, TEXT)


@pytest.mark.parametrize("state", [one for one in State if one is not State.DRAFTING])
def test_nothing_is_accepted_into_a_text_that_is_no_draft(desk: Desk, state: State) -> None:
    thread = desk.propose("each other", "one another")
    with desk.database.write() as session:
        session.get_one(Document, desk.document.id).state = state
    refusal(lambda: desk.accept(thread))
    assert_untouched(desk, thread, TEXT)


def test_who_may_not_edit_may_not_accept(
    desk: Desk, camille: Person, add_person: Callable[..., Person]
) -> None:
    thread = desk.propose("each other", "one another", by=desk.nour)
    stranger = add_person("Zoe", Role.FACILITATOR, group="Another group")
    refusal(lambda: desk.accept(thread, by=desk.rita), ForbiddenError)
    refusal(lambda: desk.accept(thread, by=stranger), NotFoundError)
    assert_untouched(desk, thread, TEXT)
    desk.accept(thread, by=camille)


@pytest.mark.parametrize("outcome", [Outcome.DECLINED, Outcome.DONE, None])
def test_what_is_closed_already_is_not_accepted(desk: Desk, outcome: Outcome | None) -> None:
    thread = desk.propose("each other", "one another")
    if outcome is None:
        desk.accept(thread)
    else:
        with desk.database.write() as session:
            close_thread(session, desk.nour.id, thread.key, outcome, "No", NOW)
    text, rows = desk.text, len(desk.rows)
    assert refusal(lambda: desk.accept(thread)) == "Somebody has closed this already."
    assert (desk.text, len(desk.rows)) == (text, rows)


@pytest.mark.parametrize(
    "poison",
    [
        {"quote": ""},
        {"quote": "", "prefix": "", "suffix": ""},
        {"quote": "nowhere to be found", "prefix": "", "suffix": ""},
        {"quote": "x" * 5000},
        {"quote": "\ud7ff", "prefix": "\U0010ffff"},
        {"replacement": None},
        {"status": Status.STALE},
        {"status": Status.CLOSED},
    ],
)
def test_a_thread_that_makes_no_sense_damages_nothing(
    desk: Desk, poison: dict[str, object]
) -> None:
    thread = desk.propose("each other", "one another")
    other = desk.propose("twice", "once")
    with desk.database.write() as session:
        session.execute(update(Thread).where(Thread.id == thread.id).values(**poison))
    status = desk.status(thread)
    refusal(lambda: desk.accept(thread), DomainError)
    assert_untouched(desk, thread, TEXT, status)
    desk.accept(other)
    assert desk.text == TEXT.replace("twice", "once")
    assert desk.status(thread) == status


def test_words_that_stand_there_already_leave_the_text_as_it_is(desk: Desk) -> None:
    thread = desk.propose("each other", "one another")
    with desk.database.write() as session:
        session.execute(update(Thread).values(replacement="each other"))
    desk.accept(thread)
    assert desk.text == desk.stored == TEXT


def test_a_full_text_takes_fewer_words_and_no_more(desk: Desk) -> None:
    text = "Short. " + "x" * (MAX_TEXT_BYTES - 7)
    desk.another(text)
    longer, shorter = desk.propose("Short", "Longer"), desk.propose("Short.", "Brie")
    assert "too long" in refusal(lambda: desk.accept(longer))
    assert_untouched(desk, longer, text)
    desk.accept(shorter)
    assert desk.text == "Brie" + text[6:]


@pytest.mark.parametrize("too_long", [False, True])
def test_a_refusal_leaves_nothing_behind_even_where_a_page_commits_after_it(
    desk: Desk, too_long: bool
) -> None:
    text = "Short. " + "x" * (MAX_TEXT_BYTES - 7 if too_long else 0)
    desk.another(text)
    thread = desk.propose("Short", "Longer")
    seen = None if too_long else Quote("Short", "Very ", "")
    with desk.database.write() as session, pytest.raises(ConflictError):
        proposals.accept(session, desk.nour.id, thread.key, seen, "", NOW)
    assert_untouched(desk, thread, text)


def test_a_document_with_as_many_ids_as_may_be_takes_deletions_only(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server_edits, "MAX_IDS_A_DOCUMENT", 1)
    words, deletion = desk.propose("each other", "one another"), desk.propose("twice ", "")
    refusal(lambda: desk.accept(words))
    assert_untouched(desk, words, TEXT)
    desk.accept(deletion)
    assert desk.text == TEXT.replace("twice ", "")


def test_the_words_go_in_under_an_id_that_nobody_has(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    (taken,) = desk.owners
    drawn = iter([taken, taken, 77])
    monkeypatch.setattr(server_edits.secrets, "randbits", lambda _: next(drawn))
    desk.accept(desk.propose("each other", "one another"))
    assert desk.rows[-1].client_ids == [77]
    assert desk.text == TEXT.replace("each other", "one another")


def test_what_overlaps_is_stale_what_touches_and_what_is_elsewhere_is_not(desk: Desk) -> None:
    accepted = desk.propose("each other", "one another")
    overlapping = [
        desk.propose("learn from each", "hear"),
        desk.propose("other. We", "us"),
        desk.propose("h o", "x"),
        desk.propose("each other", "you"),
        desk.propose("from each other.", "."),
    ]
    beside = [desk.propose("from ", "off "), desk.propose(". We", "! We")]
    elsewhere = desk.propose("consent", "vote")
    told: list[Notice] = []
    with noticed.connected_to(told.append):
        desk.accept(accepted)
    assert {desk.status(one) for one in overlapping} == {STALE}
    assert {desk.status(one) for one in [*beside, elsewhere]} == {OPEN}
    named = {one.id for one in told if isinstance(one, Changed) and not is_of_versions(one)}
    assert named == {one.key for one in [*overlapping, accepted]}
    assert refusal(lambda: desk.accept(overlapping[0])) == CHANGED
    for one in [*beside, elsewhere]:
        desk.accept(one)
    assert desk.text == (
        "# Charter\n\nWe learn off one another! We meet twice a year, and decide by vote.\n"
    )


@pytest.mark.parametrize("step", [1, 2, -1])
def test_many_in_a_row_are_accepted_in_any_order(desk: Desk, step: int) -> None:
    """Each word of a paragraph: what stood around the last ones is all changed by then."""
    words = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
    desk.another(" ".join(words))
    threads = [desk.propose(word, word.upper() * 7) for word in words]
    for thread in [*threads[::step], *(threads[1::2] if step == 2 else ())]:
        desk.accept(thread)
    assert desk.text == " ".join(word.upper() * 7 for word in words)


def test_a_remark_on_the_same_words_stays_open(desk: Desk) -> None:
    thread = desk.propose("each other", "one another")
    with desk.database.write() as session:
        session.execute(update(Thread).where(Thread.id == thread.id).values(replacement=None))
    desk.accept(desk.propose("learn from each other", "listen"))
    assert desk.status(thread) == OPEN


def test_context_that_no_column_can_hold_is_kept_as_far_as_it_can(desk: Desk) -> None:
    between = "x" * CONTEXT
    desk.another(f"One\0{between} two three {between}\0four")
    thread, near = desk.propose("two", "2"), desk.propose("three", "3")
    desk.accept(near)
    desk.accept(thread)
    assert desk.text == f"One\0{between} 2 3 {between}\0four"


def test_it_counts_on_a_snapshot_as_well(desk: Desk) -> None:
    with desk.database.write() as session:
        state = desk.rows[0].payload
        session.add(Snapshot(document_id=desk.document.id, seq=1, payload=state, at=NOW))
    desk.accept(desk.propose("each other", "one another"))
    desk.accept(desk.propose("twice", "once"))
    assert desk.text == desk.stored


@pytest.fixture
def processes(database_url: str) -> Iterator[list[Database]]:
    """The database as three other processes would open it."""
    opened = [Database(database_url) for _ in range(3)]
    yield opened
    for database in opened:
        database.engine.dispose()


def at_once(*acts: Callable[[], object]) -> list[object]:
    """What each came to: a result, or the error."""
    barrier = Barrier(len(acts))

    def run(act: Callable[[], object]) -> object:
        barrier.wait()
        try:
            return act()
        except Exception as error:
            return error

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_of_two_who_accept_overlapping_proposals_at_once_one_is_told(
    desk: Desk, processes: list[Database], camille: Person
) -> None:
    for _ in range(ROUNDS):
        desk.another(TEXT)
        one = desk.propose("learn from each other", "hear each other")
        two = desk.propose("each other. We meet", "all. We come together")
        results = at_once(
            lambda one=one: desk.accept(one, desk.nour, database=processes[0]),
            lambda two=two: desk.accept(two, camille, database=processes[1]),
        )
        refused = [result for result in results if isinstance(result, Exception)]
        assert [type(result) for result in refused] == [ConflictError], results
        assert refused[0].sentence == CHANGED
        assert {desk.status(one), desk.status(two)} == {ACCEPTED, STALE}
        assert desk.text == desk.stored
        assert desk.text in (
            TEXT.replace("learn from", "hear"),
            TEXT.replace("each other. We meet", "all. We come together"),
        )


def test_the_same_proposal_is_accepted_once(
    desk: Desk, processes: list[Database], camille: Person
) -> None:
    for _ in range(ROUNDS):
        desk.another(TEXT)
        thread = desk.propose("each other", "each other and each other")
        results = at_once(
            *(
                lambda database=database, who=who, thread=thread: desk.accept(
                    thread, who, database=database
                )
                for database, who in zip(processes, [desk.nour, camille, desk.nour], strict=True)
            )
        )
        refused = [result for result in results if isinstance(result, ConflictError)]
        assert len(refused) == 2, results
        assert desk.text == TEXT.replace("each other", "each other and each other")
        assert len(desk.rows) == 2


def test_three_who_accept_elsewhere_at_once_all_come_through(
    desk: Desk, processes: list[Database], camille: Person
) -> None:
    for _ in range(ROUNDS):
        desk.another(TEXT)
        threads = [
            desk.propose(*words)
            for words in [("each other", "all"), ("twice", "once"), ("consent", "vote")]
        ]
        results = at_once(
            *(
                lambda database=database, who=who, thread=thread: desk.accept(
                    thread, who, database=database
                )
                for database, who, thread in zip(
                    processes, [desk.nour, camille, desk.nour], threads, strict=True
                )
            )
        )
        assert not [result for result in results if isinstance(result, Exception)], results
        assert {desk.status(one) for one in threads} == {ACCEPTED}
        assert desk.text == (
            "# Charter\n\nWe learn from all. We meet once a year, and decide by vote.\n"
        )


def test_of_accepting_and_declining_at_once_one_is_told(
    desk: Desk, processes: list[Database], camille: Person
) -> None:
    """Also of accepting one and declining another that overlaps: what was declined stays so."""
    for _ in range(ROUNDS):
        desk.another(TEXT)
        one, two = desk.propose("each other", "all"), desk.propose("from each", "off each")

        def decline(key: str, process: Database) -> object:
            with process.write() as session:
                return close_thread(session, camille.id, key, Outcome.DECLINED, "No", NOW)

        accepted, declined, other = at_once(
            lambda one=one: desk.accept(one, database=processes[0]),
            lambda one=one: decline(one.key, processes[1]),
            lambda two=two: decline(two.key, processes[2]),
        )
        assert isinstance(accepted, Exception) != isinstance(declined, Exception)
        assert not isinstance(other, Exception)
        assert desk.status(two) == (Status.CLOSED, Outcome.DECLINED)
        landed = not isinstance(accepted, Exception)
        assert desk.text == (TEXT.replace("each other", "all") if landed else TEXT)


def test_what_is_declined_while_another_is_accepted_stays_declined(
    desk: Desk, processes: list[Database]
) -> None:
    one, two = desk.propose("each other", "all"), desk.propose("from each", "off each")
    with ThreadPoolExecutor() as pool:
        with processes[0].write() as session:
            close_thread(session, desk.nour.id, two.key, Outcome.DECLINED, "No", NOW)
            accepting = pool.submit(desk.accept, one, database=processes[1])
            _wait_for_a_waiting_one(processes[2])
        accepting.result()
    assert desk.status(one) == ACCEPTED
    assert desk.status(two) == (Status.CLOSED, Outcome.DECLINED)


def _wait_for_a_waiting_one(database: Database) -> None:
    """Until somebody waits for a row; on SQLite whoever writes waits for everybody anyway."""
    waiting = text("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")

    def is_waiting() -> bool:
        with database.read() as session:
            return bool(session.scalar(waiting))

    if database.engine.dialect.name == "postgresql":
        until(is_waiting)


def demote(session: Session, actor: Person, desk: Desk, group: str) -> None:
    change_role(session, actor.id, group, desk.nour.key, "observer", NOW)


def remove(session: Session, actor: Person, desk: Desk, group: str) -> None:
    remove_member(session, actor.id, group, desk.nour.key, NOW)


def freeze(session: Session, _actor: Person, desk: Desk, _group: str) -> None:
    session.execute(
        update(Document).where(Document.id == desk.document.id).values(state=State.FROZEN)
    )


@pytest.mark.parametrize("stop", [demote, remove, freeze])
def test_once_the_right_is_gone_nothing_is_accepted(
    desk: Desk, processes: list[Database], camille: Person, stop: Callable[..., None]
) -> None:
    with desk.database.read() as session:
        group = session.get_one(Document, desk.document.id).group.key
    words = ("each other", "one another")
    thread = desk.propose(*words)
    for _ in range(RACES):
        before = desk.head

        def stop_it() -> int:
            with processes[1].write() as session:
                stop(session, camille, desk, group)
            return desk.head

        accepted, at_the_stop = at_once(
            lambda thread=thread: desk.accept(thread, database=processes[0]), stop_it
        )
        assert at_the_stop == desk.head, "nothing lands after it"
        refused = isinstance(accepted, DomainError)
        assert refused or isinstance(accepted, Thread), accepted
        assert at_the_stop == before + (not refused)
        assert desk.status(thread) == (OPEN if refused else ACCEPTED)
        _give_back(desk)
        if not refused:
            words = words[::-1]
            thread = desk.propose(*words)
    assert desk.text == desk.stored == TEXT.replace("each other", words[0])


def _give_back(desk: Desk) -> None:
    """What was stopped may go on."""
    with desk.database.write() as session:
        session.get_one(Document, desk.document.id).state = State.DRAFTING
        mine = Membership.person_id == desk.nour.id
        membership = session.scalars(select(Membership).where(mine)).one_or_none()
        if membership is None:
            membership = Membership(
                person_id=desk.nour.id,
                group_id=desk.document.group_id,
                colour="#1f6f5c",
                joined_at=NOW,
            )
            session.add(membership)
        membership.role = Role.MEMBER
