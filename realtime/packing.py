"""A replay as bytes, to go on from later.

One byte of FORMAT, the SHA-256 of what follows, and that: a deflated msgpack list. The hash comes
first, because pycrdt must not be shown bytes that were damaged.
"""

import hashlib
import zlib
from typing import Any

import msgpack

from realtime.replay import HistoryDiffers, Kept, Replay

FORMAT = 1
MAX_PACKED_BYTES = 16 * 1024 * 1024
MAX_UNPACKED_BYTES = 128 * 1024 * 1024
_BODY_AT = 1 + hashlib.sha256().digest_size


class Unfit(Exception):  # noqa: N818 - says what happened
    """These bytes are no replay of this text, or one that must not be kept."""


def pack(replay: Replay, generation: int) -> bytes:
    """All that `replay` knows. generation: of the document whose rows it took.

    Raises Unfit when it does not add up or is too large. Whether anything can go on from it shows
    when it is unpacked.
    """
    try:
        kept = replay.kept()
    except HistoryDiffers as error:
        raise Unfit(str(error)) from error
    lengths, persons, seqs = zip(*kept.stretches, strict=True) if kept.stretches else ((),) * 3
    columns = (generation, kept.seq, kept.state, kept.sha256, lengths, persons, seqs)
    packed = msgpack.packb((*columns, kept.people, kept.tallies, kept.moments))
    body = zlib.compress(packed)
    if len(packed) > MAX_UNPACKED_BYTES or len(body) > MAX_PACKED_BYTES:
        raise Unfit(f"at {kept.seq}: {len(packed)} bytes are too many")
    return bytes([FORMAT]) + hashlib.sha256(body).digest() + body


def unpack(payload: bytes, generation: int) -> Replay:
    """The replay that was packed; raises Unfit unless it is one of that generation, and whole."""
    body = payload[_BODY_AT:]
    if payload[:_BODY_AT] != bytes([FORMAT]) + hashlib.sha256(body).digest():
        raise Unfit("damaged, or of another format")
    of_generation, *columns = _inflated(body)
    if of_generation != generation:
        raise Unfit(f"of generation {of_generation}")
    seq, state, sha256, lengths, persons, seqs, people, tallies, moments = columns
    stretches = list(zip(lengths, persons, seqs, strict=True))
    try:
        return Replay.resumed(Kept(seq, state, sha256, stretches, people, tallies, moments))
    except HistoryDiffers as error:
        raise Unfit(str(error)) from error


def _inflated(body: bytes) -> list[Any]:
    inflating = zlib.decompressobj()
    packed = inflating.decompress(body, MAX_UNPACKED_BYTES)
    if inflating.unconsumed_tail:
        raise Unfit("too large")
    unpacked: list[Any] = msgpack.unpackb(packed, strict_map_key=False, use_list=True)
    return unpacked
