"""What is put on paper: a text, and what says which text it is."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from app.exporting.directions import prevailing


@dataclass(frozen=True)
class Saying:
    """What one person said: who, when, both in the words of the reader, and their words."""

    who: str
    when: str
    words: str


@dataclass(frozen=True)
class Remark:
    """An open thread. where: its clause, in words. proposed: what shall stand instead."""

    where: str
    quote: str
    proposed: str | None
    said: tuple[Saying, ...]


@dataclass(frozen=True)
class Words:
    """What we say on the paper, in the language of who takes it along.

    direction: of that language. page: with {page} and {pages} where the numbers stand, in this
    order.
    """

    direction: str
    page: str
    remarks: str
    no_remarks: str
    proposed: str

    @property
    def page_parts(self) -> tuple[str, str, str]:
        """What stands before, between and after the two numbers."""
        before, _, rest = self.page.partition("{page}")
        between, _, after = rest.partition("{pages}")
        return before, between, after


@dataclass(frozen=True)
class Paper:
    """A text as it is taken along.

    language: a BCP 47 tag of `words`. edition: which state of the text it is, as in "Version 3".
    at, when: the moment of that state, for programs and in words. sha256: of the Markdown, in hex.
    remarks: what is still open about it; None when nobody asked.
    """

    title: str
    group: str
    markdown: str
    language: str
    edition: str
    at: datetime
    when: str
    sha256: str
    words: Words
    remarks: tuple[Remark, ...] | None = None

    @property
    def direction(self) -> str:
        """Which way most of the text runs: ltr or rtl."""
        return prevailing(self.markdown) or prevailing(self.title) or "ltr"

    @property
    def spoken(self) -> str:
        """The language of most of the text, as near as its direction tells; "" when it does not."""
        if self.direction == self.words.direction:
            return self.language
        return "ar" if self.direction == "rtl" else ""

    @property
    def imprint(self) -> tuple[str, str, str]:
        """What the footer says of it before the number of the page."""
        return self.title, self.edition, self.when

    @property
    def isolated_imprint(self) -> str:
        """The same in one line, in which each part runs its own way."""
        return " · ".join(f"\u2068{part}\u2069" for part in self.imprint)

    def packed(self) -> bytes:
        """The paper as bytes, for another process."""
        return json.dumps(asdict(self) | {"at": self.at.isoformat()}).encode()

    @property
    def fingerprint(self) -> str:
        """What no other paper has: SHA-256 of everything on it, in hex."""
        return hashlib.sha256(self.packed()).hexdigest()

    @classmethod
    def unpacked(cls, packed: bytes) -> Paper:
        """The paper that `packed` is made of."""
        fields = json.loads(packed)
        fields["at"] = datetime.fromisoformat(fields["at"])
        fields["words"] = Words(**fields["words"])
        if fields["remarks"] is not None:
            fields["remarks"] = tuple(_remark(one) for one in fields["remarks"])
        return cls(**fields)


def _remark(fields: dict[str, Any]) -> Remark:
    return Remark(**fields | {"said": tuple(Saying(**one) for one in fields["said"])})
