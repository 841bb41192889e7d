"""Comparing two texts of 50 KB, alike and as unlike as can be: how long, and to show it."""

import random
import time
from collections.abc import Callable, Iterator
from functools import partial

from app.domain.diffs import compare, edits
from app.rendering.differences import Spoken
from app.rendering.redline import View, redline

SEED = 20_250_107
CLAUSES = 45
WORDS = [f"word{number}" for number in range(600)]
SPOKEN = Spoken("Removed:", "Added:", "End of the change.")


def measure() -> None:
    for name, before, after in _texts(random.Random(SEED)):
        seconds = [
            _seconds(partial(edits, before, after)),
            _seconds(partial(compare, before, after)),
            _seconds(partial(redline, before, after, View.INLINE, SPOKEN)),
        ]
        told = ", ".join(
            f"{what} {taken:.2f} s"
            for what, taken in zip(("edits", "clauses", "page"), seconds, strict=True)
        )
        print(f"{name:40} {len(before) // 1000:3} KB  {told}")


def _texts(chance: random.Random) -> Iterator[tuple[str, str, str]]:
    text = _charter(chance)
    words = text.split(" ")
    for at in range(50, len(words), 150):
        words[at] = "another"
    yield "a word in 150 is another", text, " ".join(words)
    yield "nothing in common but words", text, _charter(chance)
    yield "one paragraph without end", *(_charter(chance).replace("\n", " ") for _ in range(2))
    yield "two words over and over", "a b " * 12_000, "b a " * 12_000
    pairs = [(f"x{number}", f"y{number}") for number in range(4_000)]
    swapped = " ".join(f"{y} {x}" for x, y in pairs)
    yield "each two words change places", " ".join(f"{x} {y}" for x, y in pairs), swapped
    yield "a list without end", *("- " + "\n- ".join(_sentences(chance, 1_000, 6)) for _ in "ab")
    yield "headings alone", "# one\n" * 8_000, "# other\n" * 8_000
    yield "quotes in quotes", (">" * 40 + " a\n") * 1_200, (">" * 40 + " b\n") * 1_200


def _charter(chance: random.Random) -> str:
    clauses = (_sentences(chance, 3, 45) for _ in range(CLAUSES))
    return "# Charter\n\n" + "".join(
        f"## {number}. {chance.choice(WORDS)}\n\n{first}\n\n- {second}\n- **{third}**\n\n"
        for number, (first, second, third) in enumerate(clauses, 1)
    )


def _sentences(chance: random.Random, count: int, words: int) -> list[str]:
    return [" ".join(chance.choices(WORDS, k=words)) + "." for _ in range(count)]


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun
