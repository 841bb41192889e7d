"""Words that are accepted while people have the text open, and write in it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import pytest
from pycrdt import Text

from app.database import Database
from app.domain.errors import ConflictError
from app.domain.quotes import quote_of
from app.domain.roles import Role
from app.domain.threads import Scope
from app.models import ClientId, Document, Thread
from app.notices import Appended, Notice, noticed
from app.services import proposals
from app.services.threads import Remark, open_thread
from realtime.attendee import Visitor
from realtime.contents import read
from realtime.exchange import Exchange
from realtime.room import Room
from realtime.rooms import Rooms
from realtime.shared_text import SharedText
from realtime.strangers import Strangers
from realtime.sweep import Sweep
from tests.realtime.conftest import NOW, Recorder, Tab, World, refusal, together, until

TEXT = "We learn from each other. We meet twice a year, and decide by consent."
ROUNDS = 40
CONTEXT = 32


@dataclass
class Table:
    """A room with a text in it; Rita proposes, Nour accepts, from pages of whatever process."""

    world: World
    rita: Visitor
    nour: Visitor

    def __post_init__(self) -> None:
        self.tab = self.world.joined(self.nour)
        self.tab.type(TEXT)

    def propose(self, words: str, replacement: str) -> Thread:
        text = self.world.log_text()
        start = text.index(words)
        quote = quote_of(text, start, start + len(words), CONTEXT)
        remark = Remark(Scope.WORDS, "", quote, b"a", b"b", replacement)
        with self.world.database.write() as session:
            key = session.get_one(Document, self.world.document_id).key
            return open_thread(session, self.rita.person_id, key, remark, NOW)

    def accept(self, thread: Thread, database: Database | None = None) -> Thread:
        with (database or self.world.database).write() as session:
            return proposals.accept(session, self.nour.person_id, thread.key, None, "", NOW)

    def shows(self, tab: Tab, text: str) -> None:
        """Waits until the tab shows what a replay of the log makes, which is `text`."""
        assert self.world.log_text() == text
        until(lambda: tab.text == text)
        assert not tab.channel.of(tab.connection, "resync")


@pytest.fixture
def table(world: World) -> Table:
    return Table(world, world.person(Role.REVIEWER, "Rita"), world.person(Role.MEMBER, "Nour"))


@pytest.fixture
def hearing() -> Iterator[Callable[[Room], None]]:
    """Lets a room hear what pages announce, as the exchange does."""
    rooms: list[Room] = []

    def hear(notice: Notice) -> None:
        for room in rooms:
            if isinstance(notice, Appended):
                room.hear("", notice)

    with noticed.connected_to(hear):
        yield rooms.append
    for room in rooms:
        until(lambda room=room: not room.busy)


@pytest.fixture
def elsewhere(database_url: str) -> Iterator[Database]:
    """The database as whoever accepts on another process has it."""
    database = Database(database_url)
    yield database
    database.engine.dispose()


def test_open_pages_here_and_on_other_processes_show_the_words(
    table: Table, hearing: Callable[[Room], None]
) -> None:
    elsewhere = table.world.joined(room=table.world.another_room())
    hearing(table.world.room)
    hearing(elsewhere.room)
    table.accept(table.propose("each other", "one another"))
    for tab in (table.tab, elsewhere):
        table.shows(tab, TEXT.replace("each other", "one another"))


def test_a_page_of_this_process_tells_its_rooms_and_the_other_processes(table: Table) -> None:
    rung: list[object] = []
    channel = Recorder()
    around = replace(table.world.surroundings, ring=rung.append)
    rooms = Rooms(around, lambda _: channel, around.database)
    exchange = Exchange(rooms, Sweep(rooms, Strangers(), None), around)
    with rooms.entering(table.world.document_id, "key") as room:
        tab = Tab(room, channel, table.world.person(), 7)
        tab.join()
    with noticed.connected_to(exchange.notice):
        table.accept(table.propose("each other", "one another"))
    table.shows(tab, TEXT.replace("each other", "one another"))
    assert Appended(table.world.document_id, 2) in rung
    until(lambda: not room.busy)


def test_nothing_but_the_smallest_change_is_told(
    table: Table, hearing: Callable[[Room], None]
) -> None:
    """So that carets and typing elsewhere, even in the same words, stay where they are."""
    hearing(table.world.room)
    table.accept(table.propose("We meet twice a year", "We meet once a year"))
    table.shows(table.tab, TEXT.replace("twice", "once"))
    (told,) = table.tab.channel.of(table.tab.connection, "update")
    contents = read(told["update"], 100, 100)
    assert [struct.text for run in contents.structs.values() for struct in run] == ["on"]
    assert sum(one.end - one.clock for one in contents.deletions) == len("twi")


@pytest.mark.parametrize("replacement", ["one another", "", "😀 all 中文", "each other, always"])
def test_the_open_text_is_what_a_replay_makes_and_knows_the_same_of_it(
    table: Table, hearing: Callable[[Room], None], replacement: str
) -> None:
    hearing(table.world.room)
    table.accept(table.propose("each other", replacement))
    table.shows(table.tab, TEXT.replace("each other", replacement))
    open_text = table.world.room._writer._text
    with table.world.database.read() as session:
        fresh = SharedText.load(session, table.world.document_id, lock=False)
    assert open_text is not None
    assert open_text.hash == fresh.hash
    assert open_text.clocks == fresh.clocks
    assert vars(open_text.pairs) == vars(fresh.pairs)
    assert open_text.size.at_most >= fresh.size.at_most


def test_who_typed_elsewhere_and_who_proposed_write_on(
    table: Table, hearing: Callable[[Room], None]
) -> None:
    hearing(table.world.room)
    ben = table.world.joined()
    typed, table.rita = table.tab.write("All of us. ", 0), ben.visitor
    table.accept(table.propose("each other", "one another"))
    table.tab.send(typed)
    expected = "All of us. " + TEXT.replace("each other", "one another")
    table.shows(ben, expected)
    ben.send(ben.write(" and all", expected.index(". We meet")))
    table.shows(table.tab, expected.replace(". We meet", " and all. We meet"))


def test_words_that_come_and_go_never_crowd_one_place(table: Table) -> None:
    pair = ("each other", "one another")
    for _ in range(ROUNDS):
        table.accept(table.propose(*pair))
        pair = pair[::-1]
    with table.world.database.read() as session:
        text = SharedText.load(session, table.world.document_id, lock=False)
    assert max(text.rivals._at.values()) == 1


def test_what_was_typed_into_the_words_before_is_seen_and_the_words_stay(
    table: Table, hearing: Callable[[Room], None]
) -> None:
    hearing(table.world.room)
    thread = table.propose("each other", "one another")
    table.tab.send(table.tab.write("and every ", TEXT.index("other")))
    with pytest.raises(ConflictError, match="The text has changed here"):
        table.accept(thread)
    table.shows(table.tab, TEXT.replace("each other", "each and every other"))


@pytest.mark.parametrize("words", ["each other", "learn from each other. We meet"])
def test_what_was_typed_into_the_words_but_comes_after_is_kept(
    table: Table, hearing: Callable[[Room], None], words: str
) -> None:
    hearing(table.world.room)
    on_its_way = table.tab.write("(and every) ", TEXT.index("other"))
    table.accept(table.propose(words, "one another"))
    table.tab.send(on_its_way)
    until(lambda: table.tab.text == table.world.log_text())
    assert "(and every) " in table.tab.text
    assert table.tab.text.replace("(and every) ", "") == TEXT.replace(words, "one another")


def test_who_joins_again_learns_whose_words_they_are(
    table: Table, hearing: Callable[[Room], None]
) -> None:
    hearing(table.world.room)
    table.accept(table.propose("each other", "one another"))
    table.shows(table.tab, TEXT.replace("each other", "one another"))
    (client_id,) = table.world.rows()[-1].client_ids
    assert table.tab.join()["people"][str(client_id)]["name"] == "Rita"
    assert table.world.joined().join()["people"][str(client_id)]["name"] == "Rita"


def test_nobody_but_the_proposer_can_take_the_id(
    table: Table, hearing: Callable[[Room], None]
) -> None:
    hearing(table.world.room)
    table.accept(table.propose("each other", "one another"))
    (client_id,) = table.world.rows()[-1].client_ids
    assert refusal(lambda: table.tab.join(client_id)) == "forged"
    with table.world.database.read() as session:
        owner = session.get_one(ClientId, (table.world.document_id, client_id))
        assert owner.person_id == table.rita.person_id


def test_who_comes_to_a_room_that_stayed_open_for_nobody_sees_the_words(table: Table) -> None:
    table.world.room.leave(table.tab.connection)
    table.accept(table.propose("each other", "one another"))
    tab = table.world.joined()
    assert tab.text == TEXT.replace("each other", "one another")


def test_many_are_accepted_while_somebody_types_all_the_time(
    table: Table, hearing: Callable[[Room], None], elsewhere: Database
) -> None:
    hearing(table.world.room)
    pairs = [("each other", "one another"), ("twice", "once"), ("consent", "vote")]
    typed: list[str] = []
    accepted: list[Thread] = []

    def type_on() -> None:
        while len(accepted) < ROUNDS:
            typed.append(f"<{len(typed)}>")
            table.tab.type(typed[-1])

    def accept_on() -> None:
        for number in range(ROUNDS):
            words, replacement = pair = pairs[number % len(pairs)]
            pairs[number % len(pairs)] = pair[::-1]
            accepted.append(table.accept(table.propose(words, replacement), elsewhere))

    assert together(type_on, accept_on) == [None, None]
    expected = TEXT
    for stands, instead in pairs:
        expected = expected.replace(instead, stands)
    table.shows(table.tab, expected + "".join(typed))
    authors = [row.author_id for row in table.world.rows()]
    assert authors.count(table.rita.person_id) == ROUNDS


def test_typing_into_the_words_at_the_very_moment_loses_nothing(
    table: Table, hearing: Callable[[Room], None], elsewhere: Database
) -> None:
    """Either the words are refused, or they and what was typed both stand there."""
    hearing(table.world.room)
    for number in range(ROUNDS):
        mark = f"<{number}>"
        before = table.world.log_text()
        until(lambda before=before: table.tab.text == before)
        start, end = before.index("We learn"), before.index(" We meet")
        words = before[start:end]
        replacement = f"We hear all{number}."
        thread = table.propose(words, replacement)
        at = len(before[: start + 4 + number % 5].encode())
        sent, accepted = together(
            lambda mark=mark, at=at: table.tab.send(table.tab.write(mark, at)),
            lambda thread=thread: table.accept(thread, elsewhere),
        )
        assert isinstance(sent, int), sent
        after = table.world.log_text()
        until(lambda after=after: table.tab.text == after)
        assert mark in after
        if isinstance(accepted, Exception):
            assert isinstance(accepted, ConflictError), accepted
            assert after.replace(mark, "") == before
        else:
            assert after.replace(mark, "") == before.replace(words, replacement)
        _put_back(table)


def _put_back(table: Table) -> None:
    """The text as it was before: with words without anything in them."""
    content, state = table.tab.doc.get("content", type=Text), table.tab.doc.get_state()
    content.clear()
    content.insert(0, TEXT)
    table.tab.send(table.tab.doc.get_update(state))
