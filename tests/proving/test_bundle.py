"""What is given away can be checked by anybody, anywhere, with nothing but Python."""

import subprocess
import sys
from pathlib import Path

import pytest

from app.database import Database
from app.models import Edition
from app.proving.bundle import bundle_of
from tests.proving.story import Story

SCRIPT = Path(__file__).parents[2] / "app" / "proving" / "verify.py"


def bundle(database: Database, number: int = 1) -> bytes:
    with database.read() as session:
        edition = session.query(Edition).filter_by(number=number).one()
        return bundle_of(session, edition)


def run(tmp_path: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """As somebody who has nothing of ours."""
    return subprocess.run(
        [sys.executable, "-I", str(SCRIPT), *arguments],
        cwd=tmp_path, env={}, capture_output=True, text=True, encoding="utf-8",
    )  # fmt: skip


@pytest.mark.parametrize("number", [1, 2])
def test_the_script_finds_true_what_nobody_changed(
    story: Story, tmp_path: Path, number: int
) -> None:
    (tmp_path / "bundle.zip").write_bytes(bundle(story.database, number))
    done = run(tmp_path, "bundle.zip")
    print(done.stdout, done.stderr)
    assert done.returncode == 0
