"""Why a file could not be written, read or put back."""


class BackupError(Exception):
    """Nothing was changed; the sentence says why."""
