"""The form by which a round is opened: as it was typed, and the plan that it says."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from werkzeug.datastructures import MultiDict

from app.domain.errors import InvalidError
from app.domain.rules import USUAL_QUORUM, Rule
from app.domain.wall_clocks import moment_at, next_full_hour, on_the_wall
from app.models import Membership
from app.services.opening import Plan
from app.time_zones import zone_for
from app.wording.rounds import QUORUMS

USUAL_DAYS = 7  # in which people vote
PERSON, ORGANISATION = "person", "organisation"  # whose votes they are
TO_THE_MINUTE = "%Y-%m-%dT%H:%M"  # as such a field of a browser wants it


@dataclass(frozen=True)
class Deadline:
    """shown: what clocks show in the zone of that IANA name when voting ends, as it was typed."""

    shown: str
    zone: str

    @classmethod
    def of(cls, said: MultiDict[str, str]) -> "Deadline":
        """As a form says it."""
        return cls(said.get("deadline", ""), zone_for(said.get("zone", "")))

    @classmethod
    def usual(cls, now: datetime) -> "Deadline":
        """In some days, at a full hour."""
        zone = zone_for("")
        at = next_full_hour(now + timedelta(days=USUAL_DAYS), ZoneInfo(zone))
        return cls(on_the_wall(at, ZoneInfo(zone)).strftime(TO_THE_MINUTE), zone)

    @property
    def moment(self) -> datetime:
        """Raises InvalidError."""
        return moment_at(self.shown, ZoneInfo(self.zone))


@dataclass(frozen=True)
class RoundForm:
    """voters: keys of people. votes: whose they are. rule, quorum: as typed."""

    voters: frozenset[str]
    votes: str
    rule: str
    quorum: str
    deadline: Deadline

    @classmethod
    def of(cls, said: MultiDict[str, str]) -> "RoundForm":
        """As somebody typed it, right or wrong."""
        return cls(
            frozenset(said.getlist("voter")),
            said.get("votes", PERSON),
            said.get("rule", ""),
            said.get("quorum", ""),
            Deadline.of(said),
        )

    @classmethod
    def usual(cls, people: Sequence[Membership], now: datetime) -> "RoundForm":
        """With all of them, by the usual rule."""
        keys = frozenset(one.person.key for one in people)
        return cls(keys, PERSON, Rule.CONSENT, str(USUAL_QUORUM), Deadline.usual(now))

    @property
    def fields(self) -> dict[str, list[str]]:
        """All that it says, to be said again by another form."""
        return {
            "voter": sorted(self.voters),
            "votes": [self.votes],
            "rule": [self.rule],
            "quorum": [self.quorum],
            "deadline": [self.deadline.shown],
            "zone": [self.deadline.zone],
        }

    def plan(self, people: Sequence[Membership]) -> Plan:
        """What it asks of these people. Raises InvalidError."""
        if self.rule not in set(Rule):
            raise InvalidError("Choose by which rule it is decided.")
        quorums = {str(one): one for one in QUORUMS}
        if self.quorum not in quorums:
            raise InvalidError("Choose how many must vote.")
        chosen: dict[str, str] = dict.fromkeys(self.voters, "")
        if self.votes == ORGANISATION:
            homes = {one.person.key: one.organisation for one in people}
            chosen = {key: homes.get(key, "") for key in self.voters}
        return Plan(Rule(self.rule), quorums[self.quorum], self.deadline.moment, chosen)
