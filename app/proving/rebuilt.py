"""An act as the rows of the database tell it today."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from app.domain.acts import Act, Kind
from app.proving.reading import UNREADABLE, Row

Value = TypeVar("Value")
# By what an act is known among all of a document: its kind, and what it is about.
Key = tuple[str | int | None, ...]

_ABOUT = {
    Kind.VERSION: ("version",),
    Kind.OPENED: ("round",),
    Kind.BALLOT: ("ballot",),
    Kind.OBJECTION: ("ballot", "clause"),
    Kind.CLOSED: ("round",),
    Kind.VOIDED: ("round",),
    Kind.REDRAFTED: ("round",),
    Kind.FROZEN: ("edition",),
    Kind.PUBLISHED: ("edition",),
    Kind.REOPENED: ("edition",),
    Kind.SIGNED: ("version", "by"),
    Kind.UNSIGNED: ("version", "by"),
    Kind.ROLE: ("event",),
}
_REPEATED = frozenset({Kind.SIGNED, Kind.UNSIGNED})  # who took a signature back may sign again


@dataclass(frozen=True)
class Rebuilt:
    """key: of the act. name: of the thing it is about. act: None when its row makes none.

    doubts: what is wrong between the rows themselves, each as the end of a sentence.
    """

    key: Key
    name: str
    act: Act | None
    doubts: tuple[str, ...] = ()


def key_of(act: Act) -> Key:
    """Raises KeyError or ValueError for what is no act."""
    return (act["act"], *(act[one] for one in _ABOUT[Kind(act["act"])]))


def numbered(keys: Iterable[Key]) -> Iterator[Key]:
    """The keys in their order; of what may be done again, each with how often it was done."""
    seen: Counter[Key] = Counter()
    for key in keys:
        seen[key] += 1
        yield (*key, seen[key]) if key[0] in _REPEATED else key


def rebuild(
    key: Key, name: str, make: Callable[[Row], Act], row: Row, doubts: Iterable[str] = ()
) -> Rebuilt:
    """What `make` makes of a row; when it cannot, that is a doubt itself."""
    try:
        return Rebuilt(key, name, make(row), tuple(doubts))
    except UNREADABLE:
        return Rebuilt(key, name, None, (*doubts, "what the database keeps of it makes no act"))


def there(value: Value | None) -> Value:
    """What must be there. Raises ValueError."""
    if value is None:
        raise ValueError("it is not there")
    return value


def doubts(*found: tuple[bool, str]) -> list[str]:
    """The sentences of those that are wrong."""
    return [sentence for is_wrong, sentence in found if is_wrong]
