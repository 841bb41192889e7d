"""What a ballot says, as the one text that is kept of it, and back."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from app.domain.ballots import Answer, Ballot, Stance
from app.domain.ledger import canonical


def written(ballot: Ballot, round_: int, salt: str) -> str:
    """The ballot of that round in canonical JSON, without its number.

    salt: nobody can guess it, so that nobody finds out from its SHA-256 what a ballot says.
    """
    return canonical(
        {
            "round": round_,
            "voter": ballot.voter,
            "whole": _answer(ballot.whole),
            "clauses": {str(place): _answer(one) for place, one in ballot.exceptions.items()},
            "at": ballot.cast_at.isoformat(),
            "by": ballot.cast_by,
            "oral": ballot.is_oral,
            "salt": salt,
        }
    )


def read(number: int, content: str) -> Ballot:
    """The ballot with that number. Raises ValueError, KeyError or TypeError when it is none."""
    said = json.loads(content)
    return Ballot(
        number,
        said["voter"],
        _read_answer(said["whole"]),
        {int(place): _read_answer(one) for place, one in said["clauses"].items()},
        datetime.fromisoformat(said["at"]),
        said["by"],
        said["oral"],
    )


def salt_of(content: str) -> str:
    """What nobody could guess of it. Raises as `read`."""
    return str(json.loads(content)["salt"])


def _answer(answer: Answer) -> dict[str, str]:
    return {"stance": answer.stance, "reason": answer.reason, "remedy": answer.remedy}


def _read_answer(said: Mapping[str, Any]) -> Answer:
    return Answer(Stance(said["stance"]), said["reason"], said["remedy"])
