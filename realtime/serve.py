"""`python -m realtime.serve`: pages and shared text on one port, in one gevent process."""

from gevent import monkey

monkey.patch_all()

# ruff: noqa: E402 - everything else must be imported after the patch
import logging
import os
import signal
import sys
from contextlib import closing
from pathlib import Path
from socket import AF_INET, AF_INET6, AddressFamily, socket

import gevent
from flask import Flask
from gevent.pywsgi import WSGIServer
from sqlalchemy.exc import ArgumentError, DBAPIError

from app.config import Settings, SettingsError, read_settings
from app.current import database
from app.factory import create_app
from app.migrations import upgrade
from realtime.sockets import attach
from realtime.websocket import ending_with_websockets

INSTANCE = Path(__file__).parent.parent / "instance"


def main() -> int:
    """Serve until SIGTERM or SIGINT; 2, and a sentence, when the settings do not allow to start."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    try:
        settings = read_settings(os.environ, INSTANCE)
        with closing(listen(settings)) as listener:
            serve(settings, listener)
    except SettingsError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 0


def listen(settings: Settings) -> socket:
    """The socket people will reach us at. Raises SettingsError when it cannot be had."""
    address = (settings.host, settings.port)
    try:
        return WSGIServer.get_listener(address, family=_family(settings.host))
    except OSError as error:
        reason = str(error.strerror).partition(":")[0]  # gevent adds the address
        raise SettingsError(
            f"Cannot listen on {settings.host}, port {settings.port}: {reason}. "
            "COCHARTER_HOST and COCHARTER_PORT say where to."
        ) from error


def _family(host: str) -> AddressFamily:
    return AF_INET6 if ":" in host else AF_INET


def serve(settings: Settings, listener: socket) -> None:
    """Bring the database up to date, then answer who comes to `listener`.

    Raises SettingsError when there is no such database.
    """
    app = prepare(settings)
    server = WSGIServer(listener, ending_with_websockets(app), log=None)
    for number in (signal.SIGTERM, signal.SIGINT):
        gevent.signal_handler(number, server.stop, timeout=1)
    server.start()
    logging.getLogger("cocharter").info("listening on http://%s:%d", settings.host, settings.port)
    if settings.demo:
        sys.stdout.write(f"Open {settings.base_url} in a browser\n")
        sys.stdout.flush()
    server.serve_forever()


def prepare(settings: Settings) -> Flask:
    """The pages and the shared text, on a database of the newest shape. Raises SettingsError."""
    try:
        app = create_app(settings)
        with app.app_context():
            upgrade(database().engine)
            attach(app, database())
    except (ArgumentError, DBAPIError, OSError) as error:
        reason = " ".join(str(getattr(error, "orig", error)).split())  # PostgreSQL uses many lines
        raise SettingsError(f"COCHARTER_DATABASE_URL cannot be used: {reason}.") from error
    return app


if __name__ == "__main__":
    sys.exit(main())
