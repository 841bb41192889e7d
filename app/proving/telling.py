"""What a bundle tells beside the acts, each taken from the acts until its publication."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain import ballot_papers
from app.domain.acts import Act, Kind
from app.domain.objections import ObjectionState, raised
from app.domain.rounds import RoundState
from app.models import Ballot, Edition, Version

_TERMS = ("round", "version", "recalls", "rule", "quorum", "deadline", "voters")
_OPEN = {"state": ObjectionState.OPEN, "answer": "", "at": None}


class Telling:
    """Of one edition. acts: those until it was published."""

    def __init__(self, session: Session, edition: Edition, acts: Sequence[Act]) -> None:
        self.acts = acts
        self.document_id, self.version_id = edition.document_id, edition.version_id
        self._edition = edition
        self._ended = self._how_rounds_ended()
        self.versions = self._versions(session)
        self._contents = self._contents_of_ballots(session)

    @property
    def told(self) -> dict[str, Any]:
        """As `bundle.json` has it."""
        edition = self._edition
        return {
            "layout": 1,
            "document": edition.document.key,
            "title": edition.title,
            "group": edition.document.group.name,
            "edition": edition.number,
            "versions": [
                {"version": one.number, "clauses": one.passages_json} for one in self.versions
            ],
            "rounds": [self._round(one) for one in self.of(Kind.OPENED)],
            "ballots": [
                {
                    "ballot": one["ballot"],
                    "round": one["round"],
                    "receipt": one["receipt"],
                    "content": self._contents.get(one["ballot"]),
                }
                for one in self.of(Kind.BALLOT)
            ],
            "objections": list(self._objections()),
            "signatures": self.signatures,
        }

    @property
    def signatures(self) -> list[dict[str, Any]]:
        """Those under its version that were not taken back, in their order."""
        found: dict[int, dict[str, Any]] = {}
        for act in self.acts:
            if act.get("version") != self._edition.version.number:
                continue
            if act["act"] == Kind.SIGNED:
                parts = ("organisation", "country", "at")
                found[act["by"]] = {"person": act["by"], **{one: act[one] for one in parts}}
            elif act["act"] == Kind.UNSIGNED:
                found.pop(act["by"], None)
        return list(found.values())

    def of(self, kind: Kind) -> list[Act]:
        """The acts of that kind."""
        return [one for one in self.acts if one["act"] == kind]

    def _how_rounds_ended(self) -> dict[int, dict[str, str]]:
        closed = {
            one["round"]: {"state": RoundState.CLOSED, "result": one["result"]}
            for one in self.of(Kind.CLOSED)
        }
        voided = {
            one["round"]: {"state": RoundState.VOIDED, "result": RoundState.VOIDED}
            for one in self.of(Kind.VOIDED)
        }
        return {**closed, **voided}

    def _round(self, opened: Act) -> dict[str, Any]:
        return {**{one: opened[one] for one in _TERMS}, **self._ended[opened["round"]]}

    def _versions(self, session: Session) -> Sequence[Version]:
        """Those that somebody was asked about, and the one that was published."""
        numbers = {one["version"] for one in self.of(Kind.OPENED)}
        return session.scalars(
            select(Version)
            .where(
                Version.document_id == self._edition.document_id,
                Version.number.in_({*numbers, self._edition.version.number}),
            )
            .order_by(Version.number)
        ).all()

    def _contents_of_ballots(self, session: Session) -> dict[int, str]:
        """What was said in rounds that were closed: all may read that since then."""
        ids = [
            one["ballot"]
            for one in self.of(Kind.BALLOT)
            if self._ended[one["round"]]["state"] == RoundState.CLOSED
        ]
        rows = session.execute(select(Ballot.id, Ballot.content).where(Ballot.id.in_(ids)))
        return {row.id: row.content for row in rows}

    def _objections(self) -> Iterator[dict[str, Any]]:
        last = {(one["ballot"], one["clause"]): one for one in self.of(Kind.OBJECTION)}
        for number, content in sorted(self._contents.items()):
            clauses = [one.clause for one in raised(ballot_papers.read(number, content))]
            for clause in sorted(clauses, key=lambda one: -1 if one is None else one):
                end = last.get((number, clause), _OPEN)
                yield {"ballot": number, "clause": clause, **{one: end[one] for one in _OPEN}}
