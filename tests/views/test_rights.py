"""Every route and who may use it: a new route fails here until it is listed."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from http import HTTPStatus

import pytest
from flask import Flask
from werkzeug.routing import Rule

from app.database import Database
from app.domain.roles import Role
from app.domain.rows import Names
from app.domain.threads import Outcome
from app.models import Document, Group, Person
from app.services.freezing import freeze
from app.services.guest_list import invite_list
from app.services.publishing import publish
from app.services.review_links import Made
from app.services.threads import close_thread, open_thread
from app.services.versions import name_version
from tests.browsing import Visitor
from tests.conftest import NOW
from tests.polling import OBJECT, Poll
from tests.remarks import on_words

MARK_OF_FORM = re.compile(r'name="csrf_token" value="[^"]+"')  # of the second it is made in

OK = HTTPStatus.OK
FOUND = HTTPStatus.FOUND
SIGN_IN = HTTPStatus.UNAUTHORIZED
FORBIDDEN = HTTPStatus.FORBIDDEN
HIDDEN = HTTPStatus.NOT_FOUND
UNREADABLE = HTTPStatus.UNPROCESSABLE_ENTITY
SAME = HTTPStatus.CONFLICT
AWAY = HTTPStatus.BAD_GATEWAY

WHO = ("facilitator", "member", "reviewer", "observer", "guest", "stranger", "signed out")
EVERYBODY = (OK,) * 7
NOBODY = (HIDDEN,) * 7
SIGNED_IN = (*EVERYBODY[:6], SIGN_IN)
SIGNED_IN_SEND = (FOUND,) * 6 + (SIGN_IN,)
ITS_READERS = (OK, OK, OK, OK, OK, HIDDEN, SIGN_IN)
THE_GROUP = (OK, OK, OK, OK, HIDDEN, HIDDEN, SIGN_IN)
THE_GROUP_SENDS = (FOUND, FOUND, FOUND, FOUND, HIDDEN, HIDDEN, SIGN_IN)
ITS_FACILITATORS = (OK, FORBIDDEN, FORBIDDEN, FORBIDDEN, HIDDEN, HIDDEN, SIGN_IN)
ITS_FACILITATORS_SEND = (FOUND, FORBIDDEN, FORBIDDEN, FORBIDDEN, HIDDEN, HIDDEN, SIGN_IN)
# A guest sees the document, and so is told that this is not theirs.
OF_A_DOCUMENT = (OK, FORBIDDEN, FORBIDDEN, FORBIDDEN, FORBIDDEN, HIDDEN, SIGN_IN)
ITS_COMMENTERS_SEND = (FOUND, FOUND, FOUND, FORBIDDEN, FOUND, HIDDEN, SIGN_IN)
ITS_WRITERS = (OK, OK, FORBIDDEN, FORBIDDEN, FORBIDDEN, HIDDEN, SIGN_IN)
ITS_WRITERS_SEND = (FOUND, FOUND, FORBIDDEN, FORBIDDEN, FORBIDDEN, HIDDEN, SIGN_IN)
# Of Camille, who is none of these: not even another facilitator changes her words.
ONE_S_OWN = (FORBIDDEN, FORBIDDEN, FORBIDDEN, FORBIDDEN, FORBIDDEN, HIDDEN, SIGN_IN)

# Only Camille votes, who is none of these either.
NO_VOTER = ONE_S_OWN

# The stranger facilitates another group.
FACILITATORS = (OK, FORBIDDEN, FORBIDDEN, FORBIDDEN, FORBIDDEN, OK, SIGN_IN)
FACILITATORS_SEND = (FOUND, FORBIDDEN, FORBIDDEN, FORBIDDEN, FORBIDDEN, FOUND, SIGN_IN)

#                                      in the order of WHO
RIGHTS = {
    "GET /": EVERYBODY,
    "GET /healthz": EVERYBODY,
    "GET /metrics": EVERYBODY,  # on this machine
    "POST /documents/<key>/title": (FOUND, *OF_A_DOCUMENT[1:]),
    "GET /groups/new": FACILITATORS,
    "POST /groups": FACILITATORS_SEND,
    "GET /groups/<key>/names": ITS_FACILITATORS,
    "POST /groups/<key>/name": ITS_FACILITATORS_SEND,
    "GET /groups/<key>/documents/new": ITS_FACILITATORS,
    "POST /groups/<key>/documents": ITS_FACILITATORS_SEND,
    "GET /documents/<key>": ITS_READERS,
    "GET /documents/<key>/reading": ITS_READERS,
    "GET /documents/<key>/moments": ITS_READERS,
    "GET /documents/<key>/frames": ITS_READERS,
    "GET /documents/<key>/contributions": ITS_READERS,
    "GET /documents/<key>/review-links": OF_A_DOCUMENT,
    "POST /documents/<key>/review-links": OF_A_DOCUMENT,
    "POST /review-links/<link>/ending": (FOUND, *OF_A_DOCUMENT[1:]),
    "GET /documents/<key>/threads": ITS_READERS,
    "GET /documents/<key>/threads/cards": ITS_READERS,
    "GET /documents/<key>/names": ITS_READERS,
    "POST /documents/<key>/threads": ITS_COMMENTERS_SEND,
    "POST /threads/<key>/comments": ITS_COMMENTERS_SEND,
    "POST /comments/<key>": ONE_S_OWN,
    "POST /comments/<key>/deletion": ONE_S_OWN,
    "POST /threads/<key>/closing": ITS_WRITERS_SEND,
    "POST /threads/<key>/reopening": ITS_WRITERS_SEND,
    "POST /threads/<key>/acceptance": ITS_WRITERS_SEND,
    "GET /documents/<key>/objections": ITS_READERS,
    "GET /objections/<key>": ITS_READERS,
    "POST /objections/<key>/ending": ONE_S_OWN,
    "GET /documents/<key>/review": ITS_READERS,
    "GET /documents/<key>/review.csv": ITS_READERS,
    "GET /documents/<key>/history": ITS_READERS,
    "GET /documents/<key>/replay": ITS_READERS,
    "GET /documents/<key>/ledger": ITS_READERS,
    "POST /documents/<key>/versions": ITS_WRITERS_SEND,
    "GET /documents/<key>/versions/<int:number>": ITS_READERS,
    "GET /documents/<key>/rounds/<int:number>/ballot": ITS_READERS,
    "POST /documents/<key>/rounds/<int:number>/ballot": NO_VOTER,
    "GET /documents/<key>/rounds/<int:number>/ballot/receipt": NO_VOTER,
    "GET /documents/<key>/rounds/<int:number>/ballot/paper": ITS_READERS,
    "GET /documents/<key>/rounds/<int:number>/oral/<int:voter>": OF_A_DOCUMENT,
    "POST /documents/<key>/rounds/<int:number>/oral/<int:voter>": (FOUND, *OF_A_DOCUMENT[1:]),
    "GET /documents/<key>/changes": ITS_READERS,
    "GET /documents/<key>/changes.patch": ITS_READERS,
    "GET /documents/<key>/changes.md": ITS_READERS,
    "GET /documents/<key>/file.<form>": ITS_READERS,
    "GET /documents/<key>/versions/<int:number>/file.<form>": ITS_READERS,
    "GET /documents/<key>/restoration": ITS_WRITERS,
    "POST /documents/<key>/restoration": (SAME, SAME, *ITS_WRITERS_SEND[2:]),  # nothing changed
    "GET /documents/<key>/import": ITS_WRITERS,
    "POST /documents/<key>/import/preview": ITS_WRITERS,
    "POST /documents/<key>/import": (UNREADABLE,) * 6 + (SIGN_IN,),  # shows nothing that was seen
    "GET /documents/<key>/rounds": ITS_READERS,
    "GET /documents/<key>/rounds/new": OF_A_DOCUMENT,
    "POST /documents/<key>/rounds/preview": (UNREADABLE, *OF_A_DOCUMENT[1:]),  # asks nobody
    "POST /documents/<key>/rounds": (UNREADABLE, *OF_A_DOCUMENT[1:]),
    "GET /documents/<key>/rounds/<int:number>": ITS_READERS,
    "GET /documents/<key>/rounds/<int:number>/turnout": ITS_READERS,
    "POST /documents/<key>/rounds/<int:number>/closing": (FOUND, *OF_A_DOCUMENT[1:]),
    "POST /documents/<key>/rounds/<int:number>/voiding": (FOUND, *OF_A_DOCUMENT[1:]),
    "POST /documents/<key>/rounds/<int:number>/recall": (FOUND, *OF_A_DOCUMENT[1:]),
    "POST /documents/<key>/rounds/<int:number>/reminders": (FOUND, *OF_A_DOCUMENT[1:]),
    "GET /documents/<key>/freezing": ITS_READERS,
    "POST /documents/<key>/freezing": (FOUND, *OF_A_DOCUMENT[1:]),
    "POST /documents/<key>/publication": (SAME, *OF_A_DOCUMENT[1:]),  # it is not frozen
    "POST /documents/<key>/redrafting": (SAME, *OF_A_DOCUMENT[1:]),  # nor validated
    "POST /documents/<key>/reopening": (SAME, *OF_A_DOCUMENT[1:]),
    "POST /documents/<key>/signature": (SAME, SAME, *ITS_WRITERS_SEND[2:]),
    "POST /documents/<key>/signature/withdrawal": (SAME, SAME, *ITS_WRITERS_SEND[2:]),
    "GET /charters/<key>": EVERYBODY,
    "GET /charters/<key>/editions/<int:number>": EVERYBODY,
    "GET /charters/<key>/editions/<int:number>/file.<form>": EVERYBODY,
    "GET /charters/<key>/editions/<int:number>/bundle.zip": EVERYBODY,
    "GET /charters/<key>/editions/<int:number>/card.png": EVERYBODY,
    "GET /review/<token>": NOBODY,  # nobody made this link
    "POST /review/<token>": NOBODY,
    "GET /groups/<group>/invitations": ITS_FACILITATORS,
    "POST /groups/<group>/invitations": ITS_FACILITATORS,
    "POST /groups/<group>/invitations/preview": ITS_FACILITATORS,
    "POST /groups/<group>/invitation": ITS_FACILITATORS,
    "POST /invitations/<invitation>/link": ITS_FACILITATORS,
    "POST /invitations/<invitation>/mail": ITS_FACILITATORS_SEND,
    "POST /invitations/<invitation>/revocation": ITS_FACILITATORS_SEND,
    "GET /invitations/<token>": NOBODY,
    "POST /invitations/<token>": NOBODY,
    "GET /groups/<key>/people": THE_GROUP,
    "POST /groups/<key>/people/<person>/role": ITS_FACILITATORS_SEND,
    "GET /groups/<key>/people/<person>/removal": ITS_FACILITATORS,
    "POST /groups/<key>/people/<person>/removal": ITS_FACILITATORS_SEND,
    "GET /groups/<key>/profile": THE_GROUP,
    "POST /groups/<key>/profile": THE_GROUP_SENDS,
    "GET /groups/<key>/record": ITS_FACILITATORS,
    "POST /sign-out": (FOUND,) * 7,
    "GET /account": SIGNED_IN,
    "POST /account": SIGNED_IN_SEND,
    "GET /account/export": SIGNED_IN,
    "GET /account/deletion": SIGNED_IN,
    "POST /account/deletion": (UNREADABLE,) * 6 + (SIGN_IN,),  # the box is not ticked
    "GET /groups/<key>/departure": THE_GROUP,
    "POST /groups/<key>/departure": THE_GROUP_SENDS,
    "GET /unsubscription/<token>": NOBODY,  # nobody signed this link
    "POST /unsubscription/<token>": NOBODY,
    "GET /account/sessions": SIGNED_IN,
    "POST /account/sessions/<int:session_id>/ending": (*NOBODY[:6], SIGN_IN),  # not theirs
    "POST /account/sessions/others/ending": SIGNED_IN_SEND,
    "POST /account/sessions/all/ending": SIGNED_IN_SEND,
    "POST /language": (UNREADABLE,) * 7,  # the form names no language
    "GET /sign-in": EVERYBODY,
    "POST /sign-in": (UNREADABLE,) * 7,  # the form names no address
    "GET /sign-in/<token>": NOBODY,
    "POST /sign-in/<token>": NOBODY,
    "POST /demo-session": NOBODY,  # nor is there such a demo person
    "GET /charters/<key>/launch": EVERYBODY,
    "POST /openid": (AWAY,) * 7,  # the provider of these tests does not answer
    "GET /openid/return": (SIGN_IN,) * 7,  # nobody comes from there
}
OPTIONAL = {"POST /demo-session", "POST /openid", "GET /openid/return"}
FIELDS = {
    "POST /documents/<key>/threads": {"scope": "text", "words": "Well done"},
    "POST /threads/<key>/comments": {"words": "Well done"},
    "POST /comments/<key>": {"words": "Well done"},
    "POST /threads/<key>/closing": {"outcome": "done"},
    "POST /objections/<key>/ending": {"state": "withdrawn"},
    "POST /account": {"name": "Nour"},
    "POST /groups/<key>/people/<person>/role": {"role": "reviewer"},
    "POST /groups/<group>/invitation": {"name": "Omar", "email": "omar@example.org"},
    "POST /documents/<key>/review-links": {"label": "The advisers"},
    "POST /groups": {"key": "k" * 22, "name": "New group", "language": "en"},
    "POST /groups/<key>/name": {"name": "New name"},
    "POST /groups/<key>/documents": {"key": "k" * 22, "starter": "blank", "language": "en"},
    "POST /documents/<key>/import/preview": {"words": "# Charter"},
    "POST /documents/<key>/rounds/<int:number>/voiding": {"reason": "The wrong text."},
    "POST /documents/<key>/rounds/<int:number>/recall": {"deadline": "2996-01-01T12:00"},
    "POST /documents/<key>/title": {"title": "New title"},
    "POST /documents/<key>/rounds/<int:number>/ballot": {"stance": "agree"},
    "POST /documents/<key>/rounds/<int:number>/oral/<int:voter>": {"stance": "agree"},
    "POST /documents/<key>/freezing": {"seen": "1", "reason": "It is urgent."},
    "POST /documents/<key>/redrafting": {"reason": "One name was wrong."},
    "POST /documents/<key>/reopening": {"reason": "A year has passed."},
    "POST /documents/<key>/versions": {"name": "After the 4th meeting"},
    "GET /documents/<key>/restoration": {"version": "1"},
    "POST /documents/<key>/restoration": {"version": "1", "seen": "1"},
}


def routes_of(app: Flask) -> set[str]:
    """Every route as "METHOD /rule"; built files are for everybody."""
    return {
        f"{method} {rule.rule}"
        for rule in app.url_map.iter_rules()
        if rule.endpoint != "static"
        for method in _methods(rule)
    }


def _methods(rule: Rule) -> set[str]:
    return (rule.methods or set()) - {"HEAD", "OPTIONS"}


def test_every_route_is_in_the_table(demo_app: Flask) -> None:
    assert routes_of(demo_app) == set(RIGHTS)


def test_what_is_optional_is_not_there_unless_it_is_set(app: Flask) -> None:
    assert routes_of(app) == set(RIGHTS) - OPTIONAL


@pytest.fixture
def person_who(
    add_person: Callable[..., Person], add_guest: Callable[..., Person]
) -> Callable[[str], Person]:
    def make(who: str) -> Person:
        if who == "guest":
            return add_guest()
        if who == "stranger":
            return add_person("Stranger", Role.FACILITATOR, group="Another group")
        return add_person("Nour", Role(who))

    return make


@pytest.mark.parametrize(
    ("who", "route", "expected"),
    [
        (who, route, status)
        for route, row in RIGHTS.items()
        for who, status in zip(WHO, row, strict=True)
    ],
)
def test_rights(
    demo_app: Flask,
    database: Database,
    charter: Document,
    review_link: Made,
    poll: Poll,
    person_who: Callable[[str], Person],
    who: str,
    route: str,
    expected: HTTPStatus,
) -> None:
    visitor = Visitor(demo_app, database)
    if who != "signed out":
        visitor.sign_in(person_who(who))
    method, rule = route.split()
    rule = of_an_objection(rule.replace("<link>", review_link.link.key), poll)
    hold_a_round(rule, database, charter)
    rule = of_a_vote(rule, poll)
    path = path_of(of_a_thread(rule, database, charter), database, charter)
    if path.startswith("/charters/"):
        publish_charter(database, charter)
    sent = FIELDS.get(route, {})
    asked = visitor.get(path, query_string=sent) if method == "GET" else visitor.post(path, **sent)
    assert asked.status_code == expected


def of_an_objection(rule: str, poll: Poll) -> str:
    """The rule for what Camille objects to, if it is about an objection."""
    if "/objections/<key>" not in rule:
        return rule
    poll.open(poll.facilitator)
    poll.vote(poll.facilitator, OBJECT)
    return rule.replace("<key>", poll.objections[0].key)


def of_a_vote(rule: str, poll: Poll) -> str:
    """The rule for the vote of Camille in a round that is open, if it is about a vote."""
    if "/ballot" not in rule and "/oral" not in rule:
        return rule
    return rule.replace("<int:voter>", str(poll.round.voters[0].id))


def of_a_thread(rule: str, database: Database, charter: Document) -> str:
    """The rule for what Camille proposes; it is closed already, when it shall be opened again."""
    with database.write() as session:
        author = session.get_one(Group, charter.group_id).memberships[0].person
        thread = open_thread(session, author.id, charter.key, on_words("So?", "one another"), NOW)
        if rule.endswith("/reopening"):
            close_thread(session, author.id, thread.key, Outcome.DONE, "", NOW)
        rule = rule.replace("/threads/<key>", f"/threads/{thread.key}")
        return rule.replace("/comments/<key>", f"/comments/{thread.comments[0].key}")


def hold_a_round(rule: str, database: Database, charter: Document) -> None:
    """Camille alone is asked, when the rule is about a round; she is silent until it is over, when
    that is to be told."""
    if "/rounds/<int:number>" not in rule:
        return
    with database.read() as session:
        camille = session.get_one(Group, charter.group_id).memberships[0].person
    poll = Poll(database, charter, camille)
    now = datetime.now(UTC)
    is_over = rule.endswith(("/closing", "/recall"))
    deadline = now - timedelta(hours=1) if is_over else now + timedelta(days=1)
    poll.open(camille, deadline=deadline, now=now - timedelta(hours=2))
    if rule.endswith("/recall"):
        poll.close(now)


def path_of(rule: str, database: Database, charter: Document) -> str:
    """Where the rule leads for the charter, its group, Camille in it, and somebody invited."""
    with database.write() as session:
        group = session.get_one(Group, charter.group_id)
        camille = group.memberships[0].person
        guests = ["Yara, yara@example.org"]
        _, invited, _ = invite_list(session, camille.id, group.key, guests, Names({}, {}, {}), NOW)
        name_version(session, camille.id, charter.key, "The first", NOW)
        keys = {
            "group": group.key,
            "person": camille.key,
            "invitation": invited[0].invitation.key,
            "token": "no-such-token",
            "form": "md",
        }
    path = rule.replace("/groups/<key>", f"/groups/{group.key}").replace("<key>", charter.key)
    path = path.replace("<int:session_id>", "0").replace("<int:number>", "1")
    return re.sub("<([a-z]+)>", lambda found: keys[found.group(1)], path)


def publish_charter(database: Database, charter: Document) -> None:
    with database.write() as session:
        camille = session.get_one(Group, charter.group_id).memberships[0].person
        freeze(session, camille.id, charter.key, 1, "It is urgent.", NOW)
        publish(session, camille.id, charter.key, NOW)


@pytest.mark.parametrize("rest", ["/comments", "/closing", "/reopening", "/acceptance"])
def test_a_thread_one_may_not_see_looks_like_one_that_is_not_there(
    demo_app: Flask, database: Database, charter: Document, person_who: Callable[[str], Person],
    rest: str,
) -> None:  # fmt: skip
    assert_alike(f"/threads/<key>{rest}", demo_app, database, charter, person_who("stranger"))


@pytest.mark.parametrize("rest", ["", "/deletion"])
def test_a_comment_one_may_not_see_looks_like_one_that_is_not_there(
    demo_app: Flask, database: Database, charter: Document, person_who: Callable[[str], Person],
    rest: str,
) -> None:  # fmt: skip
    assert_alike(f"/comments/<key>{rest}", demo_app, database, charter, person_who("stranger"))


def assert_alike(
    rule: str, app: Flask, database: Database, charter: Document, person: Person
) -> None:
    """What answers for something of the charter, and for something that is not there."""
    visitor = Visitor(app, database)
    visitor.sign_in(person)
    sent = {"words": "x", "outcome": "done"}
    foreign = visitor.post(of_a_thread(rule, database, charter), **sent)
    missing = visitor.post(rule.replace("<key>", "x" * 22), **sent)
    assert foreign.status_code == missing.status_code == HIDDEN
    pages = (re.sub(r'csrf_token" value="[^"]+', "", one.text) for one in (foreign, missing))
    assert len(set(pages)) == 1


@pytest.mark.parametrize(
    "rest",
    [
        *("", "/reading", "/review", "/history", "/contributions", "/changes", "/freezing"),
        "/changes.md?from=1",
    ],
)
def test_what_one_may_not_see_looks_like_what_is_not_there(
    demo_app: Flask, database: Database, charter: Document, person_who: Callable[[str], Person],
    rest: str,
) -> None:  # fmt: skip
    visitor = Visitor(demo_app, database)
    visitor.sign_in(person_who("stranger"))
    foreign = visitor.get(f"/documents/{charter.key}{rest}")
    missing = visitor.get(f"/documents/{'x' * len(charter.key)}{rest}")
    assert foreign.status_code == missing.status_code == HIDDEN
    seen = [MARK_OF_FORM.sub("", one.text) for one in (foreign, missing)]
    assert seen[0].replace(charter.key, "") == seen[1].replace("x" * 22, "")
