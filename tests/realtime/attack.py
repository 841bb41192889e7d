"""python -m tests.realtime.attack SEED COUNT: tries mutants against the gate and against pycrdt.

A process of its own, because what the gate must keep out may kill or stall the process. Prints one
line for each mutant that passed, for Yjs to judge; an AssertionError when one does harm.
"""

import json
import random
import sys
from base64 import b64encode
from dataclasses import dataclass

from pycrdt import Doc, Text

from app.domain.lifecycle import State
from realtime import gate, payloads
from realtime.contents import read
from realtime.encoding import decode_state_vector
from realtime.errors import Rejected
from realtime.log import Head
from realtime.pairs import Pairs
from realtime.rivals import Rivals
from realtime.shared_text import SharedText, merged, without_known
from realtime.size import Size
from realtime.text_edits import new_doc, text_in
from tests.realtime.mutants import mutant, mutant_vector
from tests.realtime.sessions import Sent, Session, recorded

MUTANTS_A_SCENE = 100
VECTORS_A_SCENE = 10


@dataclass(frozen=True)
class Scene:
    """A document on its way, the next honest update, and one that somebody else could send.

    material: any update of the same session, to be mixed in.
    """

    state: bytes
    clocks: dict[int, int]
    pairs: Pairs
    next: Sent
    others: Sent | None
    material: bytes

    def doc(self) -> Doc[Text]:
        doc = new_doc()
        doc.apply_update(self.state)
        return doc


def scene(chance: random.Random, session: Session) -> Scene:
    at = chance.randrange(len(session.sent) - 1)
    doc, pairs = new_doc(), Pairs()
    for sent in session.sent[:at]:
        doc.apply_update(sent.update)
        pairs.add(_all_of(sent.update))
    clocks = decode_state_vector(doc.get_state())
    following = session.sent[at]
    others = [sent for sent in session.sent[at + 1 :] if _fits(sent, following, clocks)]
    return Scene(
        doc.get_update(),
        clocks,
        pairs,
        following,
        chance.choice(others) if others else None,
        chance.choice(session.sent).update,
    )


def _fits(sent: Sent, before: Sent, clocks: dict[int, int]) -> bool:
    """Whether somebody other than the sender of `before` could send it at `clocks`."""
    try:
        gate.check(sent.update, clocks, sent.own)
    except Rejected:
        return False
    return sent.person != before.person


def attack(chance: random.Random, scene: Scene) -> dict[str, object] | None:
    """What a mutant that passes the gate does; None when it does not pass."""
    ids = [*scene.clocks, *scene.next.own, 1]
    update = mutant(chance, scene.next.update, scene.material, ids)
    try:
        passed = gate.judge(update, scene.clocks, scene.next.own, scene.pairs, Rivals())
    except Rejected:
        return None
    doc = scene.doc()
    doc.apply_update(update)
    assert decode_state_vector(doc.get_state()) == passed.clocks, update.hex()

    text = text_in(doc)
    row = _row(scene, update, passed, text) if passed.repeats else update
    crossed = _is_crossed(doc)
    if scene.others is not None and not crossed:
        _go_on(scene, scene.others, passed.clocks, row, doc)
    shown = {"state": scene.state, "update": update, "row": row}
    encoded = {name: b64encode(value).decode() for name, value in shown.items()}
    return {**encoded, "text": text, "crossed": crossed}


def _row(scene: Scene, update: bytes, passed: gate.Passed, text: str) -> bytes:
    """What is kept of an update that repeats known text: it must say the same."""
    row = without_known(update, scene.clocks)
    doc = scene.doc()
    doc.apply_update(row)
    assert decode_state_vector(doc.get_state()) == passed.clocks, update.hex()
    assert text_in(doc) == text, f"what is kept is not what was sent: {update.hex()}"
    assert not gate.judge(row, scene.clocks, scene.next.own, scene.pairs, Rivals()).repeats, (
        update.hex()
    )
    return row


def _is_crossed(doc: Doc[Text]) -> bool:
    """Whether text was put between neighbours that stand in the wrong order.

    Only a forged browser does that. Yjs then makes another text of the whole than of the parts,
    and so does pycrdt; the gate, which knows no order, cannot tell.
    """
    replay = new_doc()
    replay.apply_update(doc.get_update())
    assert decode_state_vector(replay.get_state()) == decode_state_vector(doc.get_state())
    return text_in(replay) != text_in(doc)


def _go_on(scene: Scene, sent: Sent, clocks: dict[int, int], row: bytes, doc: Doc[Text]) -> None:
    """An honest update of somebody else still does what it should, alone and merged."""
    after = gate.check(sent.update, clocks, sent.own)
    honest = without_known(sent.update, clocks)
    doc.apply_update(honest)
    assert decode_state_vector(doc.get_state()) == after, row.hex()
    at_once = scene.doc()
    at_once.apply_update(merged([row, honest]))
    assert text_in(at_once) == text_in(doc), f"merged it says something else: {row.hex()}"


def attack_with_vector(chance: random.Random, scene: Scene) -> None:
    """Whatever state vector somebody joins with, they get an update or a refusal."""
    vector = mutant_vector(chance, scene.clocks)
    try:
        join = payloads.join_of({"document": "x", "clientIds": [1], "stateVector": vector})
    except Rejected:
        return
    head = Head(1, State.DRAFTING, 1)
    shared = SharedText(1, scene.doc(), scene.clocks, scene.pairs, Rivals(), Size(""), head, 0)
    text = shared.markdown
    _all_of(shared.since(join.clocks))
    assert shared.markdown == text, vector.hex()


def _all_of(update: bytes) -> object:
    return read(update, len(update), len(update))


def main(seed: int, count: int) -> None:
    chance = random.Random(seed)
    sessions = recorded(seed, 8, 80)
    for _ in range(count // MUTANTS_A_SCENE):
        place = scene(chance, chance.choice(sessions))
        for _ in range(VECTORS_A_SCENE):
            attack_with_vector(chance, place)
        for _ in range(MUTANTS_A_SCENE):
            result = attack(chance, place)
            if result is not None:
                sys.stdout.write(json.dumps(result) + "\n")


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
