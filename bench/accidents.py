"""From the end of an accident until two people read the same text, with everything saved."""

import random
import tempfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser

from bench.figures import line
from tests.browser.processes.writers import Writers, survive
from tests.cluster import Cluster, clustered
from tests.servers.databases import PostgresDatabases
from tests.servers.ports import free_port
from tests.servers.postgres import Postgres

TIMES = 10
SEED = 1


def measure(browser: Browser) -> None:
    with tempfile.TemporaryDirectory() as folder:
        postgres = Postgres(Path(folder) / "postgres")
        postgres.start()
        databases = PostgresDatabases(postgres)
        try:
            with (
                databases.migrated() as url,
                clustered(url, Path(folder), port=free_port()) as cluster,
            ):
                _measure(cluster, postgres, browser)
        finally:
            postgres.stop()


def _measure(cluster: Cluster, postgres: Postgres, browser: Browser) -> None:
    chance = random.Random(SEED)

    def kill() -> None:
        server = chance.choice([*cluster])
        server.kill()
        server.start()

    def terminate() -> None:
        server = chance.choice([*cluster])
        server.terminate()
        server.start()

    accidents: dict[str, Callable[[], None]] = {
        "one of two processes killed": kill,
        "one of two processes told to stop": terminate,
        "PostgreSQL restarted": postgres.restart,
    }
    writers = Writers(cluster, browser)
    for name, accident in accidents.items():
        took = [1000 * survive(accident, writers, chance) for _ in range(TIMES)]
        print(line(f"{name}, then all agree after", took))
    writers.close()
