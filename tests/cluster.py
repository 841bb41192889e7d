"""Two processes that serve one database and ring each other through one Redis."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.live_server import LiveServer
from tests.servers.redis_server import RedisServer


@dataclass
class Cluster:
    """one, two: the processes. redis: which the test may stop, too."""

    one: LiveServer
    two: LiveServer
    redis: RedisServer

    def __iter__(self) -> Iterator[LiveServer]:
        yield self.one
        yield self.two


@contextmanager
def clustered(database_url: str, folder: Path, *, port: int | None = None) -> Iterator[Cluster]:
    """Both processes run, both on `port` or each on a port of its own."""
    redis = RedisServer(folder / "redis")
    redis.start()
    environ = {"COCHARTER_REDIS_URL": redis.url}
    one, two = (LiveServer(folder, database_url, environ, port) for _ in range(2))
    cluster = Cluster(one, two, redis)
    try:
        for server in cluster:
            server.start()
        yield cluster
    finally:
        for server in cluster:
            server.stop()
        redis.stop()
