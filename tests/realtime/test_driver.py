"""The WebSocket driver keeps every frame whole, and refuses one that is too long."""

import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
import websocket

from realtime.limits import MAX_FRAME_BYTES, MAX_WAITING_FRAMES

FRAMES = 20_000
ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    command = [sys.executable, "-m", "tests.realtime.driver_server"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout
        port = int(server.stdout.readline())
        yield f"ws://127.0.0.1:{port}/engine.io/?transport=websocket&EIO=4"
        server.terminate()


@contextmanager
def connect(address: str, **options: Any) -> Iterator[websocket.WebSocket]:
    line = websocket.create_connection(address, timeout=60, **options)
    sock = line.sock
    with closing(sock):
        assert line.recv().startswith("0{")  # Engine.IO says hello
        yield line


def closing_code(line: websocket.WebSocket) -> int:
    opcode, data = line.recv_data()
    assert opcode == websocket.ABNF.OPCODE_CLOSE
    return int.from_bytes(data[:2], "big")


def expected(number: int) -> bytes:
    return number.to_bytes(4, "big") * (2 + number % 700)


def test_a_reader_that_stalls_gets_every_frame_whole_and_in_order(address: str) -> None:
    narrow = [(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)]
    with connect(address, sockopt=narrow) as stalled, connect(address) as watcher:
        stalled.send(f"4flood {FRAMES}")
        before = -1
        while True:  # until the server can push no more into the line
            watcher.send("4sent")
            sent = int(watcher.recv()[1:])
            if sent == before and sent > 0:
                break
            before = sent
        assert sent < FRAMES

        for number in range(FRAMES):
            assert stalled.recv() == expected(number)


@pytest.mark.parametrize("size", [MAX_FRAME_BYTES, 5 * 1024])
def test_a_message_up_to_the_bound_passes(address: str, size: int) -> None:
    with connect(address) as line:
        line.send_binary(b"x" * size)
        assert line.recv() == b"x" * size


def test_a_message_past_the_bound_closes_the_connection_with_1009(address: str) -> None:
    with connect(address) as line:
        line.send_binary(b"x" * (MAX_FRAME_BYTES + 1))
        assert closing_code(line) == 1009


def test_fragments_past_the_bound_close_it_too(address: str) -> None:
    half = b"x" * (MAX_FRAME_BYTES // 2 + 1)
    with connect(address) as line:
        line.send_frame(websocket.ABNF.create_frame(half, websocket.ABNF.OPCODE_BINARY, fin=0))
        line.send_frame(websocket.ABNF.create_frame(half, websocket.ABNF.OPCODE_CONT, fin=1))
        assert closing_code(line) == 1009


def test_compression_is_not_negotiated_so_that_few_bytes_stay_few(address: str) -> None:
    offer = ["Sec-WebSocket-Extensions: permessage-deflate"]
    with connect(address, header=offer) as line:
        assert "sec-websocket-extensions" not in {name.lower() for name in line.getheaders()}


def test_who_sends_faster_than_they_are_served_waits_and_loses_nothing(address: str) -> None:
    count = 30_000
    with connect(address) as hasty, connect(address) as other:
        hasty.send("4hold")
        assert hasty.recv() == "4holding"
        flood = threading.Thread(
            target=lambda: [hasty.send(f"4{number}") for number in range(count)], daemon=True
        )
        flood.start()
        other.send("4still served")
        assert other.recv() == "4still served"
        other.send("4release")
        assert [hasty.recv() for _ in range(count)] == [f"4{number}" for number in range(count)]
        flood.join()
        other.send("4most")
        assert other.recv() == f"4{MAX_WAITING_FRAMES}"
