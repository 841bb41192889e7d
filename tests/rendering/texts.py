"""The texts that the editor and the server have to read alike."""

from __future__ import annotations

from pathlib import Path

from tests.rendering.compositions import composition

HERE = Path(__file__).parent
WRITTEN = (HERE.parents[1] / "app" / "demo", HERE.parents[1] / "app" / "starters")
COMPOSITIONS = 400


def corpus() -> dict[str, str]:
    """The snippets by name, the texts of the demo and those to begin with, and compositions."""
    texts = {}
    for snippet in (HERE / "corpus.txt").read_text().split("%%% ")[1:]:
        name, _, text = snippet.partition("\n")
        assert name not in texts, f"two snippets are called {name}"
        texts[name] = text
    for folder in WRITTEN:
        texts |= {path.name: path.read_text() for path in sorted(folder.glob("*.md"))}
    return texts | {f"composition {seed}": composition(seed) for seed in range(COMPOSITIONS)}


TEXTS = corpus()
