"""Starting and stopping the server: one clear sentence, and no waiting for those who flood it."""

import os
import socket
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.live_server import ROOT, LiveServer
from tests.servers.ports import free_port


def start(folder: Path, **environ: str) -> subprocess.CompletedProcess[str]:
    """Run the server until it gives up."""
    settings = {
        "COCHARTER_DATABASE_URL": f"sqlite:///{folder / 'cocharter.db'}",
        "COCHARTER_SECRET_KEY": "a secret of these tests, long enough",
        **environ,
    }
    return subprocess.run(
        [sys.executable, "-m", "realtime.serve"],
        cwd=ROOT, env=os.environ | settings, capture_output=True, text=True, timeout=20,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("COCHARTER_PORT", "no number"),
        ("COCHARTER_HOST", "192.0.2.1"),  # an address nobody has: it is for examples
        ("COCHARTER_SECRET_KEY", "short"),
        ("COCHARTER_DATABASE_URL", "not a database"),
        ("COCHARTER_DATABASE_URL", "sqlite:////"),
        ("COCHARTER_DATABASE_URL", "sqlite:////dev/null/ours.db"),
        ("COCHARTER_DATABASE_URL", "postgresql://somebody:password@127.0.0.1:1/nothing"),
    ],
)
def test_a_bad_setting_is_one_sentence_that_names_it(tmp_path: Path, name: str, value: str) -> None:
    ended = start(tmp_path, **{name: value})
    assert ended.returncode == 2
    assert name in ended.stderr
    assert ended.stderr.count("\n") == 1
    assert "listening" not in ended.stderr + ended.stdout
    assert "password@127" not in ended.stderr


@pytest.mark.parametrize("name", ["COCHARTER_PORT", "COCHARTER_METRICS_PORT"])
def test_a_taken_port_is_one_sentence_that_names_it(tmp_path: Path, name: str) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = str(taken.getsockname()[1])
        ended = start(tmp_path, **{"COCHARTER_PORT": str(free_port()), name: port})
    assert ended.returncode == 2
    assert (name in ended.stderr, port in ended.stderr) == (True, True)
    said = [line for line in ended.stderr.splitlines() if " INFO " not in line]
    assert len(said) == 1


def test_the_demo_says_where_to_look(tmp_path: Path, database_url: str) -> None:
    server = LiveServer(tmp_path, database_url)
    server.start()
    server.stop()
    assert f"Open {server.url} in a browser\n" in server.log.read_text()
