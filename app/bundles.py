"""Addresses of the built scripts and styles, which change whenever their content does."""

from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from flask import current_app, url_for

HASH_CHARACTERS = 12


def bundle_url(name: str) -> str:
    """The address of `static/dist/<name>`, safe for a browser to keep for ever."""
    path = Path(current_app.static_folder or "") / name
    version = _content_hash(path, path.stat().st_mtime_ns) if path.exists() else None
    return url_for("static", filename=name, v=version)


@lru_cache(maxsize=64)
def _content_hash(path: Path, _changed_at: int) -> str:
    return sha256(path.read_bytes()).hexdigest()[:HASH_CHARACTERS]
