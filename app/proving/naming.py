"""What an act is called, in English, by whoever checks it at the command line."""

from collections.abc import Callable
from datetime import datetime

from app.domain.acts import Act, Kind

_NAMES: dict[Kind, Callable[[Act], str]] = {
    Kind.VERSION: lambda act: f"version {act['version']}",
    Kind.OPENED: lambda act: f"the opening of round {act['round']}",
    Kind.BALLOT: lambda act: f"the vote in round {act['round']} (ballot {act['ballot']})",
    Kind.OBJECTION: lambda act: f"the end of an objection of ballot {act['ballot']}",
    Kind.CLOSED: lambda act: f"the closing of round {act['round']}",
    Kind.VOIDED: lambda act: f"the voiding of round {act['round']}",
    Kind.REDRAFTED: lambda act: f"the return to a draft after round {act['round']}",
    Kind.FROZEN: lambda act: f"the freezing of edition {act['edition']}",
    Kind.PUBLISHED: lambda act: f"the publication of edition {act['edition']}",
    Kind.REOPENED: lambda act: f"the reopening after edition {act['edition']}",
    Kind.SIGNED: lambda act: f"the signature under version {act['version']}",
    Kind.UNSIGNED: lambda act: f"the withdrawal of a signature under version {act['version']}",
    Kind.ROLE: lambda act: f"the change of what person {act['person']} is in the group",
}


def name_of(act: Act) -> str:
    """Such as "the vote in round 2 (ballot 31) of 3 March 2026".

    Raises KeyError, ValueError or TypeError for what is no act.
    """
    at = datetime.fromisoformat(act["at"])
    return f"{_NAMES[Kind(act['act'])](act)} of {at.day} {at:%B %Y}"
