"""What happens on one process shows on the other: text, people, rights."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from app.domain.lifecycle import State
from app.domain.roles import Role
from tests.browser.stories.elsewhere import (
    document_in,
    end_review_links,
    end_sessions,
    in_role,
    make_review_link,
    out_of_the_group,
)
from tests.cluster import Cluster, clustered
from tests.live_server import LiveServer
from tests.processes.conftest import OpenTab
from tests.realtime.conftest import until
from tests.realtime.tab import Tab
from tests.servers.databases import Databases
from tests.servers.ports import free_port


def send(tab: Tab, document: str, words: str) -> str:
    """Type and send; "ok", or the error."""
    answer = tab.call("update", document=document, update=tab.type(words))
    return "ok" if answer["ok"] else str(answer["error"])


def hear_until(tab: Tab, words: str) -> None:
    """Returns when the tab shows the words."""
    while words not in str(tab.text):
        tab.doc.apply_update(tab.hear("update")["update"])


@pytest.fixture
def charter(cluster: Cluster) -> str:
    return cluster.one.document_key()


def test_text_travels_both_ways(cluster: Cluster, charter: str, open_tab: OpenTab) -> None:
    mariana, nour = open_tab(cluster.one, "mariana"), open_tab(cluster.two, "nour")
    assert send(mariana, charter, " from Mexico") == "ok"
    hear_until(nour, " from Mexico")
    assert send(nour, charter, " from Lebanon") == "ok"
    hear_until(mariana, " from Mexico from Lebanon")
    assert cluster.two.measure("cocharter_doorbell_up") == 1


def test_text_arrives_by_the_clock_while_redis_is_away(
    cluster: Cluster, charter: str, open_tab: OpenTab
) -> None:
    mariana, nour = open_tab(cluster.one, "mariana"), open_tab(cluster.two, "nour")
    cluster.redis.stop()
    try:
        assert send(mariana, charter, " without a bell") == "ok"
        hear_until(nour, " without a bell")
    finally:
        cluster.redis.start()
    until(lambda: all(server.measure("cocharter_doorbell_up") for server in cluster))


def test_people_are_seen_across_and_seen_to_go(
    cluster: Cluster, charter: str, open_tab: OpenTab
) -> None:
    mariana = open_tab(cluster.one, "mariana")
    nour = Tab(cluster.two, cluster.two.sign_in("nour@example.org"))
    nour.join(charter)
    seen = mariana.hear("awareness")
    assert (seen["clientId"], seen["person"]["name"]) == (nour.doc.client_id, "Nour El-Khazen")
    cursor = {"anchor": b"\x00", "head": b"\x01"}
    nour.call("awareness", document=charter, cursor=cursor)
    assert mariana.hear("awareness")["cursor"] == cursor
    nour.close()
    assert mariana.hear("awareness") == {
        "document": charter, "clientId": nour.doc.client_id, "cursor": None, "person": None,
    }  # fmt: skip


def test_people_of_a_killed_process_are_seen_to_go(
    cluster: Cluster, charter: str, open_tab: OpenTab
) -> None:
    mariana, nour = open_tab(cluster.one, "mariana"), open_tab(cluster.two, "nour")
    mariana.hear("awareness")
    cluster.two.kill()
    try:
        gone = mariana.hear("awareness")
        assert (gone["clientId"], gone["person"]) == (nour.doc.client_id, None)
    finally:
        cluster.two.start()


def test_a_freeze_reaches_those_on_every_process(
    cluster: Cluster, charter: str, open_tab: OpenTab
) -> None:
    mariana, nour = open_tab(cluster.one, "mariana"), open_tab(cluster.two, "nour")
    with document_in(cluster.one, State.FROZEN):
        for tab in (mariana, nour):
            assert tab.hear("document")["state"] == "frozen"
            assert send(tab, charter, " too late") == "frozen"


def test_who_is_demoted_writes_no_more_on_any_process(
    cluster: Cluster, charter: str, open_tab: OpenTab
) -> None:
    tabs = [open_tab(server, "mariana") for server in cluster]
    with in_role(cluster.one, "mariana", Role.OBSERVER):
        for tab in tabs:
            assert send(tab, charter, " as before") == "forbidden"
            assert tab.hear("document")["canEdit"] is False


@pytest.mark.parametrize("way_out", [out_of_the_group, end_sessions], ids=["removed", "ended"])
def test_who_may_read_no_more_hears_nothing_more_on_any_process(
    cluster: Cluster, charter: str, open_tab: OpenTab, way_out: object
) -> None:
    tabs = [open_tab(server, "mariana") for server in cluster]
    nour = open_tab(cluster.two, "nour")
    with leaving(cluster, way_out):
        for tab in tabs:
            assert tab.hear("resync")["reason"] == "rights"
        assert send(nour, charter, " among ourselves") == "ok"
        hear_until(open_tab(cluster.one, "ousmane"), " among ourselves")
        for tab in tabs:
            assert tab.call("beacon", document=charter, stateVector=b"\0", hash="")["ok"] is False
            assert [event for event, _ in list(tab.heard.queue) if event == "update"] == []


def test_guests_hear_nothing_more_on_any_process_once_their_link_is_ended(
    cluster: Cluster, charter: str, open_tab: OpenTab
) -> None:
    link = make_review_link(cluster.one)
    people = [{"name": name, "email": f"{name}@example.fr"} for name in ("Jean", "Layla")]
    guests = [
        Tab(server, server.come_by(link, **person))
        for server, person in zip(cluster, people, strict=True)
    ]
    try:
        nour = open_tab(cluster.two, "nour")
        for guest in guests:
            assert guest.join(charter)["ok"]
            assert send(guest, charter, " by a guest") == "forbidden"
        end_review_links(cluster.one)
        for guest in guests:
            assert guest.hear("resync")["reason"] == "rights"
        assert send(nour, charter, " without guests") == "ok"
        hear_until(open_tab(cluster.one, "ousmane"), " without guests")
        for guest in guests:
            assert guest.call("beacon", document=charter, stateVector=b"\0", hash="")["ok"] is False
            assert [event for event, _ in list(guest.heard.queue) if event == "update"] == []
    finally:
        for guest in guests:
            guest.close()


@contextmanager
def leaving(cluster: Cluster, way_out: object) -> Iterator[None]:
    if way_out is out_of_the_group:
        with out_of_the_group(cluster.one, "mariana"):
            yield
    else:
        end_sessions(cluster.one, "mariana")
        yield


def test_two_processes_share_one_port(databases: Databases, tmp_path: Path) -> None:
    """Each serves some of those who come, and all of them once the other has ended."""
    with (
        databases.migrated() as url,
        clustered(url, tmp_path, port=free_port()) as cluster,
        ExitStack() as tabs,
    ):
        cookie = cluster.one.sign_in("mariana@example.org")
        served = dict.fromkeys(cluster, 0.0)
        while not all(served.values()):
            tabs.callback(Tab(cluster.one, cookie).close)
            served = {one: one.measure("cocharter_connections") for one in cluster}
        assert cluster.one.terminate() == 0
        tabs.callback(Tab(cluster.two, cookie).close)


def test_a_port_that_is_not_to_be_shared_is_not(databases: Databases, tmp_path: Path) -> None:
    with databases.migrated() as url:
        one = LiveServer(tmp_path, url)
        one.start()
        two = LiveServer(tmp_path, url, {"COCHARTER_PORT": str(one.port)})
        with pytest.raises(RuntimeError, match="Cannot listen"):
            two.start()
        one.stop()
        two.stop()
