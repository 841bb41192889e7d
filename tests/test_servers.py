"""The servers that tests start: they answer once started, and come back as they should."""

from pathlib import Path

import psycopg
import pytest
import redis

from tests.servers.daemon import Daemon
from tests.servers.postgres import Postgres
from tests.servers.redis_server import RedisServer


def test_postgresql_keeps_its_data_over_a_restart(tmp_path: Path) -> None:
    server = Postgres(tmp_path)
    server.start()
    url = server.create_database("first")
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE words AS SELECT 'سلام' AS word")
    server.restart()
    copy = server.create_database("second", template="first")
    with psycopg.connect(copy) as connection:
        assert connection.execute("SELECT word FROM words").fetchall() == [("سلام",)]
    server.drop_database("second")
    with pytest.raises(psycopg.OperationalError, match="second"):
        psycopg.connect(copy)
    server.stop()
    server.stop()
    assert not server.answers()


def test_redis_forgets_and_comes_back_at_the_same_address(tmp_path: Path) -> None:
    server = RedisServer(tmp_path)
    server.start()
    with redis.Redis.from_url(server.url) as client:
        client.set("word", "kept")
        server.restart()
        assert client.get("word") is None
    server.stop()
    server.stop()
    assert not server.answers()


@pytest.mark.parametrize("kind", [Postgres, RedisServer])
def test_a_server_that_does_not_start_says_why(kind: type[Daemon], tmp_path: Path) -> None:
    running = RedisServer(tmp_path / "running")
    running.start()
    server = kind(tmp_path / "late")
    server.port = running.port
    server.answers = lambda: False  # type: ignore[method-assign]  # another one does
    with pytest.raises(RuntimeError, match=r"(?i)address already in use"):
        server.start()
    running.stop()
