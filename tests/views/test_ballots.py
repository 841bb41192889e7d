"""Voting: what the form shows and takes, what the receipt says, and that nobody else sees it."""

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from http import HTTPStatus
from itertools import count

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from app.comparing import turns
from app.database import Database
from app.domain.ballots import Answer, Stance
from app.domain.diffs import edits
from app.domain.mails import About
from app.domain.objections import ObjectionState
from app.domain.roles import Role
from app.domain.rules import Rule
from app.models import Ballot, Document, Mail, Person, SignInSession
from app.services.ledger import events_of
from app.services.voting import Said, cast_orally
from app.views import ballots
from realtime import log, server_edits
from tests.browsing import Visitor
from tests.clock import NOW, Clock
from tests.polling import ABSTAIN, AGREE, CONCERN, DEADLINE, OBJECT, SOON, Poll
from tests.rendering.test_nothing_runs import ADDRESSES, BREAKOUTS, RAW
from tests.views.test_what_people_say import elements_of

TEXT = """# Our charter

## 1. Purpose

We learn from **each other**.

## 2. Members

Ministries and schools.

## 3. Meetings

Twice a year.
"""
CHANGED = TEXT.replace("Ministries and schools", "Ministries, schools and companies")
PURPOSE, MEMBERS, MEETINGS = 1, 2, 3  # places of clauses
RECEIPT = "ballot/receipt"
WORDS = "These words were typed with care."
NEXT_WEEK = DEADLINE + timedelta(days=7)


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """What the pages of a ballot take for the time."""
    clock = Clock()
    monkeypatch.setattr(ballots, "now", clock)
    return clock


@pytest.fixture
def write(database: Database, charter: Document, camille: Person) -> Callable[[str], None]:
    def write(text: str) -> None:
        with database.write() as session:
            head = log.head_of(session, charter.id, lock=True)
            opened = server_edits.open_text(session, charter.id, head)
            changes = edits(log.text_of(session, charter.id), text)
            server_edits.write(session, opened, camille.id, changes, NOW)

    return write


@pytest.fixture
def nour(add_person: Callable[..., Person], visitor: Visitor, poll: Poll) -> Person:
    nour = add_person("Nour", Role.MEMBER)
    visitor.sign_in(nour)
    return nour


@pytest.fixture
def omar(add_person: Callable[..., Person], poll: Poll) -> Person:
    return add_person("Omar", Role.MEMBER)


@pytest.fixture
def opened(write: Callable[[str], None], poll: Poll, nour: Person, omar: Person) -> Poll:
    """Nour and Omar vote on four clauses; nobody has."""
    write(TEXT)
    poll.open(nour, omar)
    return poll


@pytest.fixture
def second(write: Callable[[str], None], opened: Poll, nour: Person, clock: Clock) -> Poll:
    """A second round, in which what Nour objected to has changed."""
    opened.vote(nour, CONCERN, {PURPOSE: AGREE, MEMBERS: OBJECT})
    opened.close()
    write(CHANGED)
    opened.open(nour, now=DEADLINE, deadline=NEXT_WEEK)
    clock.now = DEADLINE
    return opened


def address(poll: Poll, rest: str = "ballot") -> str:
    return f"/documents/{poll.key}/rounds/{poll.number}/{rest}"


def page_of(visitor: Visitor, poll: Poll, rest: str = "ballot") -> str:
    answer = visitor.get(address(poll, rest))
    assert answer.status_code == HTTPStatus.OK
    return re.sub(r"\s+", " ", unescape(answer.text))


def words_of(page: str) -> str:
    """What one reads: without elements, and what is only for the direction of letters."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>|[\u2068\u2069]", "", page))


def clause_of(page: str, place: int) -> str:
    return page.split(f'id="clause-{place}"')[1].split("</article>")[0]


def chosen_in(page: str) -> dict[str, str]:
    """Which possibility is chosen in which field."""
    inputs = re.findall(r'<input type="radio"[^>]*>', page)
    chosen = [one for one in inputs if " checked" in one]
    return {
        re.findall('name="(.*?)"', one)[0]: re.findall('value="(.*?)"', one)[0] for one in chosen
    }


def test_a_vote_is_one_form_and_returns_a_receipt(
    visitor: Visitor, opened: Poll, nour: Person, database: Database
) -> None:
    page = page_of(visitor, opened)
    assert "each other" in page
    assert chosen_in(page) == {f"stance-{place}": "same" for place in range(4)}
    assert "When the round is closed, the group sees who voted how" in page
    assert "an objection is seen at once, with your name" in page
    assert "When the text is published, everybody can read all votes" in page
    assert "An objection stops what you object to until it is resolved." in page
    sent = {
        "stance": "agree",
        "stance-1": "same",
        "stance-2": "object",
        "reason-2": "No companies.",
        "remedy-2": "Name them.",
    }
    answer = visitor.post(address(opened), **sent)
    assert answer.location == address(opened, RECEIPT)
    cast = opened.box.voted[f"person:{nour.id}"]
    assert cast.whole == AGREE
    assert cast.exceptions == {MEMBERS: Answer(Stance.OBJECT, "No companies.", "Name them.")}
    receipt = words_of(page_of(visitor, opened, RECEIPT))
    assert "You agree to all except 2: you object." in receipt
    assert "2. Members: Object No companies. What would resolve it: Name them." in receipt
    assert "You can change it until March 21, 2026" in receipt
    with database.read() as session:
        assert session.scalars(select(Ballot.receipt)).one() in receipt


def test_the_ballot_can_be_changed_and_the_receipt_tells_what_it_replaced(
    visitor: Visitor, opened: Poll, nour: Person
) -> None:
    opened.vote(nour, CONCERN, {MEETINGS: ABSTAIN})
    page = page_of(visitor, opened)
    assert chosen_in(page)["stance"] == "concern"
    assert chosen_in(page)["stance-3"] == "abstain"
    assert "It is long." in page
    assert "You voted on" in page
    visitor.post(address(opened), **{"stance": "agree"})
    receipt = page_of(visitor, opened, RECEIPT)
    now, earlier = receipt.split("Replaced by the vote above")
    assert "You agree to all." in now
    assert "It is long." not in now
    assert "It is long." in earlier


def test_the_form_is_sent_without_a_script(visitor: Visitor, opened: Poll) -> None:
    page = page_of(visitor, opened)
    form = page.split('<form class="ballot"')[1].split("</form>")[0]
    assert len(re.findall("<button", form)) == 1
    assert "disabled" not in form
    assert "data-ballot-bar hidden" in form  # the bar says nothing without one


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({}, "Choose how you stand to the whole text."),
        ({"stance": "veto"}, "Choose how you stand to the whole text."),
        ({"stance": "agree", "stance-1": "veto"}, "Choose one of the possibilities."),
        ({"stance": "agree", "stance-4": "agree"}, "This version has no such clause."),
        ({"stance": "agree", "reason-4": WORDS + "!"}, "This version has no such clause."),
        ({"stance": "agree", "reason-x": WORDS + "!"}, "This could not be understood."),
        ({"stance": "agree", "stance-1": "object"}, "Say why you object."),
        ({"stance": "object", "reason": "x"}, "Say what would resolve your objection."),
        ({"stance": "concern", "reason": "x" * 5001}, "This is too long."),
    ],
)
def test_what_cannot_be_cast_comes_back_as_it_was_typed(
    visitor: Visitor, opened: Poll, sent: dict[str, str], sentence: str
) -> None:
    answer = visitor.post(address(opened), **{"stance-2": "concern", "reason-2": WORDS, **sent})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    page = unescape(answer.text)
    assert sentence in page
    assert "What you typed is still here." in page
    for typed in (WORDS, *(value for name, value in sent.items() if "reason" in name)):
        assert typed in page
    assert chosen_in(page)["stance-2"] == "concern"
    assert opened.box.ballots == []


def refused(visitor: Visitor, poll: Poll, status: HTTPStatus, rest: str = "ballot") -> str:
    """What the page says when a whole ballot was typed and cannot be cast."""
    sent = {"stance": "agree", "stance-2": "object", "reason-2": WORDS, "remedy-2": "<b>Else</b>"}
    answer = visitor.post(address(poll, rest), **sent)
    assert answer.status_code == status
    assert "Your vote was not sent" in answer.text
    assert WORDS in answer.text
    assert "&lt;b&gt;Else&lt;/b&gt;" in answer.text
    return answer.text


def test_a_vote_counts_until_the_deadline_and_not_at_it(
    visitor: Visitor, opened: Poll, clock: Clock
) -> None:
    clock.now = DEADLINE - timedelta(seconds=1)
    assert visitor.post(address(opened), stance="agree").status_code == HTTPStatus.FOUND
    clock.now = DEADLINE
    page = refused(visitor, opened, HTTPStatus.CONFLICT)
    assert "The deadline of this round is over" in page
    assert len(opened.box.ballots) == 1
    assert "The deadline of this round is over" in page_of(visitor, opened)


def test_it_is_in_time_when_it_is_written_down_not_when_it_was_looked_at(
    visitor: Visitor, opened: Poll, monkeypatch: pytest.MonkeyPatch
) -> None:
    moments = iter([DEADLINE - timedelta(seconds=1), DEADLINE])
    monkeypatch.setattr(ballots, "now", lambda: next(moments))
    assert "The deadline of this round is over" in refused(visitor, opened, HTTPStatus.CONFLICT)
    assert opened.box.ballots == []


def test_when_the_round_was_closed_meanwhile_nothing_that_was_typed_is_lost(
    visitor: Visitor, opened: Poll
) -> None:
    opened.close()
    assert "This round is closed already." in refused(visitor, opened, HTTPStatus.CONFLICT)
    page = page_of(visitor, opened)
    assert "This round is closed already." in page
    assert "each other" in page
    assert "fieldset" not in page


def test_nor_when_the_session_has_ended(visitor: Visitor, opened: Poll, database: Database) -> None:
    sign_out_in_a_moment = visitor.client.post

    def signed_out_first(*args: object, **options: object) -> object:
        with database.write() as session:
            session.execute(update(SignInSession).values(ended_at=NOW))
        return sign_out_in_a_moment(*args, **options)

    visitor.client.post = signed_out_first  # type: ignore[method-assign]
    page = refused(visitor, opened, HTTPStatus.UNAUTHORIZED)
    assert "You are not signed in any more" in page
    assert opened.box.ballots == []


def test_nor_when_the_browser_has_forgotten_the_session(
    visitor: Visitor, opened: Poll, app: Flask
) -> None:
    sent = {"stance": "agree", "reason-2": WORDS, "csrf_token": "stale"}
    base_url = app.extensions["settings"].base_url
    answer = app.test_client().post(address(opened), base_url=base_url, data=sent)
    assert answer.status_code == HTTPStatus.BAD_REQUEST
    assert WORDS in answer.text
    assert opened.box.ballots == []


def test_who_has_no_vote_reads_the_text_and_why(
    visitor: Visitor, opened: Poll, camille: Person
) -> None:
    visitor.sign_in(camille)
    page = page_of(visitor, opened)
    assert "You can follow this round, but have no vote in it." in page
    assert "each other" in page
    assert "fieldset" not in page
    refused(visitor, opened, HTTPStatus.FORBIDDEN)
    assert visitor.get(address(opened, RECEIPT)).status_code == HTTPStatus.FORBIDDEN


def test_whoever_may_not_read_the_text_finds_nothing_but_their_own_words(
    visitor: Visitor, opened: Poll, add_person: Callable[..., Person]
) -> None:
    visitor.sign_in(add_person("Stranger", Role.FACILITATOR, group="Another group"))
    page = refused(visitor, opened, HTTPStatus.NOT_FOUND)
    assert "Our charter" not in page
    assert "Network Charter" not in page


def test_there_is_no_receipt_before_one_has_voted(visitor: Visitor, opened: Poll) -> None:
    assert visitor.get(address(opened, RECEIPT)).status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize(
    ("organisation", "sentence"),
    [("", "You vote for yourself."), ("Cedar <Centre>", "You vote for Cedar <Centre>.")],
)
def test_the_page_says_whose_vote_it_is(
    visitor: Visitor, poll: Poll, nour: Person, organisation: str, sentence: str
) -> None:
    poll.open(nour, organisations={"Nour": organisation})
    read = unescape(visitor.get(address(poll)).text.replace("<bdi>", "").replace("</bdi>", ""))
    assert sentence in read


@pytest.mark.parametrize(
    ("rule", "meaning"),
    [
        (Rule.CONSENT, "An objection stops what you object to"),
        (Rule.TWO_THIRDS, "It counts against what you object to"),
        (Rule.MAJORITY, "It counts against what you object to"),
    ],
)
def test_what_an_objection_does_depends_on_the_rule(
    visitor: Visitor, poll: Poll, nour: Person, rule: Rule, meaning: str
) -> None:
    poll.open(nour, rule=rule)
    assert meaning in page_of(visitor, poll)


def test_what_changed_since_one_voted_last_is_marked(visitor: Visitor, second: Poll) -> None:
    page = page_of(visitor, second)
    assert "What changed since round 1" in page
    changes = page.split('class="ballot-changes"')[1].split("</ol>")[0]
    assert re.findall('<a href="#(.*?)">', changes) == ["clause-2"]
    members = clause_of(page, MEMBERS)
    assert "<ins>" in members
    assert "<del>" in members
    assert "Read it without the marks" in members
    assert "<ins>" not in clause_of(page, PURPOSE)


def test_texts_too_long_to_be_compared_are_shown_without_marks(
    visitor: Visitor, second: Poll, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "COMPARED_HERE", 0)
    monkeypatch.setattr(turns, "MOST_SECONDS", 0)
    page = page_of(visitor, second)
    assert "too long for its changes since round 1" in page
    assert "companies" in page
    assert "<ins>" not in page


def test_an_earlier_stance_on_the_same_words_counts_and_can_be_revoked(
    visitor: Visitor, second: Poll, nour: Person
) -> None:
    page = page_of(visitor, second)
    assert "You agreed to these words in round 1." in clause_of(page, PURPOSE)
    assert "That counts unless you say otherwise." in clause_of(page, PURPOSE)
    assert "You agreed to these words, with a concern, in round 1." in clause_of(page, MEETINGS)
    assert chosen_in(page)["stance-1"] == "keep"
    voter = f"person:{nour.id}"
    waits = {"stance": "agree", "stance-2": "same"}
    visitor.post(address(second), **waits, **{"stance-1": "keep"})
    assert second.box.votes[voter].clauses[PURPOSE].stance is Stance.AGREE
    assert second.box.votes[voter].clauses[MEETINGS].stance is Stance.CONCERN
    receipt = words_of(page_of(visitor, second, RECEIPT))
    assert "3. Meetings: Agree, with a concern (round 1)" in receipt
    visitor.post(address(second), **waits, **{"stance-1": "abstain", "stance-3": "keep"})
    assert second.box.votes[voter].clauses[PURPOSE].stance is Stance.ABSTAIN
    visitor.post(address(second), **waits, **{"stance-1": "keep", "stance-3": "keep"})
    assert second.box.votes[voter].clauses[PURPOSE].stance is Stance.AGREE


def test_an_objection_that_has_ended_is_carried_as_an_abstention(
    visitor: Visitor, write: Callable[[str], None], opened: Poll, nour: Person, clock: Clock
) -> None:
    opened.vote(nour, AGREE, {PURPOSE: OBJECT})
    opened.end_objection(opened.objections[0], nour, ObjectionState.WITHDRAWN)
    opened.close()
    write(CHANGED)
    opened.open(nour, now=DEADLINE, deadline=NEXT_WEEK)
    clock.now = DEADLINE
    purpose = clause_of(page_of(visitor, opened), PURPOSE)
    assert "That objection has ended since, and counts as an abstention" in purpose
    assert 'data-kept="abstain"' in purpose


def test_an_objection_to_words_that_have_changed_waits_for_who_made_it(
    visitor: Visitor, second: Poll, nour: Person
) -> None:
    page = page_of(visitor, second)
    members = clause_of(page, MEMBERS)
    assert "Say whether you still object." in members
    assert members.count("It leaves out the schools.") == 2  # as it was, and to be sent again
    assert "Name the schools.</textarea>" in members
    assert "stance-2" not in chosen_in(page)
    answer = visitor.post(address(second), stance="agree")
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "You objected here before. Say whether you still do." in answer.text
    again = {"stance-2": "object", "reason-2": OBJECT.reason, "remedy-2": OBJECT.remedy}
    assert visitor.post(address(second), stance="agree", **again).status_code == HTTPStatus.FOUND
    assert second.box.voted[f"person:{nour.id}"].exceptions == {MEMBERS: OBJECT}


def test_who_has_said_that_they_no_longer_object_is_not_asked_again(
    visitor: Visitor, second: Poll
) -> None:
    visitor.post(address(second), **{"stance": "agree", "stance-2": "same"})
    page = page_of(visitor, second)
    assert chosen_in(page)["stance-2"] == "same"
    assert "Say whether you still object." not in page
    assert visitor.post(address(second), stance="concern").status_code == HTTPStatus.FOUND


def test_what_was_said_of_the_whole_text_or_of_what_is_gone_no_longer_counts(
    visitor: Visitor, write: Callable[[str], None], opened: Poll, nour: Person, clock: Clock
) -> None:
    opened.vote(nour, CONCERN, {MEETINGS: OBJECT})
    opened.close()
    write(TEXT.split("## 3.")[0])
    opened.open(nour, now=DEADLINE, deadline=NEXT_WEEK)
    clock.now = DEADLINE
    page = page_of(visitor, opened)
    assert "The clause is no longer in the text." in page
    assert "On the whole text everybody is asked again." in page
    assert "stance" not in chosen_in(page)
    assert "It is long." in page


def oral(poll: Poll, name: str = "Omar") -> str:
    return f"oral/{next(one.id for one in poll.round.voters if one.name == name)}"


def test_a_facilitator_writes_down_what_is_said_aloud_and_the_voter_hears_of_it(
    visitor: Visitor, opened: Poll, camille: Person, omar: Person, database: Database
) -> None:
    visitor.sign_in(camille)
    page = page_of(visitor, opened, oral(opened))
    assert "said aloud, written down by" in page
    assert "Omar is told by mail" in words_of(page)
    sent = {"stance": "agree", "stance-1": "concern", "reason-1": WORDS}
    answer = visitor.post(address(opened, oral(opened)), **sent)
    assert answer.location == address(opened, oral(opened))
    ballot = opened.box.voted[f"person:{omar.id}"]
    assert (ballot.is_oral, ballot.cast_by) == (True, camille.id)
    with database.read() as session:
        mails = select(func.count()).where(Mail.about == About.ORAL, Mail.address == omar.email)
        assert session.scalar(mails) == 1
    again = page_of(visitor, opened, oral(opened))
    assert WORDS not in again  # how Omar votes is not shown, to whomever it was said
    assert "stance" not in chosen_in(again)
    visitor.sign_in(omar)
    receipt = words_of(page_of(visitor, opened, RECEIPT))
    assert "said aloud, written down by Camille" in receipt
    assert "Change my vote" in receipt


def test_what_was_written_down_before_does_not_even_change_the_form(
    visitor: Visitor, second: Poll, camille: Person
) -> None:
    visitor.sign_in(camille)

    def form() -> str:
        page = page_of(visitor, second, oral(second, "Nour"))
        return re.sub('csrf_token" value="[^"]+|<p class="note page-note.*?</p>', "", page)

    before = form()
    sent = {"stance": "concern", "stance-1": "abstain", "stance-2": "same"}
    answer = visitor.post(address(second, oral(second, "Nour")), **sent)
    assert answer.status_code == HTTPStatus.FOUND
    assert re.sub(r"\s", "", form()) == re.sub(r"\s", "", before)


def test_nobody_replaces_what_a_voter_cast_alone(
    visitor: Visitor, opened: Poll, camille: Person, omar: Person
) -> None:
    opened.vote(omar, CONCERN)
    visitor.sign_in(camille)
    page = words_of(page_of(visitor, opened, oral(opened)))
    assert "Omar has voted already. Nobody else can change that vote." in page
    assert "It is long." not in page
    refused(visitor, opened, HTTPStatus.CONFLICT, oral(opened))
    assert len(opened.box.ballots) == 1


def test_only_facilitators_write_down_votes_and_only_of_who_has_one(
    visitor: Visitor, opened: Poll, camille: Person
) -> None:
    assert visitor.get(address(opened, oral(opened))).status_code == HTTPStatus.FORBIDDEN
    refused(visitor, opened, HTTPStatus.FORBIDDEN, oral(opened))
    visitor.sign_in(camille)
    assert visitor.get(address(opened, "oral/4711")).status_code == HTTPStatus.NOT_FOUND
    refused(visitor, opened, HTTPStatus.NOT_FOUND, "oral/4711")
    assert opened.box.ballots == []


def test_a_ballot_on_paper_says_what_it_is_about_and_runs_nothing(
    visitor: Visitor, opened: Poll
) -> None:
    page = page_of(visitor, opened, "ballot/paper")
    assert "<script" not in page
    assert opened.round.version.sha256 in page
    assert "By consent: one objection that is not resolved stops a clause." in page
    assert "2 of 2 must vote." in page
    assert "Votes count until" in page
    assert page.count('class="paper-boxes"') == 5  # of the whole text, and of each clause
    assert "Ministries and schools." in page


SECRET = "A concern that is nobody's business yet."


def open_to(app: Flask, poll: Poll) -> list[str]:
    """Every page about the charter or its group that can be asked for by an address alone."""
    keys = {"key": poll.key, "number": str(poll.number), "form": "md"}
    with poll.database.read() as session:
        group = session.get_one(Document, poll.document.id).group.key
    found = []
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and "key" in rule.arguments <= set(keys):
            path = rule.rule.replace("/groups/<key>", f"/groups/{group}")
            for name, value in keys.items():
                path = re.sub(rf"<(int:)?{name}>", value, path)
            found.append(path)
    return [*found, "/", "/account", "/account/export"]


@pytest.mark.parametrize("who", ["facilitator", "member"])
def test_nobody_else_sees_how_somebody_votes_before_the_round_is_closed(
    visitor: Visitor, app: Flask, opened: Poll, camille: Person, omar: Person, nour: Person,
    who: str,
) -> None:  # fmt: skip
    opened.vote(nour, Answer(Stance.ABSTAIN, SECRET), {PURPOSE: Answer(Stance.CONCERN, SECRET)})
    with opened.database.write() as session:
        said = Said(Answer(Stance.CONCERN, SECRET), {})
        voter = next(one.id for one in opened.round.voters if one.name == "Omar")
        if who == "facilitator":
            cast_orally(session, camille.id, opened.key, opened.number, voter, said, SOON)
    visitor.sign_in(camille if who == "facilitator" else omar)
    pages = [*open_to(app, opened), address(opened, oral(opened, "Nour"))]
    assert len(pages) > 20
    for path in pages:
        for accepted in ("text/html", "application/json"):
            answer = visitor.get(path, headers={"Accept": accepted})
            assert SECRET not in unescape(answer.text), path
            assert not chosen_in(answer.text).get("stance"), path
    with opened.database.read() as session:
        told = " ".join(one.words for one in events_of(session, opened.document.id))
    for word in (SECRET, *(f'"{stance}"' for stance in Stance)):
        assert word not in told


def test_an_objection_is_seen_at_once(
    visitor: Visitor, opened: Poll, nour: Person, omar: Person
) -> None:
    opened.vote(nour, AGREE, {MEMBERS: OBJECT})
    visitor.sign_in(omar)
    talk = visitor.get(f"/documents/{opened.key}/review").text
    assert "It leaves out the schools." in talk
    assert "Nour" in talk


HARMLESS = "words"
EVIL = [
    text
    for text in (*RAW, *ADDRESSES, *BREAKOUTS, "</textarea><script>", "{{ 7*7 }}", "{clauses}")
    if "\0" not in text and "\ud800" not in text and text.strip()
]
CLAUSES = [f"## Clause {number}\n\nIts words.\n\n" for number in range(len(EVIL))]
MANY = "".join(CLAUSES)
HALF_CHANGED = "".join(
    one.replace("Its", "Other") if place % 2 else one for place, one in enumerate(CLAUSES)
)


def objections(texts: list[str]) -> dict[int, Answer]:
    """Each text is the reason in one clause, and the remedy in the next."""
    pairs = enumerate(zip(texts, texts[1:] + texts[:1], strict=True))
    return {place: Answer(Stance.OBJECT, *pair) for place, pair in pairs}


def skeleton(page: str) -> object:
    """The elements of a page with their attributes, each clause by itself."""
    numbers = count()
    return elements_of(
        re.sub("<article", lambda _: f'<article data-thread="{next(numbers)}"', page)
    )


def test_no_element_comes_from_what_people_write_into_a_ballot(
    visitor: Visitor, write: Callable[[str], None], poll: Poll, nour: Person, omar: Person,
    clock: Clock,
) -> None:  # fmt: skip
    def shown(voter: Person) -> list[object]:
        visitor.sign_in(voter)
        return [skeleton(visitor.get(address(poll, one)).text) for one in ("ballot", RECEIPT)]

    homes = {"Nour": "<script>alert(1)</script>", "Omar": HARMLESS}
    write(MANY)
    poll.open(nour, omar, organisations=homes)
    for voter, texts in ((nour, EVIL), (omar, [HARMLESS] * len(EVIL))):
        said = objections(texts)
        poll.vote(voter, said[0], said)
    assert shown(nour) == shown(omar)
    poll.close()
    write(HALF_CHANGED)
    poll.open(nour, omar, organisations=homes, now=DEADLINE, deadline=NEXT_WEEK)
    clock.now = DEADLINE
    page = page_of(visitor, poll)
    assert page.count("Say whether you still object.") == len(EVIL) // 2
    assert page.count("That counts unless you say otherwise.") == len(EVIL) - len(EVIL) // 2
    assert shown(nour) == shown(omar)
    for voter in (nour, omar):
        poll.vote(voter, now=DEADLINE)
    assert shown(nour) == shown(omar)


def test_nor_does_it_from_the_name_of_who_says_it_aloud(
    visitor: Visitor, poll: Poll, nour: Person, omar: Person, camille: Person
) -> None:
    with poll.database.write() as session:
        session.execute(update(Person).where(Person.id == nour.id).values(name="<b {clauses}>"))
    poll.open(nour, omar)
    visitor.sign_in(camille)
    pages = [visitor.get(address(poll, f"oral/{one.id}")).text for one in poll.round.voters]
    assert skeleton(pages[0]) == skeleton(pages[1])


def test_nor_does_it_when_it_comes_back(
    visitor: Visitor, write: Callable[[str], None], poll: Poll, nour: Person, clock: Clock
) -> None:
    def refused_pages(texts: list[str]) -> list[object]:
        sent = {"reason-x": texts[3], "reason-999": texts[4], "stance": texts[5]}
        for place, text in enumerate(texts):
            sent |= {f"stance-{place}": text, f"reason-{place}": text, f"remedy-{place}": text}
        clock.now = SOON
        pages = [visitor.post(address(poll), **sent).text]
        clock.now = DEADLINE
        return [skeleton(one) for one in (*pages, visitor.post(address(poll), **sent).text)]

    write(MANY)
    poll.open(nour)
    assert refused_pages(EVIL) == refused_pages([HARMLESS] * len(EVIL))
