"""What stances are called on a page, and what a ballot says, in the reader's language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from app.domain.ballots import Stance
from app.domain.rules import Rule
from app.domain.terms import Terms
from app.domain.votes import Held

MOST_NAMED = 3  # clauses in one sentence

_STANCES = {
    Stance.AGREE: _("Agree"),
    Stance.CONCERN: _("Agree, with a concern"),
    Stance.ABSTAIN: _("Abstain"),
    Stance.OBJECT: _("Object"),
}

_MEANINGS = {
    Stance.AGREE: _("You can stand behind this text."),
    Stance.CONCERN: _("You agree, and your concern is written down. It stops nothing."),
    Stance.ABSTAIN: _("You neither agree nor object. You count as having voted."),
    Stance.OBJECT: _(
        "It counts against what you object to, and needs a reason and what would resolve it."
    ),
}
_STOPPING = _(
    "An objection stops what you object to until it is resolved. It needs a reason and what would "
    "resolve it."
)

_BEFORE = {
    Stance.AGREE: _("You agreed to these words in round %(number)s."),
    Stance.CONCERN: _("You agreed to these words, with a concern, in round %(number)s."),
    Stance.ABSTAIN: _("You abstained on these words in round %(number)s."),
    Stance.OBJECT: _("You objected to these words in round %(number)s."),
}


@dataclass(frozen=True)
class Frames:
    """The sentence that says what a ballot says, in its parts, for the server and for a script.

    all: by the stance on the whole text; but: the same with exceptions, in the place of {clauses};
    clause: one of these, with {clause}; next: one after another, {one} and {other}; more: when
    there are too many, {clauses}; none: nothing was chosen yet.
    """

    all: Mapping[str, str]
    but: Mapping[str, str]
    clause: Mapping[str, str]
    next: str
    more: str
    none: str


def stance_name(stance: Stance) -> str:
    """What people call this stance."""
    return str(_STANCES[stance])


def stance_meaning(stance: Stance, rule: Rule) -> str:
    """What it means to take this stance in a round under `rule`."""
    if stance == Stance.OBJECT and rule is Rule.CONSENT:
        return str(_STOPPING)
    return str(_MEANINGS[stance])


def before_name(held: Held, number: int) -> str:
    """What the reader said of the same words in the round with that number."""
    return str(_BEFORE[held.answer.stance]) % {"number": number}


def rule_name(terms: Terms) -> str:
    """By what a round is decided, in a sentence."""
    if terms.rule is Rule.CONSENT:
        said = gettext("By consent: one objection that is not resolved stops a clause.")
    elif terms.rule is Rule.TWO_THIRDS:
        said = gettext(
            "By two thirds: a clause passes when at least twice as many agree as object."
        )
    else:
        said = gettext("By majority: a clause passes when more agree than object.")
    return str(said)


def own_frames() -> Frames:
    """To who votes."""
    return Frames(
        {
            Stance.AGREE: gettext("You agree to all."),
            Stance.CONCERN: gettext("You agree to all, with a concern."),
            Stance.ABSTAIN: gettext("You abstain on all."),
            Stance.OBJECT: gettext("You object to the whole text."),
        },
        {
            Stance.AGREE: gettext("You agree to all except {clauses}."),
            Stance.CONCERN: gettext("You agree, with a concern, to all except {clauses}."),
            Stance.ABSTAIN: gettext("You abstain on all except {clauses}."),
            Stance.OBJECT: gettext("You object to the whole text; of single clauses: {clauses}."),
        },
        {
            Stance.AGREE: gettext("{clause}: you agree"),
            Stance.CONCERN: gettext("{clause}: you agree, with a concern"),
            Stance.ABSTAIN: gettext("{clause}: you abstain"),
            Stance.OBJECT: gettext("{clause}: you object"),
        },
        gettext("{one}; {other}"),
        gettext("{clauses}; and others"),
        gettext("You have not chosen yet how you stand to the whole text."),
    )


def frames_of(name: str) -> Frames:
    """Of somebody else, by their name."""
    said = {"name": f"\u2068{name}\u2069"}
    return Frames(
        {
            Stance.AGREE: gettext("%(name)s agrees to all.", **said),
            Stance.CONCERN: gettext("%(name)s agrees to all, with a concern.", **said),
            Stance.ABSTAIN: gettext("%(name)s abstains on all.", **said),
            Stance.OBJECT: gettext("%(name)s objects to the whole text.", **said),
        },
        {
            Stance.AGREE: gettext("%(name)s agrees to all except {clauses}.", **said),
            Stance.CONCERN: gettext(
                "%(name)s agrees, with a concern, to all except {clauses}.", **said
            ),
            Stance.ABSTAIN: gettext("%(name)s abstains on all except {clauses}.", **said),
            Stance.OBJECT: gettext(
                "%(name)s objects to the whole text; of single clauses: {clauses}.", **said
            ),
        },
        {
            Stance.AGREE: gettext("{clause}: agrees"),
            Stance.CONCERN: gettext("{clause}: agrees, with a concern"),
            Stance.ABSTAIN: gettext("{clause}: abstains"),
            Stance.OBJECT: gettext("{clause}: objects"),
        },
        gettext("{one}; {other}"),
        gettext("{clauses}; and others"),
        gettext("You have not chosen yet how %(name)s stands to the whole text.", **said),
    )


def sentence(frames: Frames, whole: Stance, clauses: Sequence[tuple[str, Stance]]) -> str:
    """What a ballot says. clauses: the names of those that stand otherwise than the whole."""
    said = ""
    for name, stance in clauses[:MOST_NAMED]:
        one = frames.clause[stance].replace("{clause}", f"\u2068{name}\u2069")
        said = frames.next.replace("{one}", said).replace("{other}", one) if said else one
    if not said:
        return frames.all[whole]
    if len(clauses) > MOST_NAMED:
        said = frames.more.replace("{clauses}", said)
    return frames.but[whole].replace("{clauses}", said)
