"""A demotion on one process reaches who types on the other, before their next key counts."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.seat import Seat
from tests.browser.stories.test_demotion import assert_next_key_is_refused
from tests.cluster import Cluster, clustered
from tests.servers.databases import Databases


@pytest.fixture
def cluster(databases: Databases, tmp_path: Path) -> Iterator[Cluster]:
    with databases.migrated() as url, clustered(url, tmp_path) as cluster:
        yield cluster


def test_the_next_key_on_the_other_process_is_refused_and_the_words_are_kept(
    cluster: Cluster, browser: Browser
) -> None:
    camille = Seat(cluster.one, browser, "camille@example.org")
    mariana = Seat(cluster.two, browser, "mariana@example.org")
    try:
        assert_next_key_is_refused(camille, mariana, "Purpose")
        assert [*camille.complaints, *mariana.complaints] == []
    finally:
        camille.close()
        mariana.close()
