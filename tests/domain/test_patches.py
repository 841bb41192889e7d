"""Patches: what `patch` and git make of the text before is the text after."""

import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings

from app.domain.patches import unified
from tests.domain.texts import TEXTS

BEFORE = "".join(f"line {number}\n" for number in range(1, 21))


def patched(folder: Path, before: str, patch: str) -> str:
    """What git makes of a file that says `before`."""
    git = shutil.which("git")
    assert git
    (folder / "a name.md").write_bytes(before.encode())
    subprocess.run(
        [git, "apply", "--unidiff-zero", "-p0", "--whitespace=nowarn", "-"],
        cwd=folder,
        input=patch.encode(),
        check=True,
        capture_output=True,
    )
    return (folder / "a name.md").read_bytes().decode()


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TEXTS, TEXTS)
def test_git_makes_one_text_of_the_other(tmp_path: Path, before: str, after: str) -> None:
    assume(before != after)
    assume(before)
    assume(after)
    assert patched(tmp_path, before, unified(before, after, "a name.md", "a name.md")) == after


def test_equal_texts_make_no_patch() -> None:
    assert unified(BEFORE, BEFORE, "one", "other") == ""


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("a\n", "b\n", "@@ -1,1 +1,1 @@\n-a\n+b\n"),
        ("", "b\n", "@@ -0,0 +1,1 @@\n+b\n"),
        ("a", "a\n", "@@ -1,1 +1,1 @@\n-a\n\\ No newline at end of file\n+a\n"),
    ],
)
def test_patches_read_as_those_of_diff(before: str, after: str, expected: str) -> None:
    names = "--- version 1.md\t\n+++ version 2.md\t\n"
    assert unified(before, after, "version 1.md", "version 2.md") == names + expected


def test_changes_that_are_far_apart_stand_apart() -> None:
    after = BEFORE.replace("line 2\n", "line two\n").replace("line 19\n", "")
    heads = [line for line in unified(BEFORE, after, "a", "b").splitlines() if line[:2] == "@@"]
    assert heads == ["@@ -1,5 +1,5 @@", "@@ -16,5 +16,4 @@"]
