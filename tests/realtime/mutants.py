"""Hostile variants of honest updates: bytes that flip, and structs that lie."""

import random
from collections.abc import Callable, Mapping, Sequence

from realtime.contents import Contents, Struct, read
from realtime.encoding import encode_state_vector
from tests.realtime import encoder

Chance = random.Random
Bytes = Callable[[Chance, bytes, bytes], bytes]
Shape = Callable[[Chance, "Draft"], None]

NUMBERS = (0, 1, 2, 127, 128, 2**14, 2**31 - 1, 2**31, 2**32, 2**53 - 1, 2**53, 2**63)
KINDS = (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 31)


class Draft:
    """An update taken apart, to be put together wrongly. ids: clients worth naming."""

    def __init__(self, contents: Contents, ids: Sequence[int]) -> None:
        self.ids = ids
        self.blocks = [
            [client, run[0].clock, [list(_fields(struct)) for struct in run]]
            for client, run in contents.structs.items()
        ]
        self.deletions = [[one.client, one.clock, one.length] for one in contents.deletions]

    def encoded(self) -> bytes:
        ranges: dict[int, list[tuple[int, int]]] = {}
        for client, clock, length in self.deletions:
            ranges.setdefault(client, []).append((clock, length))
        return encoder.update(
            *(
                (client, clock, [_encoded(*one) for one in run])
                for client, clock, run in self.blocks
            ),
            deletions=list(ranges.items()),
        )


def mutant(chance: Chance, honest: bytes, other: bytes, ids: Sequence[int]) -> bytes:
    """Another update made of `honest`, with something of `other` in one case of some."""
    if chance.random() < 0.4:
        broken = honest
        for _ in range(chance.randint(1, 3)):
            broken = chance.choice(BYTES)(chance, broken, other)
        return broken
    draft = Draft(read(honest, len(honest), len(honest)), ids)
    if chance.random() < 0.2:
        more = Draft(read(other, len(other), len(other)), ids)
        draft.blocks += more.blocks
        draft.deletions += more.deletions
    for _ in range(chance.randint(1, 3)):
        chance.choice(SHAPES)(chance, draft)
    return draft.encoded()


def mutant_vector(chance: Chance, clocks: Mapping[int, int]) -> bytes:
    """A state vector that a document which stands at `clocks` should not meet."""
    if chance.random() < 0.5:
        vector = encode_state_vector(clocks)
        return chance.choice(BYTES)(chance, vector, vector)
    named = chance.sample([*clocks, 1, 2**53 - 1], k=chance.randint(0, len(clocks)))
    return encode_state_vector({client: chance.choice((0, 1, 2, 9, 2**31 - 1)) for client in named})


def _fields(struct: Struct) -> tuple[object, ...]:
    kind = 10 if struct.skipped else 1 if struct.text is None else 4
    return kind, struct.length, struct.left, struct.right, struct.text


def _encoded(kind: int, length: int, left: object, right: object, content: object) -> bytes:
    if kind == 4:
        return encoder.text("lost" if content is None else content, left, right)
    if kind == 0:
        return encoder.collected(length)
    if kind == 10:
        return encoder.skip(length)
    if kind == 1:
        return encoder.deleted(length, left, right)
    strange = {
        2: b"\x01\x0212",
        3: b"\x01\xff",
        5: b'\x07{"a":1}',
        6: b"\x04bold\x04true",
        7: b"\x02",
        8: b"\x01\x7d\x01",
        9: b"\x04guid\x76\x00",
    }
    return encoder.item(kind, strange.get(kind, b"\x01a"), left, right)


def _flip(chance: Chance, honest: bytes, _other: bytes) -> bytes:
    if not honest:
        return honest
    at = chance.randrange(len(honest))
    return honest[:at] + bytes([honest[at] ^ 1 << chance.randrange(8)]) + honest[at + 1 :]


def _truncate(chance: Chance, honest: bytes, _other: bytes) -> bytes:
    return honest[: chance.randrange(len(honest) + 1)]


def _splice(chance: Chance, honest: bytes, other: bytes) -> bytes:
    return honest[: chance.randrange(len(honest) + 1)] + other[chance.randrange(len(other) + 1) :]


def _renumber(chance: Chance, honest: bytes, _other: bytes) -> bytes:
    at = chance.randrange(len(honest) + 1)
    return honest[:at] + encoder.number(chance.choice(NUMBERS)) + honest[at + 1 :]


def _overlong(chance: Chance, honest: bytes, _other: bytes) -> bytes:
    at = chance.randrange(len(honest) + 1)
    return honest[:at] + bytes([0x80] * chance.randint(1, 9)) + honest[at:]


def _drop(chance: Chance, honest: bytes, _other: bytes) -> bytes:
    at = chance.randrange(len(honest) + 1)
    return honest[:at] + honest[at + chance.randint(1, 4) :]


def _struct(chance: Chance, draft: Draft) -> list[object] | None:
    runs = [run for _, _, run in draft.blocks if run]
    return chance.choice(chance.choice(runs)) if runs else None


def _near(chance: Chance, clock: int) -> int:
    return max(0, clock + chance.choice((-9, -2, -1, 0, 1, 2, 9, 2**20)))


def _other_client(chance: Chance, draft: Draft) -> None:
    if draft.blocks:
        chance.choice(draft.blocks)[0] = chance.choice([*draft.ids, 0, 2**32, 2**53 - 1])


def _other_clock(chance: Chance, draft: Draft) -> None:
    if draft.blocks:
        block = chance.choice(draft.blocks)
        block[1] = _near(chance, block[1])


def _other_neighbour(chance: Chance, draft: Draft) -> None:
    struct = _struct(chance, draft)
    if struct is not None:
        clock = _near(chance, chance.choice([block[1] for block in draft.blocks]))
        neighbour = (chance.choice(draft.ids), chance.choice((clock, chance.randrange(60))))
        struct[chance.choice((2, 3))] = chance.choice((None, neighbour, neighbour))


def _swapped_neighbours(chance: Chance, draft: Draft) -> None:
    struct = _struct(chance, draft)
    if struct is not None:
        struct[2], struct[3] = struct[3], struct[2]


def _other_length(chance: Chance, draft: Draft) -> None:
    struct = _struct(chance, draft)
    if struct is not None:
        struct[1] = chance.choice((*NUMBERS[:8], chance.randrange(1, 9)))


def _other_kind(chance: Chance, draft: Draft) -> None:
    struct = _struct(chance, draft)
    if struct is not None:
        struct[0] = chance.choice(KINDS)


def _other_text(chance: Chance, draft: Draft) -> None:
    struct = _struct(chance, draft)
    if struct is not None:
        struct[4] = chance.choice(("", "a", "😀", "a😀b", "\ufeff", "\0", b"\xed\xa0\xbd", "é" * 9))
        struct[0] = 4


def _no_text(chance: Chance, draft: Draft) -> None:
    struct = _struct(chance, draft)
    if struct is not None:
        struct[0] = 1


def _cycle(chance: Chance, draft: Draft) -> None:
    """Two clients whose structs wait for each other."""
    if len(draft.blocks) > 1:
        one, two = chance.sample(draft.blocks, 2)
        one[2][0][2], two[2][-1][3] = (two[0], two[1]), (one[0], one[1])


def _more_structs(chance: Chance, draft: Draft) -> None:
    if draft.blocks:
        run = chance.choice(draft.blocks)[2]
        run.insert(chance.randrange(len(run) + 1), list(chance.choice(run)))


def _more_clients(chance: Chance, draft: Draft) -> None:
    if draft.blocks:
        block = chance.choice(draft.blocks)
        draft.blocks += [[client, 0, block[2]] for client in chance.choices(draft.ids, k=3)]


def _other_order(chance: Chance, draft: Draft) -> None:
    chance.shuffle(draft.blocks)


def _more_deletions(chance: Chance, draft: Draft) -> None:
    length = chance.choice((0, 1, 1, 2, 5, 2**20, 2**31 - 1))
    draft.deletions.append([chance.choice(draft.ids), chance.randrange(60), length])


def _other_deletion(chance: Chance, draft: Draft) -> None:
    if draft.deletions:
        deletion = chance.choice(draft.deletions)
        at = chance.choice((1, 2))
        deletion[at] = _near(chance, deletion[at])


BYTES: Sequence[Bytes] = (_flip, _flip, _truncate, _splice, _renumber, _overlong, _drop)
SHAPES: Sequence[Shape] = (
    _other_client, _other_clock, _other_neighbour, _other_neighbour, _swapped_neighbours,
    _other_length, _other_kind, _other_text, _no_text, _cycle, _more_structs, _more_clients,
    _other_order, _more_deletions, _other_deletion,
)  # fmt: skip
