"""`python -m realtime.serve`: pages and shared text on one port, in one gevent process."""

from gevent import monkey

monkey.patch_all()

# ruff: noqa: E402 - everything else must be imported after the patch
import logging
import os
import signal
import sys
from pathlib import Path

import gevent
from gevent.pywsgi import WSGIServer

from app.config import Settings, SettingsError, read_settings
from app.current import database
from app.factory import create_app
from app.migrations import upgrade
from realtime.sockets import attach
from realtime.websocket import ending_with_websockets

INSTANCE = Path(__file__).parent.parent / "instance"


def main() -> int:
    """Serve until SIGTERM or SIGINT; 2 when the settings do not allow to start."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    try:
        settings = read_settings(os.environ, INSTANCE)
    except SettingsError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    serve(settings)
    return 0


def serve(settings: Settings) -> None:
    """Bring the database up to date, then listen."""
    app = create_app(settings)
    with app.app_context():
        upgrade(database().engine)
        attach(app, database())
    server = WSGIServer((settings.host, settings.port), ending_with_websockets(app), log=None)
    for number in (signal.SIGTERM, signal.SIGINT):
        gevent.signal_handler(number, server.stop, timeout=1)
    logging.getLogger("cocharter").info("listening on http://%s:%d", settings.host, settings.port)
    server.serve_forever()


if __name__ == "__main__":
    sys.exit(main())
