"""The built scripts and styles: sent packed, at addresses that change with their content."""

from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from flask import Flask, Response, current_app, request, url_for
from flask_compress import Compress

HASH_CHARACTERS = 12
# Not HTML: beside what a visitor sends, its packed length could tell of a form's secret.
PACKED = ("text/javascript", "text/css")


def init_app(app: Flask) -> None:
    """Send scripts and styles packed to browsers that can unpack."""
    app.config.update(COMPRESS_MIMETYPES=PACKED, COMPRESS_STREAMS=False)
    Compress(app)

    @app.after_request
    def read_whole(response: Response) -> Response:
        """Runs before the packing, which would leave a streamed file open."""
        if request.endpoint == "static" and response.mimetype in PACKED:
            response.direct_passthrough = False
            response.get_data()
        return response


def bundle_url(name: str) -> str:
    """The address of `static/dist/<name>`, safe for a browser to keep for ever."""
    path = Path(current_app.static_folder or "") / name
    version = _content_hash(path, path.stat().st_mtime_ns) if path.exists() else None
    return url_for("static", filename=name, v=version)


@lru_cache(maxsize=64)
def _content_hash(path: Path, _changed_at: int) -> str:
    return sha256(path.read_bytes()).hexdigest()[:HASH_CHARACTERS]
