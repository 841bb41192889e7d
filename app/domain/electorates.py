"""Who votes in a round: people for themselves, and organisations by one delegate each."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.domain.errors import InvalidError
from app.domain.words import plain

MAX_CHARACTERS = 200  # of the name of an organisation, and of the key that is made of it


@dataclass(frozen=True)
class Voter:
    """One vote of a round.

    person_id, name: who casts it. organisation: whose vote it is; "" when it is their own.
    """

    person_id: int
    name: str
    organisation: str = ""

    @property
    def key(self) -> str:
        """By what the same voter is known in another round, also when the delegate is another."""
        if self.organisation:
            return f"organisation:{plain(self.organisation) or self.organisation}"
        return f"person:{self.person_id}"


def demand_electorate(electorate: Sequence[Voter]) -> None:
    """Raises InvalidError unless somebody votes, nobody twice, and all names can be kept."""
    if not electorate:
        raise InvalidError("Nobody is chosen to vote. Choose at least one voter.")
    if any(max(len(one.organisation), len(one.key)) > MAX_CHARACTERS for one in electorate):
        raise InvalidError("The name of an organisation is too long. Use a shorter one.")
    twice = _first_repeated(voter.person_id for voter in electorate)
    if twice is not None:
        raise InvalidError(
            "%(name)s is chosen twice. Each person casts one vote: their own, or that of one "
            "organisation.",
            name=electorate[twice].name,
        )
    twice = _first_repeated(voter.key for voter in electorate)
    if twice is not None:
        raise InvalidError(
            "%(organisation)s is chosen twice. Each organisation has one vote and one delegate.",
            organisation=electorate[twice].organisation,
        )


def _first_repeated(things: Iterable[object]) -> int | None:
    """Where the first thing stands that stood there before."""
    seen: Counter[object] = Counter()
    for at, thing in enumerate(things):
        if seen[thing]:
            return at
        seen[thing] += 1
    return None
