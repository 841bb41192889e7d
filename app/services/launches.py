"""What is shown when a published text is presented to everybody: nothing of it can still change."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.domain.outcomes import Outcome
from app.domain.slides import Slide, evenly, slides
from app.models import Edition, Signature
from app.services.ballot_box import box_of
from app.services.publishing import published_editions
from app.services.signatures import signatures_of

SIGNATURES_ON_A_SLIDE = 9  # at most


@dataclass(frozen=True)
class Launch:
    """The newest published edition, its clauses, what its round decided, and who signed it.

    outcome: None of a text that was frozen without a round.
    """

    edition: Edition
    slides: Sequence[Slide]
    outcome: Outcome | None
    signatures: Sequence[Signature]

    @property
    def signature_pages(self) -> Sequence[Sequence[Signature]]:
        """Those who signed, as many on one slide as on the others."""
        return evenly(self.signatures, SIGNATURES_ON_A_SLIDE)

    @property
    def organisations(self) -> int:
        """How many were signed for."""
        return len({one.organisation for one in self.signatures} - {""})

    @property
    def countries(self) -> set[str]:
        """Where those who signed are from, as codes (ISO 3166 alpha-2)."""
        return {one.country for one in self.signatures} - {""}


def launch_of(session: Session, key: str) -> Launch:
    """What is shown of the document `key` names. Raises NotFoundError when none is published."""
    edition = published_editions(session, key)[0]
    version = edition.version
    return Launch(
        edition,
        slides(version.markdown, version.passages, edition.title),
        box_of(session, edition.round).outcome if edition.round else None,
        signatures_of(session, version.id),
    )
