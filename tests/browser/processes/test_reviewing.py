"""A review link that is ended on one process shuts out who reads by it on the other."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.seat import Seat
from tests.browser.stories.test_reviewing import assert_reads_until_the_link_is_ended
from tests.cluster import Cluster, clustered
from tests.servers.databases import Databases


@pytest.fixture
def cluster(databases: Databases, tmp_path: Path) -> Iterator[Cluster]:
    with databases.migrated() as url, clustered(url, tmp_path) as cluster:
        yield cluster


def test_a_stranger_on_the_other_process_reads_until_the_link_is_ended(
    cluster: Cluster, browser: Browser
) -> None:
    camille = Seat(cluster.one, browser, "camille@example.org")
    mariana = Seat(cluster.two, browser, "mariana@example.org")
    try:
        assert_reads_until_the_link_is_ended(camille, mariana, browser)
        assert [*camille.complaints, *mariana.complaints] == []
    finally:
        camille.close()
        mariana.close()
