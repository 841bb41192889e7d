"""What the browser's parser writes, the server's library reads, and the other way round."""

import subprocess
from base64 import b64decode, b64encode
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from socketio.msgpack_packet import MsgPackPacket
from socketio.packet import ACK, CONNECT, DISCONNECT, EVENT

ROOT = Path(__file__).parent.parent.parent
BYTES = bytes(range(256)) * 300
CURSOR = {"anchor": b"\x00\xff", "head": b""}

PACKETS: Sequence[tuple[int, Any, int | None]] = [
    (CONNECT, {"sid": "abc"}, None),
    (DISCONNECT, None, None),
    (EVENT, ["update", {"document": "charter", "update": BYTES}], 0),
    (EVENT, ["awareness", {"document": "مـيثاق 🙂", "cursor": None}], None),
    (EVENT, ["awareness", {"document": "charter", "cursor": CURSOR}], 4_000_000_000),
    (EVENT, ["join", {"clientIds": [0, 2**32 - 1], "stateVector": b"", "generation": 1}], 1),
    (ACK, [{"ok": True, "seq": 2**40, "people": {"4294967295": {"name": "é"}}}], 7),
    (ACK, [{"ok": False, "error": "busy", "message": "", "match": None}], 8),
]


@pytest.fixture(scope="module")
def turned(tmp_path_factory: pytest.TempPathFactory) -> Sequence[bytes]:
    """PACKETS written by the server's library, read and written again by the browser's parser."""
    script = tmp_path_factory.mktemp("parser") / "turn.mjs"
    build = [
        "node_modules/.bin/esbuild", "../tests/realtime/parser/turn.ts", "--bundle",
        "--platform=node", "--format=esm", "--log-level=error", f"--outfile={script}",
    ]  # fmt: skip
    subprocess.run(build, cwd=ROOT / "static", check=True)
    frames = (MsgPackPacket(kind, data, "/", number).encode() for kind, data, number in PACKETS)
    lines = "".join(f"{b64encode(frame).decode()}\n" for frame in frames)
    done = subprocess.run(["node", script], input=lines, capture_output=True, text=True, check=True)
    return [b64decode(line) for line in done.stdout.split()]


def test_every_packet_comes_back(turned: Sequence[bytes]) -> None:
    assert len(turned) == len(PACKETS)


@pytest.mark.parametrize("index", range(len(PACKETS)))
def test_a_packet_survives_both_ways(turned: Sequence[bytes], index: int) -> None:
    packet = MsgPackPacket(encoded_packet=turned[index])
    assert (packet.packet_type, packet.data, packet.id) == PACKETS[index]
    assert packet.namespace == "/"
