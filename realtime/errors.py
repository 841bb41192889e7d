"""Why the shared text says no."""


class Refused(Exception):  # noqa: N818 - says what happened, like its child below
    """An act was refused. `code` is the `error` of the wire."""

    def __init__(self, code: str, reason: str = "") -> None:
        super().__init__(f"{code}: {reason}" if reason else code)
        self.code = code


class Rejected(Refused):
    """An update was refused by the gate: malformed, too_large, gap or forged."""
