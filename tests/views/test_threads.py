"""Threads in a browser: marks for the script, cards for people, forms with and without scripts."""

import re
from collections.abc import Callable
from http import HTTPStatus

import pytest
from sqlalchemy import select, update

from app.database import Database
from app.domain.lifecycle import State
from app.domain.roles import Role
from app.domain.threads import Act, Outcome, Status
from app.models import Comment, Document, Person, Thread
from app.services import comments, proposals, threads
from tests.browsing import Visitor
from tests.conftest import NOW
from tests.remarks import EACH_OTHER, GONE, ON_WORDS, on_text, on_words, say

FRAGMENT = {"X-Fragment": "1"}
AddPerson = Callable[..., Person]


@pytest.fixture
def rita(add_person: AddPerson) -> Person:
    return add_person("Rita", Role.REVIEWER)


@pytest.fixture
def nour(add_person: AddPerson) -> Person:
    return add_person("Nour", Role.MEMBER)


@pytest.fixture
def remark(database: Database, charter: Document, rita: Person) -> Thread:
    """What Rita says about some words."""
    return say(database, rita, charter, on_words("Whom exactly?"))


@pytest.fixture
def proposal(database: Database, charter: Document, rita: Person) -> Thread:
    """What Rita proposes instead."""
    return say(database, rita, charter, on_words("", "one another"))


def test_a_guest_who_bears_a_member_s_name_is_told_apart(
    visitor: Visitor,
    database: Database,
    charter: Document,
    nour: Person,
    add_guest: Callable[..., Person],
) -> None:
    impostor = add_guest("Nour")
    visitor.sign_in(nour)
    for speaker, is_marked in ((nour, False), (impostor, True)):
        thread = say(database, speaker, charter, on_text())
        card = visitor.get(f"/documents/{charter.key}/threads/cards?key={thread.key}").text
        assert ("<bdi>Nour</bdi>" in card, '"guest-mark"' in card) == (True, is_marked)


def test_who_can_be_called_is_told_without_addresses(
    visitor: Visitor, charter: Document, add_guest: Callable[..., Person], nour: Person
) -> None:
    hostile = '<img src=x onerror="alert(1)">'
    visitor.sign_in(add_guest(hostile))
    answer = visitor.get(f"/documents/{charter.key}/names")
    assert answer.json["names"] == [
        {"name": "Camille", "organisation": "Cedar Centre", "isGuest": False},
        {"name": "Nour", "organisation": "Cedar Centre", "isGuest": False},
        {"name": hostile, "organisation": "", "isGuest": True},
    ]
    assert "example" not in answer.text


def thread_in(database: Database, key: str = "") -> Thread:
    """The thread `key` names, or the newest, with what is said in it."""
    with database.read() as session:
        query = select(Thread).order_by(Thread.id.desc())
        found = session.scalars(query.where(Thread.key == key) if key else query).first()
        assert found
        assert found.comments
        return found


def test_what_is_said_about_words_comes_back_as_a_mark(
    visitor: Visitor, database: Database, charter: Document, rita: Person
) -> None:
    visitor.sign_in(rita)
    answer = visitor.post(f"/documents/{charter.key}/threads", **ON_WORDS, words="Why?\r\n\r\nSo?")
    thread = thread_in(database)
    assert answer.location == (
        f"/documents/{charter.key}/review?thread={thread.key}#thread-{thread.key}"
    )
    assert thread.comments[0].words == "Why?\n\nSo?"
    found = visitor.get(f"/documents/{charter.key}/threads").json
    assert found == {
        "threads": [
            {
                "key": thread.key,
                "scope": "words",
                "start": "AAEC",
                "end": "AAED",
                "quote": {
                    "exact": "each other", "prefix": EACH_OTHER.prefix, "suffix": EACH_OTHER.suffix
                },
                "clause": ["Our charter", "Purpose"],
                "status": "open",
                "outcome": None,
                "replacement": None,
                "author": "Rita",
                "isOwn": True,
                "isNew": False,
                "mentionsMe": False,
                "speakers": [{"key": rita.key, "name": "Rita", "isGuest": False}],
            }
        ],
        "mayComment": True,
        "mayAccept": False,
    }  # fmt: skip


def test_only_the_threads_that_are_asked_for(
    visitor: Visitor, database: Database, charter: Document, rita: Person, remark: Thread
) -> None:
    other = say(database, rita, charter, on_text())
    visitor.sign_in(rita)
    path = f"/documents/{charter.key}/threads"
    assert [one["key"] for one in visitor.get(f"{path}?key={other.key}").json["threads"]] == [
        other.key
    ]
    cards = visitor.get(f"{path}/cards?key={other.key}&key={remark.key}&key=none").text
    assert cards.count("<article") == 2
    assert cards.index(f'id="thread-{other.key}"') < cards.index(f'id="thread-{remark.key}"')
    assert "<html" not in cards


@pytest.mark.parametrize("state", State)
def test_threads_are_for_every_state_and_accepting_for_drafts(
    visitor: Visitor, database: Database, charter: Document, nour: Person, proposal: Thread,
    state: State,
) -> None:  # fmt: skip
    with database.write() as session:
        session.execute(update(Document).values(state=state))
    visitor.sign_in(nour)
    path = f"/documents/{charter.key}/threads"
    drafting = state is State.DRAFTING
    assert visitor.get(path).json["mayAccept"] is drafting
    assert visitor.post(path, scope="text", words="Now?").status_code == HTTPStatus.FOUND
    card = visitor.get(f"{path}/cards?key={proposal.key}").text
    assert ("/acceptance" in card) is drafting
    answer = visitor.post(f"/threads/{proposal.key}/acceptance")
    assert answer.status_code == (HTTPStatus.FOUND if drafting else HTTPStatus.CONFLICT)


def test_a_script_gets_the_card_as_it_is_now(
    visitor: Visitor, nour: Person, remark: Thread
) -> None:
    visitor.sign_in(nour)
    answer = visitor.post(f"/threads/{remark.key}/comments", headers=FRAGMENT, words="Everybody.")
    assert answer.status_code == HTTPStatus.OK
    assert answer.text.strip().startswith("<article")
    assert f'data-thread="{remark.key}"' in answer.text
    assert "Everybody." in answer.text
    assert 'role="alert"' not in answer.text


@pytest.mark.parametrize(("headers", "page"), [(FRAGMENT, "<article"), ({}, "<!doctype")])
def test_a_mistake_is_told_on_the_card_and_what_was_typed_is_kept(
    visitor: Visitor, nour: Person, remark: Thread, headers: dict[str, str], page: str
) -> None:
    visitor.sign_in(nour)
    long = "x" * 5001
    answer = visitor.post(f"/threads/{remark.key}/comments", headers=headers, words=long)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert answer.text.strip().startswith(page)
    assert f'data-thread="{remark.key}"' in answer.text
    assert '<p class="mistake" role="alert">This is too long.' in answer.text
    assert f"\n{long}</textarea>" in answer.text
    assert '<details class="card-act" open>' in answer.text


def test_what_cannot_be_mended_is_told_with_the_words_that_would_be_lost(
    visitor: Visitor, database: Database, nour: Person, camille: Person, remark: Thread
) -> None:
    with database.write() as session:
        threads.close_thread(session, camille.id, remark.key, Outcome.DONE, "", NOW)
    visitor.sign_in(nour)
    answer = visitor.post(
        f"/threads/{remark.key}/closing", headers=FRAGMENT, outcome="answered", reason="On <page> 3"
    )
    assert answer.status_code == HTTPStatus.CONFLICT
    assert "Somebody has closed this already." in answer.text
    assert "On &lt;page&gt; 3" in answer.text


def test_a_refused_remark_comes_back_with_what_was_typed(
    visitor: Visitor, charter: Document, rita: Person
) -> None:
    visitor.sign_in(rita)
    path = f"/documents/{charter.key}/threads"
    sent = ON_WORDS | {"proposes": "1", "replacement": EACH_OTHER.exact, "words": "Better so"}
    answer = visitor.post(path, **sent)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert 'role="alert">Propose other words' in answer.text
    assert "\nBetter so</textarea>" in answer.text
    assert 'name="start" value="AAEC"' in answer.text
    fragment = visitor.post(path, headers=FRAGMENT, **sent)
    assert fragment.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert fragment.text.strip().startswith('<p class="mistake" role="alert">Propose other')


@pytest.mark.parametrize(
    "wrong",
    [
        {"start": "not base64!"},
        {"start": "AAE"},
        {"start": "AAEC\n"},
        {"end": "é"},
        {"end": "A" * 400},
        {"scope": "everything"},
        {"scope": ""},
        {"exact": ""},
        {"exact": "x" * 5001},
        {"prefix": "x" * 101},
        {"suffix": "x" * 101},
        {"scope": "clause", "proposes": "1", "replacement": "x"},
        {"words": " \n "},
        {"proposes": "1", "replacement": "x" * 5001},
    ],
)
def test_what_no_page_sends_is_refused(
    visitor: Visitor, database: Database, charter: Document, rita: Person, wrong: dict[str, str]
) -> None:
    visitor.sign_in(rita)
    answer = visitor.post(
        f"/documents/{charter.key}/threads", **({"words": "Why?"} | ON_WORDS | wrong)
    )
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    with database.read() as session:
        assert session.scalars(select(Thread)).all() == []


def test_words_may_be_proposed_to_be_left_out(
    visitor: Visitor, database: Database, charter: Document, rita: Person
) -> None:
    visitor.sign_in(rita)
    path = f"/documents/{charter.key}/threads"
    visitor.post(path, **ON_WORDS, proposes="1", replacement="", words="")
    thread = thread_in(database)
    assert thread.replacement == ""
    card = visitor.get(f"{path}/cards?key={thread.key}").text
    assert "<del>each other</del>" in card
    assert "<ins>" not in card


def test_without_a_script_the_filters_of_the_page_are_kept(
    visitor: Visitor, charter: Document, nour: Person, remark: Thread
) -> None:
    visitor.sign_in(nour)
    page = visitor.get(f"/documents/{charter.key}/review?status=open").text
    assert 'name="back" value="status=open&amp;' in page
    answer = visitor.post(
        f"/threads/{remark.key}/closing", outcome="done",
        back=f"status=open&person={nour.key}&key=elsewhere&_external=1",
    )  # fmt: skip
    assert answer.location == (
        f"/documents/{charter.key}/review?status=open&person={nour.key}"
        f"&thread={remark.key}#thread-{remark.key}"
    )
    shown = visitor.get(answer.location).text
    assert f'id="thread-{remark.key}"' in shown  # closed, and so not sought: but just acted upon


def test_the_forms_on_a_card_are_those_that_the_person_may_use(
    visitor: Visitor, database: Database, charter: Document, add_person: AddPerson,
    rita: Person, nour: Person, remark: Thread, proposal: Thread,
) -> None:  # fmt: skip
    both = f"/documents/{charter.key}/threads/cards?key={remark.key}&key={proposal.key}"
    acts = ("comments", "closing", "acceptance", "deletion", "reopening")

    def offered(person: Person) -> list[int]:
        visitor.sign_in(person)
        cards = visitor.get(both).text
        return [cards.count(f'/{act}"') for act in acts]

    assert offered(rita) == [2, 2, 0, 1, 0]  # a proposal alone says nothing that can be deleted
    assert offered(nour) == [2, 2, 1, 0, 0]
    assert offered(add_person("Omar", Role.REVIEWER)) == [2, 0, 0, 0, 0]
    assert offered(add_person("Olga", Role.OBSERVER)) == [0, 0, 0, 0, 0]
    with database.write() as session:
        threads.close_thread(session, nour.id, remark.key, Outcome.DONE, "", NOW)
        proposals.accept(session, nour.id, proposal.key, None, "", NOW)
    assert offered(nour) == [2, 0, 0, 0, 1]  # what was accepted is in the text
    assert offered(rita) == [2, 0, 0, 1, 1]


def test_a_card_tells_what_became_of_the_thread(
    visitor: Visitor, database: Database, charter: Document, rita: Person, nour: Person,
    remark: Thread,
) -> None:  # fmt: skip
    with database.write() as session:
        threads.reply(session, nour.id, remark.key, "I see", NOW)
        reply = session.scalars(select(Comment).where(Comment.words == "I see")).one()
        comments.edit_comment(session, nour.id, reply.key, "@Rita: I saw", NOW)
        comments.delete_comment(session, rita.id, remark.comments[0].key, NOW)
        threads.close_thread(session, nour.id, remark.key, Outcome.NOT_TAKEN_UP, "Too late", NOW)
    visitor.sign_in(rita)
    card = visitor.get(f"/documents/{charter.key}/threads/cards?key={remark.key}").text
    assert "Whom exactly?" not in card
    assert "This remark was deleted." in card
    assert "edited" in card
    assert '<b class="called">@Rita</b>: I saw' in card
    assert "closed this: Not taken up" in card
    assert "Too late" in card
    assert "Cedar Centre" in card
    assert 'data-status="closed"' in card
    assert ">New<" not in card
    assert visitor.get(f"/documents/{charter.key}/threads").json["threads"][0]["mentionsMe"]


def test_what_is_overtaken_can_be_proposed_anew_without_a_script(
    visitor: Visitor, database: Database, charter: Document, rita: Person, nour: Person,
    proposal: Thread,
) -> None:  # fmt: skip
    other = say(database, rita, charter, on_words("", "everybody"))
    with database.write() as session:
        proposals.accept(session, nour.id, proposal.key, None, "", NOW)
    visitor.sign_in(rita)
    path = f"/documents/{charter.key}/threads"
    card = visitor.get(f"{path}/cards?key={other.key}").text
    assert 'data-status="stale"' in card
    form = re.search(rf'<form method="post" action="{path}">(.*?)</form>', card, re.S)
    assert form
    fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form.group(1)))
    assert fields["exact"] == "one another"
    assert "\neverybody</textarea>" in form.group(1)
    visitor.post(path, **fields | {"replacement": "everybody", "words": ""})
    anew = thread_in(database)
    with database.write() as session:
        proposals.accept(session, nour.id, anew.key, None, "", NOW)
    assert "from <strong>everybody</strong>." in visitor.get(f"/documents/{charter.key}").text


def test_where_the_text_has_changed_beyond_telling_the_card_leads_to_the_text(
    visitor: Visitor, database: Database, charter: Document, rita: Person
) -> None:
    thread = say(database, rita, charter, on_words("", "others", quote=GONE))
    with database.write() as session:
        session.execute(update(Thread).values(status=Status.STALE))
    visitor.sign_in(rita)
    card = visitor.get(f"/documents/{charter.key}/threads/cards?key={thread.key}").text
    assert f'href="/documents/{charter.key}">Propose anew in the text' in card


def test_an_act_on_a_comment_that_was_deleted_is_told_on_its_card(
    visitor: Visitor, database: Database, rita: Person, remark: Thread
) -> None:
    visitor.sign_in(rita)
    comment = remark.comments[0].key
    assert visitor.post(f"/comments/{comment}/deletion", headers=FRAGMENT).status_code == 200
    answer = visitor.post(f"/comments/{comment}", headers=FRAGMENT, words="Once more")
    assert answer.status_code == HTTPStatus.CONFLICT
    assert f'data-thread="{remark.key}"' in answer.text
    assert "Once more" in answer.text
    trace = thread_in(database, remark.key).comments[0]
    assert (trace.act, trace.words, trace.deleted_at is None) == (Act.REMARK, "", False)


def test_a_person_cannot_write_without_end(
    visitor: Visitor, charter: Document, rita: Person, nour: Person
) -> None:
    visitor.sign_in(rita)
    path = f"/documents/{charter.key}/threads"
    answers = [
        visitor.post(path, headers=FRAGMENT, scope="text", words=str(number))
        for number in range(61)
    ]
    assert {one.status_code for one in answers[:60]} == {HTTPStatus.OK}
    assert answers[60].status_code == HTTPStatus.TOO_MANY_REQUESTS
    assert answers[60].text.startswith('<p class="mistake" role="alert">')
    visitor.sign_in(nour)
    assert visitor.post(path, scope="text", words="Me too").status_code == HTTPStatus.FOUND
