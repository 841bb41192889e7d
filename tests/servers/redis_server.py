"""Redis, which forgets everything when it stops."""

from collections.abc import Sequence

import redis

from tests.servers.daemon import Daemon


class RedisServer(Daemon):
    """A Redis server of one's own; nothing is written to the disk but its log."""

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def command(self) -> Sequence[str]:
        return (
            "redis-server", "--bind", "127.0.0.1", "--port", str(self.port),
            "--save", "", "--appendonly", "no",
        )  # fmt: skip

    def answers(self) -> bool:
        with redis.Redis.from_url(self.url) as client:
            try:
                return bool(client.ping())
            except redis.RedisError:
                return False
