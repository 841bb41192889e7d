"""What real Yjs clients sent, played by Node from a seed."""

import base64
import json
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path

YJS = Path(__file__).parent / "yjs"
NODE_SECONDS = 120


@dataclass(frozen=True)
class Sent:
    """One update, with all the ids of the person (by number) who sent it."""

    update: bytes
    own: tuple[int, ...]
    person: int


@dataclass(frozen=True)
class Session:
    """Updates in the order in which a server got them, and what Yjs makes of them."""

    sent: tuple[Sent, ...]
    text: str
    clocks: dict[int, int]


@cache
def recorded(
    seed: int, sessions: int, acts: int, script: str = "record.mjs"
) -> tuple[Session, ...]:
    """`sessions` sessions of `acts` things people do; the same for the same arguments."""
    lines = run(script, seed, sessions, acts).splitlines()
    return tuple(_session(json.loads(line)) for line in lines)


def run(script: str, *arguments: object, stdin: str = "") -> str:
    """What a script of tests/realtime/yjs prints."""
    finished = subprocess.run(
        ["node", YJS / script, *map(str, arguments)],
        input=stdin,
        capture_output=True,
        text=True,
        timeout=NODE_SECONDS,
        check=False,
    )
    assert finished.returncode == 0, finished.stderr
    return finished.stdout


def _session(line: dict[str, object]) -> Session:
    sent = tuple(
        Sent(base64.b64decode(one["update"]), tuple(one["own"]), one["person"])
        for one in line["sent"]
    )
    return Session(sent, line["text"], dict(map(tuple, line["clocks"])))
