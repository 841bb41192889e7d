"""Many updates of one text folded into one, with what shows that it says the same.

pycrdt holds the interpreter's lock while it works, so that no thread would let people write on
meanwhile: a long history is folded by a process of its own, which imports little and is gone,
with its memory, when it is done.
"""

import hashlib
import sys
import threading
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pycrdt import Doc, Text

from realtime.another_process import ask, stay_small
from realtime.text_edits import new_doc, text_in

MOST_SECONDS = 120

_HASH_BYTES = hashlib.sha256().digest_size
_LENGTH_BYTES = 4
_one_at_a_time = threading.Lock()


class Folded(NamedTuple):
    """state: one Yjs v1 update. replayed, reopened: SHA-256, in hex, of the texts that the updates
    make one after the other, and that `state` makes at once."""

    state: bytes
    replayed: str
    reopened: str


def fold(updates: Sequence[bytes]) -> Folded:
    """Replay `updates`, the whole history of a text in order."""
    doc, reopened = new_doc(), new_doc()
    for update in updates:
        doc.apply_update(update)
    state = doc.get_update()
    reopened.apply_update(state)
    return Folded(state, _hash_of(doc), _hash_of(reopened))


def _hash_of(doc: Doc[Text]) -> str:
    return hashlib.sha256(text_in(doc).encode()).hexdigest()


def fold_elsewhere(updates: Sequence[bytes]) -> Folded:
    """As `fold`, in a process of its own, of which one runs at a time and none outlives us.

    Raises OSError or SubprocessError when that cannot be had, fails or takes too long.
    """
    asked = b"".join(len(update).to_bytes(_LENGTH_BYTES, "big") + update for update in updates)
    with _one_at_a_time:
        answer = ask("realtime.folding", asked, MOST_SECONDS)
    replayed, reopened = answer[:_HASH_BYTES], answer[_HASH_BYTES : 2 * _HASH_BYTES]
    return Folded(answer[2 * _HASH_BYTES :], replayed.hex(), reopened.hex())


def _main() -> None:
    """Fold what comes in; out go the two hashes, then the state."""
    stay_small(MOST_SECONDS)
    folded = fold(list(_read(sys.stdin.buffer.read())))
    hashes = bytes.fromhex(folded.replayed + folded.reopened)
    sys.stdout.buffer.write(hashes + folded.state)


def _read(asked: bytes) -> Iterator[bytes]:
    at = 0
    while at < len(asked):
        start = at + _LENGTH_BYTES
        at = start + int.from_bytes(asked[at:start], "big")
        yield asked[start:at]


if __name__ == "__main__":
    _main()
