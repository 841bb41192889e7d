"""Groups of people who write together."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Group
from app.models.base import new_key


def find_group(session: Session, name: str) -> Group | None:
    """The oldest group of this name, if there is one."""
    return session.scalar(select(Group).where(Group.name == name).order_by(Group.id).limit(1))


def lock_people(session: Session, group_id: int) -> None:
    """Nobody else changes who is what in the group before this transaction ends.

    Of two facilitators who demote each other, the second waits here, and is none any more.
    """
    session.execute(select(Group.id).where(Group.id == group_id).with_for_update(key_share=True))


def create_group(session: Session, name: str, now: datetime, *, key: str = "") -> Group:
    """A new group without people or documents. key: for its address, when one is there already."""
    group = Group(key=key or new_key(), name=name, created_at=now)
    session.add(group)
    session.flush()
    return group
