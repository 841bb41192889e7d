"""Real servers that tests start and stop themselves: on loopback, a free port, a given folder."""
