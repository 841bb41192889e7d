"""Processes and the database end at random moments while two people write: nothing is lost."""

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.processes.writers import Writers, survive
from tests.browser.seat import text_in_database
from tests.cluster import Cluster, clustered
from tests.live_server import LiveServer
from tests.servers.databases import Databases, PostgresDatabases
from tests.servers.ports import free_port
from tests.servers.postgres import Postgres

TIMES = 20
SEED = 20261124


@pytest.fixture
def cluster(in_postgresql: Databases, tmp_path: Path) -> Iterator[Cluster]:
    with (
        in_postgresql.migrated() as url,
        clustered(url, tmp_path, port=free_port()) as cluster,
    ):
        yield cluster


@pytest.fixture
def own_postgres(tmp_path: Path) -> Iterator[Postgres]:
    """One that nobody else needs: it is restarted again and again."""
    server = Postgres(tmp_path / "postgres")
    server.start()
    yield server
    server.stop()


def kill(server: LiveServer) -> None:
    server.kill()
    server.start()


def terminate(server: LiveServer) -> None:
    assert server.terminate() == 0
    server.start()


def assert_nothing_lost(cluster: Cluster, writers: Writers, before: str) -> None:
    (text,) = writers.texts()
    assert text == text_in_database(cluster.one)
    assert [word for word in writers.written if text.count(word) != 1] == []
    assert sorted(text) == sorted(before + "".join(writers.written))


@pytest.mark.parametrize("accident", [kill, terminate])
def test_the_end_of_a_process_loses_nothing(
    cluster: Cluster, browser: Browser, accident: Callable[[LiveServer], None]
) -> None:
    chance = random.Random(SEED)
    writers, before = Writers(cluster, browser), text_in_database(cluster.one)
    for _ in range(TIMES):
        survive(lambda: accident(chance.choice([*cluster])), writers, chance)
    assert_nothing_lost(cluster, writers, before)


def test_a_restart_of_the_database_loses_nothing(
    own_postgres: Postgres, browser: Browser, tmp_path: Path
) -> None:
    chance = random.Random(SEED)
    databases = PostgresDatabases(own_postgres)
    with databases.migrated() as url, clustered(url, tmp_path, port=free_port()) as cluster:
        writers, before = Writers(cluster, browser), text_in_database(cluster.one)
        for _ in range(TIMES):
            survive(own_postgres.restart, writers, chance)
        assert_nothing_lost(cluster, writers, before)
