"""What passes the gate does no harm: pycrdt stays whole, and Yjs reads the same text."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.realtime.sessions import run

ROOT = Path(__file__).parents[2]
SEED = 4_711
WORKERS = 2
MUTANTS = 100_000
SECONDS = 300
"""A guard against updates that stall pycrdt, many times what the whole takes."""


def test_a_hundred_thousand_mutants_do_no_harm() -> None:
    with ThreadPoolExecutor(WORKERS) as pool:
        passed = sum(pool.map(_attack, range(SEED, SEED + WORKERS)))
    sys.stdout.write(f"seeds from {SEED}: {passed} of {MUTANTS} mutants passed the gate\n")
    # Else the mutants are so broken that nothing was tried on pycrdt.
    assert passed > MUTANTS // 10


def _attack(seed: int) -> int:
    """How many mutants passed; fails when one of them did harm."""
    attack = subprocess.run(
        [sys.executable, "-m", "tests.realtime.attack", str(seed), str(MUTANTS // WORKERS)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    assert attack.returncode == 0, f"seed {seed}: {attack.stderr[-2000:]}"
    *different, judged = run("judge.mjs", stdin=attack.stdout).splitlines()
    assert not different, f"seed {seed}: Yjs reads another text: {different[0]}"
    assert int(judged) == len(attack.stdout.splitlines())
    return int(judged)
