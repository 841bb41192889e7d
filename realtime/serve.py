"""`python -m realtime.serve`: pages and shared text on one port, in one gevent process."""

from gevent import monkey

monkey.patch_all()

# ruff: noqa: E402 - everything else must be imported after the patch
import logging
import os
import signal
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from socket import AF_INET, AF_INET6, SO_REUSEADDR, SO_REUSEPORT, SOL_SOCKET, socket

import gevent
from flask import Flask
from gevent.event import Event
from gevent.pool import Pool
from gevent.pywsgi import WSGIServer
from prometheus_client import start_http_server
from sqlalchemy.exc import ArgumentError, DBAPIError

from app.archivist import Archivist
from app.clerk import Clerk
from app.config import Settings, SettingsError, read_settings
from app.current import database
from app.database import reason_of
from app.factory import create_app
from app.migrations import upgrade
from app.postman import Postman
from realtime.sockets import attach
from realtime.websocket import ending_with_websockets

logger = logging.getLogger("cocharter")

INSTANCE = Path(__file__).parent.parent / "instance"
BACKLOG = 512  # of a meeting that comes back all at once
PAGE_SECONDS = 1  # for a page that is being answered when we stop
METRICS_HOST = "127.0.0.1"


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
    listener = socket(AF_INET6 if ":" in settings.host else AF_INET)
    listener.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
    if settings.share_port:
        listener.setsockopt(SOL_SOCKET, SO_REUSEPORT, 1)
    try:
        listener.bind((settings.host, settings.port))
        listener.listen(BACKLOG)
    except OSError as error:
        listener.close()
        raise SettingsError(
            f"Cannot listen on {settings.host}, port {settings.port}: {error.strerror}. "
            "COCHARTER_HOST and COCHARTER_PORT say where to."
        ) from error
    return listener


def serve(settings: Settings, listener: socket) -> None:
    """Bring the database up to date, then answer who comes to `listener`.

    Raises SettingsError when there is no such database, or the port for numbers is taken.
    """
    app, let_go = prepare(settings)
    postman = Postman(app, settings.mail) if settings.mail else None
    archivist, clerk = Archivist(app), Clerk(app)
    server = WSGIServer(listener, ending_with_websockets(app), log=None, spawn=Pool())
    stopped = Event()

    def stop() -> None:
        """Nobody new; then the shared text; then pages that are under way."""
        logger.info("stopping")
        server.close()
        archivist.stop()
        clerk.stop()
        if postman:
            postman.stop()
        try:
            let_go()
        finally:
            server.stop(timeout=PAGE_SECONDS)
            stopped.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        gevent.signal_handler(number, stop)
    if settings.metrics_port:
        show_numbers(settings.metrics_port)
    if postman:
        gevent.spawn(postman.run)
    gevent.spawn(archivist.run)
    gevent.spawn(clerk.run)
    server.start()
    logger.info("listening on http://%s:%d", settings.host, settings.port)
    if settings.demo:
        sys.stdout.write(f"Open {settings.base_url} in a browser\n")
        sys.stdout.flush()
    stopped.wait()


def show_numbers(port: int) -> None:
    """Answer Prometheus at `port` of this machine. Raises SettingsError when it is taken."""
    try:
        start_http_server(port, addr=METRICS_HOST)
    except OSError as error:
        raise SettingsError(
            f"Cannot listen on {METRICS_HOST}, port {port}: {error.strerror}. "
            "COCHARTER_METRICS_PORT must be another one for each process."
        ) from error


def prepare(settings: Settings) -> tuple[Flask, Callable[[], None]]:
    """The pages with the shared text, on a database of the newest shape, and what ends the latter.

    Raises SettingsError.
    """
    try:
        app = create_app(settings)
        with app.app_context():
            upgrade(database().engine)
            let_go = attach(app, database(), settings.redis_url)
    except (ArgumentError, DBAPIError, OSError) as error:
        reason = reason_of(error)
        raise SettingsError(f"COCHARTER_DATABASE_URL cannot be used: {reason}.") from error
    return app, let_go


if __name__ == "__main__":
    sys.exit(main())
