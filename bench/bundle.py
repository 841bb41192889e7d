"""How many bytes of JavaScript and style the document page loads."""

import gzip
from pathlib import Path

DIST = Path(__file__).parent.parent / "static" / "dist"
KIB = 1024


def measure() -> None:
    for name in ("document.js", "pages.js", "style.css"):
        data = (DIST / name).read_bytes()
        packed = len(gzip.compress(data, 9))
        print(f"{name:<52} {len(data) / KIB:7.1f} KiB   gzip {packed / KIB:7.1f} KiB")
