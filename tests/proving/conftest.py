"""A charter to which everything happened."""

from collections.abc import Callable

import pytest

from app.database import Database
from app.models import Person
from tests.proving.story import Story


@pytest.fixture
def story(database: Database, add_person: Callable[..., Person]) -> Story:
    """Published, reopened, and published once more."""
    story = Story(database, add_person)
    story.until_published()
    story.afterwards()
    return story
