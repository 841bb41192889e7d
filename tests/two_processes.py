"""`make two`: the demo on two processes behind one port, with a PostgreSQL and a Redis of its own.

For trying it: kill one of the processes, or Redis, and write on. Everything is thrown away in the
end.
"""

import signal
import sys
import tempfile
from pathlib import Path

from tests.cluster import clustered
from tests.servers.databases import PostgresDatabases
from tests.servers.postgres import Postgres

ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def end(*_: object) -> None:
    """Once: who is impatient must not leave half of it running."""
    for number in ENDINGS:
        signal.signal(number, signal.SIG_IGN)
    raise KeyboardInterrupt


def main(port: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        postgres = Postgres(Path(folder) / "postgres")
        try:
            postgres.start()
            with (
                PostgresDatabases(postgres).migrated() as url,
                clustered(url, Path(folder), port=port) as cluster,
            ):
                sys.stdout.write(
                    f"Open {cluster.one.url} in a browser.\n"
                    f"Two processes serve it: {cluster.one.pid} and {cluster.two.pid}; "
                    f"Redis is {cluster.redis.pid}. Ctrl-C ends them all.\n"
                )
                sys.stdout.flush()
                signal.pause()
        except KeyboardInterrupt:
            sys.stdout.write("\n")
        except RuntimeError as error:
            sys.exit(str(error))
        finally:
            postgres.stop()


if __name__ == "__main__":
    for number in ENDINGS:
        signal.signal(number, end)
    main(int(sys.argv[1]))
