"""Ports for the servers that tests start."""

import random
from socket import socket

# Below those that the system deals out to whoever connects: nobody takes one in between.
PORTS = range(15_000, 32_000)


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on."""
    while True:
        port = random.choice(PORTS)
        with socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
