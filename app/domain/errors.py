"""What can be wrong with a request, in the words of the person who made it."""


class DomainError(Exception):
    """A rule said no. `sentence` tells the person what happened and what to do.

    values: what stands in it for `%(name)s`, once it is in the reader's language.
    """

    def __init__(self, sentence: str, **values: str) -> None:
        super().__init__(sentence % values if values else sentence)
        self.sentence = sentence
        self.values = values


class NotFoundError(DomainError):
    """There is no such thing, or not for this person: both look alike."""


class ForbiddenError(DomainError):
    """The person may see the thing, but not do this to it."""


class ConflictError(DomainError):
    """The thing is no longer in the state the act needs."""


class SignInError(DomainError):
    """Nobody can be signed in by what was shown as proof."""


class InvalidError(DomainError):
    """What was sent cannot be understood or breaks a bound."""


class LaterError(DomainError):
    """Nothing is wrong with it, but it takes longer than there is time now."""
