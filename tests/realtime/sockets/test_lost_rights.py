"""Who may do less than before is told, and does no more."""

from datetime import UTC, datetime

from sqlalchemy import update

from app.domain.lifecycle import State
from app.domain.roles import Role
from app.models import Membership, SignInSession
from tests.browser.stories.elsewhere import end_review_links
from tests.live_server import LiveServer
from tests.realtime.sockets.conftest import PEOPLE, OpenTab, head_of, set_state


def test_whose_session_ends_stops_writing_and_reading(
    server: LiveServer, charter: str, open_tab: OpenTab
) -> None:
    leaver, writer = open_tab("member"), open_tab("facilitator")
    leaver.join(charter)
    writer.join(charter)
    membership = server.membership(PEOPLE["member"])
    with server.database.write() as session:
        session.execute(
            update(SignInSession)
            .where(SignInSession.person_id == membership.person_id)
            .values(ended_at=datetime.now(UTC))
        )
    refused = leaver.call("update", document=charter, update=leaver.type("too late"))
    assert refused["error"] == "forbidden"
    assert leaver.hear("resync")["reason"] == "rights"
    writer.call("update", document=charter, update=writer.type("in confidence"))
    assert leaver.call("leave", document=charter)["ok"]
    assert "update" not in [event for event, _ in list(leaver.heard.queue)]
    assert leaver.join(charter)["error"] == "forbidden"


def test_a_guest_whose_link_is_ended_stops_reading(
    server: LiveServer, charter: str, open_tab: OpenTab
) -> None:
    guest, writer = open_tab("guest"), open_tab("member")
    guest.join(charter)
    writer.join(charter)
    end_review_links(server)
    assert guest.hear("resync")["reason"] == "rights"
    writer.call("update", document=charter, update=writer.type("among ourselves"))
    assert guest.call("beacon", document=charter, stateVector=b"\0", hash="")["ok"] is False
    assert "update" not in [event for event, _ in list(guest.heard.queue)]
    assert guest.join(charter)["error"] == "forbidden"


def test_who_is_demoted_goes_on_reading_and_is_told(
    server: LiveServer, charter: str, open_tab: OpenTab
) -> None:
    demoted = open_tab("member")
    demoted.join(charter)
    set_role(server, Role.OBSERVER)
    try:
        told = demoted.hear("document")
        assert told == {"document": charter, "state": "drafting", "canEdit": False}
        answer = demoted.call("update", document=charter, update=demoted.type("no more"))
        assert answer["error"] == "forbidden"
        assert demoted.join(charter)["canEdit"] is False
    finally:
        set_role(server, Role.MEMBER)


def set_role(server: LiveServer, role: Role) -> None:
    membership = server.membership(PEOPLE["member"])
    with server.database.write() as session:
        session.execute(update(Membership).where(Membership.id == membership.id).values(role=role))


def test_a_frozen_text_takes_no_edit_and_says_so(
    server: LiveServer, charter: str, open_tab: OpenTab
) -> None:
    tab, before = open_tab("facilitator"), head_of(server, charter)
    tab.join(charter)
    set_state(server, State.FROZEN)
    answer = tab.call("update", document=charter, update=tab.type("after the freeze"))
    assert answer["error"] == "frozen"
    assert tab.hear("document") == {"document": charter, "state": "frozen", "canEdit": False}
    assert head_of(server, charter) == before


def test_another_generation_is_never_joined(charter: str, open_tab: OpenTab) -> None:
    assert open_tab("member").join(charter, generation=99)["error"] == "stale_generation"
