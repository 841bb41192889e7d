"""Each refusal with the smallest update that earns it, and each bound on both its sides."""

from collections.abc import Callable, Collection, Mapping
from itertools import pairwise

import pytest

from realtime import gate, limits
from realtime.contents import read
from realtime.encoding import MAX_CLIENT_ID, MAX_CLOCK
from realtime.pairs import Pairs
from realtime.rivals import Rivals
from realtime.shared_text import merged
from realtime.text_edits import new_doc, text_in
from tests.realtime.encoder import collected, deleted, item, number, skip, text, update

ANA, BEN = 7, 9
HELLO = update((ANA, 0, [text("hello")]))
KNOWN = {ANA: 5, BEN: 3}
"""Where the document of most tests stands: Ana wrote five units, Ben three."""


def code(
    raw: bytes, clocks: Mapping[int, int] = KNOWN, own: Collection[int] = (ANA,)
) -> str | None:
    """The code with which the gate refuses, or None when it does not."""
    try:
        gate.check(raw, clocks, own)
    except gate.Rejected as rejected:
        return rejected.code
    return None


def struct(*structs: bytes) -> bytes:
    """Ana goes on, after what is known of her."""
    return update((ANA, 5, structs))


PASSES = {
    "nothing": (b"\0\0", KNOWN),
    "text at the end": (struct(text("!", (ANA, 4))), {ANA: 6, BEN: 3}),
    "text at the start": (struct(text("!", None, (ANA, 0))), {ANA: 6, BEN: 3}),
    "text between": (struct(text("!", (ANA, 4), (BEN, 0))), {ANA: 6, BEN: 3}),
    "text on its own": (struct(text("é😀")), {ANA: 8, BEN: 3}),
    "deleted text": (struct(deleted(3, (ANA, 4))), {ANA: 8, BEN: 3}),
    "text on text of the same update": (struct(text("a"), text("b", (ANA, 5))), {ANA: 7, BEN: 3}),
    "a deletion of known text": (update(deletions=[(BEN, [(0, 3)])]), KNOWN),
    "a deletion of new text": (
        update((ANA, 5, [text("!")]), deletions=[(ANA, [(5, 1)])]),
        {ANA: 6, BEN: 3},
    ),
    "deletions side by side": (update(deletions=[(ANA, [(0, 1), (2, 2)])]), KNOWN),
    "known text again": (HELLO, KNOWN),
    "known text again and more": (
        update((ANA, 0, [text("hello"), text("!", (ANA, 4))])),
        {ANA: 6, BEN: 3},
    ),
    "known and new text in one": (update((ANA, 3, [text("lo!", (ANA, 2))])), {ANA: 6, BEN: 3}),
    "known text of somebody else": (update((BEN, 0, [text("ben")])), KNOWN),
    "a skip over known text": (
        update((ANA, 1, [skip(4), text("!", (ANA, 4))])),
        {ANA: 6, BEN: 3},
    ),
    "a skip within known text": (update((ANA, 1, [skip(4)])), KNOWN),
}


@pytest.mark.parametrize(("raw", "after"), PASSES.values(), ids=PASSES)
def test_plain_text_passes(raw: bytes, after: dict[int, int]) -> None:
    assert gate.check(raw, KNOWN, {ANA}) == after


def test_the_clocks_that_were_given_stay_as_they_were() -> None:
    clocks = {ANA: 5}
    gate.check(struct(text("!")), clocks, {ANA})
    assert clocks == {ANA: 5}


MALFORMED = {
    "nothing at all": b"",
    "half of it": b"\0",
    "bytes after the end": b"\0\0\0",
    "a cut struct": struct(text("hello"))[:-4],
    "an overlong number": b"\0\x80\x00",
    "a number of ten bytes": b"\0" + b"\xff" * 9 + b"\x01",
    "a client id past what JavaScript counts": update((2**53, 0, [text("a")])),
    "a clock past 2^31": update((ANA, 2**31, [text("a")])),
    "an end past 2^31": struct(deleted(MAX_CLOCK - 4)),
    "a client without structs": update((ANA, 5, [])),
    "a client twice": update((ANA, 5, [text("a")]), (ANA, 6, [text("b")])),
    "empty text": struct(text("")),
    "deleted text of no length": struct(deleted(0)),
    "a skip of no length": struct(skip(0)),
    "a lone surrogate": struct(text(b"\xed\xa0\xbd")),
    "another root": struct(text("a", root=b"title")),
    "no root": struct(text("a", root=b"")),
    "a map key": struct(item(4, b"\x01a", key=b"title")),
    "a nested parent": struct(item(4, b"\x01a", parent=(ANA, 0))),
    "text between a unit and itself": struct(text("a", (ANA, 0), (ANA, 0))),
    "text after itself": struct(text("ab", (ANA, 5))),
    "text before what it is before": struct(text("a", None, (ANA, 6)), text("b")),
    "known text after itself": update((ANA, 0, [text("hello", (ANA, 4))])),
    "a deletion of nothing": update(deletions=[(ANA, [(0, 0)])]),
    "deletions that overlap": update(deletions=[(ANA, [(0, 2), (1, 1)])]),
    "deletions that touch": update(deletions=[(ANA, [(0, 2), (2, 1)])]),
    "deletions backwards": update(deletions=[(ANA, [(3, 1), (1, 1)])]),
    "a client without deletions": update(deletions=[(ANA, [])]),
    "deletions of a client twice": update(deletions=[(ANA, [(0, 1)]), (ANA, [(2, 1)])]),
    "a collected struct": struct(collected(1)),
    "a collected struct that is known": update((ANA, 0, [collected(1)])),
}
for kind, name in enumerate(
    ["json", "binary", "_", "embed", "format", "type", "any", "document", "_", "move"], 2
):  # what else Yjs can hold
    if name != "_":
        MALFORMED[f"a struct of the kind {name}"] = struct(item(kind, b"\x01\x01a"))


@pytest.mark.parametrize("raw", MALFORMED.values(), ids=MALFORMED)
def test_what_is_no_plain_text_is_malformed(raw: bytes) -> None:
    assert code(raw) == "malformed"


GAPS = {
    "a hole before it": update((ANA, 6, [text("a")])),
    "a skip to new text": struct(skip(1), text("a")),
    "a skip past what is known": update((ANA, 4, [skip(2)])),
    "after unknown text": struct(text("a", (BEN, 3))),
    "before unknown text": struct(text("a", None, (BEN, 3))),
    "after a stranger's text": struct(text("a", (8, 0))),
    "known text after unknown text": update((ANA, 0, [text("hello", (BEN, 3))])),
    "a deletion of unknown text": update(deletions=[(BEN, [(2, 2)])]),
    "a deletion of a stranger's text": update(deletions=[(8, [(0, 1)])]),
    "a deletion that never ends": update(deletions=[(ANA, [(0, MAX_CLOCK)])]),
    "two own ids that wait for each other": update(
        (ANA, 5, [text("a", (8, 0))]), (8, 0, [text("b", (ANA, 5))])
    ),
    "three that do": update(
        (ANA, 5, [text("a", (8, 0))]), (8, 0, [text("b", (6, 0))]), (6, 0, [text("c", (ANA, 5))])
    ),
}


@pytest.mark.parametrize("raw", GAPS.values(), ids=GAPS)
def test_what_needs_the_unknown_is_a_gap(raw: bytes) -> None:
    assert code(raw, own=(ANA, 8, 6)) == "gap"


FORGED = {
    "text of somebody else": update((BEN, 3, [text("a")])),
    "text of nobody": update((8, 0, [text("a")])),
    "known and new text of somebody else": update((BEN, 0, [text("ben!")])),
    "own text and somebody else's": update((BEN, 3, [text("a")]), (ANA, 5, [text("a")])),
    "deleted text of somebody else": update((BEN, 3, [deleted(1)])),
    "a skip of somebody else's": update((BEN, 3, [skip(1)])),
}


@pytest.mark.parametrize("raw", FORGED.values(), ids=FORGED)
def test_text_under_an_id_of_somebody_else_is_forged(raw: bytes) -> None:
    assert code(raw) == "forged"


def test_own_ids_may_wait_for_each_other_as_long_as_all_find_what_they_need() -> None:
    back_and_forth = update(
        (8, 0, [text("a", (ANA, 5)), text("c", (ANA, 6))]),
        (ANA, 5, [text("1"), text("2", (8, 0))]),
    )
    assert gate.check(back_and_forth, KNOWN, {ANA, 8}) == {ANA: 7, BEN: 3, 8: 2}


def letters(size: int) -> bytes:
    """An update of `size` bytes."""
    around = len(struct(text("a" * size))) - size
    return struct(text("a" * (size - around)))


def chain(start: int, count: int) -> list[bytes]:
    """Runs of Ana's from `start` on, each after the one before."""
    return [deleted(1, (ANA, at - 1) if at else None) for at in range(start, start + count)]


def clients(count: int) -> bytes:
    return update(*((100 + client, 0, [text("a")]) for client in range(count)))


def ranges(count: int) -> bytes:
    return update(deletions=[(ANA, [(2 * clock, 1) for clock in range(count)])])


BOUNDS: dict[str, tuple[int, Callable[[int], bytes], int]] = {
    "bytes": (limits.MAX_UPDATE_BYTES, letters, 5),
    "structs": (limits.MAX_STRUCTS, lambda count: update((ANA, 0, chain(0, count))), 10**6),
    "new structs": (limits.MAX_NEW_STRUCTS, lambda count: struct(*chain(5, count)), 5),
    "writers": (limits.MAX_WRITERS, clients, 5),
    "deletions": (limits.MAX_DELETIONS, ranges, 10**6),
}
"""What is bounded: the most, an update with so many, and how much of Ana is known."""


@pytest.mark.parametrize(("most", "of", "known"), BOUNDS.values(), ids=BOUNDS)
def test_a_bound_is_reached_but_never_passed(
    most: int, of: Callable[[int], bytes], known: int
) -> None:
    own = {ANA, *range(100, 200)}
    assert code(of(most), {ANA: known}, own) is None
    assert code(of(most + 1), {ANA: known}, own) == "too_large"


def test_a_bound_is_checked_before_anything_is_read_into_memory() -> None:
    claims_much = number(1) + number(MAX_CLOCK)
    assert code(claims_much) == "too_large"
    assert code(b"\0" + number(1) + number(ANA) + number(MAX_CLOCK)) == "too_large"


def test_the_largest_ids_are_still_numbers() -> None:
    assert code(update((MAX_CLIENT_ID, 0, [text("a")])), own={MAX_CLIENT_ID}) is None
    assert code(struct(deleted(MAX_CLOCK - 5))) is None


SPLITS = {
    "a deletion that starts inside": update(deletions=[(BEN, [(2, 1)])]),
    "a deletion that ends inside": update(deletions=[(BEN, [(0, 2)])]),
    "text after the first half": struct(text("x", (BEN, 1))),
    "text before the second half": struct(text("x", None, (BEN, 2))),
    "known text that would be cut": update((BEN, 0, [text("a", (BEN, 1))])),
}


@pytest.mark.parametrize("raw", SPLITS.values(), ids=SPLITS)
def test_nothing_splits_a_character_of_two_units(raw: bytes) -> None:
    """Ben wrote "a😀b": the units 1 and 2 are one character."""
    pairs = Pairs()
    first = update((BEN, 0, [text("a😀b")]))
    pairs.add(read(first, 1, 0))
    with pytest.raises(gate.Rejected, match="malformed"):
        gate.judge(raw, {ANA: 5, BEN: 4}, {ANA}, pairs, Rivals())


@pytest.mark.parametrize(
    "raw",
    [
        update(deletions=[(BEN, [(1, 2)])]),
        update(deletions=[(BEN, [(0, 1), (3, 1)])]),
        struct(text("x", (BEN, 2), (BEN, 3))),
        struct(text("x", (BEN, 0), (BEN, 1))),
    ],
)
def test_beside_such_a_character_everything_may_happen(raw: bytes) -> None:
    pairs = Pairs()
    pairs.add(read(update((BEN, 0, [text("a😀b")])), 1, 0))
    gate.judge(raw, {ANA: 5, BEN: 4}, {ANA}, pairs, Rivals())


SPLITS_ITSELF = {
    "known up to the first half": update((ANA, 4, [text("😀!")])),
    "deleted from its second half on": update((ANA, 5, [text("😀")]), deletions=[(ANA, [(6, 1)])]),
    "typed into": update((8, 0, [text("x", (ANA, 5))]), (ANA, 5, [text("😀")])),
}


@pytest.mark.parametrize("raw", SPLITS_ITSELF.values(), ids=SPLITS_ITSELF)
def test_an_update_does_not_split_its_own_characters(raw: bytes) -> None:
    assert code(raw, own={ANA, 8}) == "malformed"


def test_pairs_are_the_second_halves_wherever_the_text_came_from() -> None:
    content = "a😀é👩🏽\u200d💻𝄞"
    structs = [text(content[:2]), text(content[2:])]
    pairs = Pairs()
    pairs.add(read(update((ANA, 0, structs)), 2, 0))
    pairs.add(read(update((ANA, 2, [text("\u00e9" * 50)])), 1, 0))
    units = content.encode("utf-16-le")
    halves = {at for at in range(len(units) // 2) if 0xDC <= units[2 * at + 1] <= 0xDF}
    assert {at for at in range(60) if pairs.split_at(ANA, at)} == halves
    assert not pairs.split_at(BEN, 2)


def test_repeats_says_whether_known_text_comes_again() -> None:
    def repeats(raw: bytes) -> bool:
        return gate.judge(raw, KNOWN, {ANA}, Pairs(), Rivals()).repeats

    assert [repeats(raw) for raw in (struct(text("a")), b"\0\0")] == [False, False]
    assert repeats(HELLO)
    assert repeats(update((ANA, 4, [text("o!", (ANA, 3))])))
    assert repeats(update((ANA, 1, [skip(4), text("!", (ANA, 4))])))


def test_writers_are_the_ids_that_add_text() -> None:
    both = update((BEN, 0, [text("ben")]), (ANA, 5, [text("a")]), (8, 0, [text("b")]))
    assert set(gate.judge(both, KNOWN, {ANA, 8}, Pairs(), Rivals()).writers) == {ANA, 8}


def test_pycrdt_copes_with_a_skip_over_known_text() -> None:
    hop = update((ANA, 1, [skip(4), text("!", (ANA, 4))]))
    for updates in ([HELLO, hop], [merged([HELLO, hop])]):
        doc = new_doc()
        for one in updates:
            doc.apply_update(one)
        assert text_in(doc) == "hello!"


def test_the_deepest_chain_of_own_ids_is_followed_to_its_end() -> None:
    ids = list(range(100, 100 + limits.MAX_WRITERS))
    chain = [(second, 0, [text("a", (first, 0))]) for first, second in pairwise(ids)]
    raw = update((ids[0], 0, [text("a")]), *chain)
    backwards = update(*reversed(chain), (ids[0], 0, [text("a")]))
    assert code(raw, own=ids) is None
    assert code(backwards, own=ids) is None
