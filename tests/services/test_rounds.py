"""A round is opened on a version, decided by its ballots, and changes what can be done to the text."""

from collections.abc import Callable

from app.domain.lifecycle import State
from app.domain.outcomes import Result
from app.domain.roles import Role
from app.models import Document, Person
from tests.polling import Poll


def state_of(poll: Poll) -> State:
    with poll.database.read() as session:
        return session.get_one(Document, poll.document.id).state


def test_a_text_on_which_all_agree_is_validated(
    poll: Poll, camille: Person, add_person: Callable[..., Person]
) -> None:
    nour = add_person("Nour", Role.MEMBER)
    poll.open(camille, nour)
    assert state_of(poll) is State.VALIDATING
    poll.vote(camille)
    poll.vote(nour)
    assert poll.close().result is Result.PASSED
    assert state_of(poll) is State.VALIDATED
