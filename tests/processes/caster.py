"""A process that casts ballots of one person as fast as it can, by the clock of the machine.

`python -m tests.processes.caster URL KEY ROUND PERSON COUNT`: once a line comes in, COUNT ballots
in several threads, or as many as are taken before the first is refused. Prints the ids of those
that were taken, and why others were not.
"""

import json
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

from app.database import Database
from app.domain.ballots import Answer, Stance
from app.domain.errors import DomainError
from app.services.voting import Said, cast

THREADS = 5


def main(url: str, key: str, number: str, person_id: str, count: str) -> None:
    database = Database(url)
    taken: list[int] = []
    refused: list[str] = []

    def vote(thread: int) -> None:
        for one in range(int(count) // THREADS):
            said = Said(Answer(Stance.CONCERN, f"{thread}.{one}"), {})
            try:
                with database.write() as session:
                    now = datetime.now(UTC)
                    ballot = cast(session, int(person_id), key, int(number), said, now)
            except DomainError as error:
                refused.append(str(error))
                return
            taken.append(ballot.id)

    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(vote, range(THREADS)))
    sys.stdout.write(json.dumps({"taken": taken, "refused": refused}))
    database.engine.dispose()


if __name__ == "__main__":
    main(*sys.argv[1:])
