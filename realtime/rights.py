"""Who of those in a room may still be there: asked from the database, never remembered."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from app.domain.roles import Action, Role, roles_that_may
from app.models import Document, Membership, SignInSession

# Built once: every flush asks it.
_ROLES = (
    select(SignInSession.id, Membership.role)
    .join(Membership, Membership.person_id == SignInSession.person_id)
    .join(Document, Document.group_id == Membership.group_id)
    .where(
        Document.id == bindparam("document_id"),
        SignInSession.id.in_(bindparam("sign_ins", expanding=True)),
        SignInSession.ended_at.is_(None),
        SignInSession.expires_at > bindparam("now"),
        Membership.role.in_(roles_that_may(Action.READ)),
    )
)
_ROLES_LOCKED = _ROLES.with_for_update(read=True, of=[SignInSession, Membership])


def roles_of(
    session: Session,
    document_id: int,
    sign_ins: Collection[int],
    now: datetime,
    *,
    lock: bool = False,
) -> Mapping[int, Role]:
    """Sign-in session id -> role, for those of `sign_ins` that live and may read the document.

    With `lock` nobody signs out, leaves the group or gets another role before this transaction
    ends.
    """
    asked = {"document_id": document_id, "sign_ins": list(sign_ins), "now": now}
    rows = session.execute(_ROLES_LOCKED if lock else _ROLES, asked)
    return {row.id: row.role for row in rows}


def roles_in(
    session: Session, document_ids: Collection[int], sign_ins: Collection[int], now: datetime
) -> Mapping[int, Mapping[int, Role]]:
    """Document id -> what `roles_of` says of it; the documents of one group share one mapping.

    By group: of documents and people one by one there may be half a million pairs.
    """
    groups = session.execute(
        select(Document.id, Document.group_id).where(Document.id.in_(document_ids))
    ).all()
    rows = session.execute(
        select(Membership.group_id, SignInSession.id, Membership.role)
        .join(SignInSession, SignInSession.person_id == Membership.person_id)
        .where(
            Membership.group_id.in_({group_id for _, group_id in groups}),
            SignInSession.id.in_(sign_ins),
            SignInSession.ended_at.is_(None),
            SignInSession.expires_at > now,
            Membership.role.in_(roles_that_may(Action.READ)),
        )
    )
    roles: dict[int, dict[int, Role]] = {}
    for group_id, sign_in_id, role in rows:
        roles.setdefault(group_id, {})[sign_in_id] = role
    return {document_id: roles.get(group_id, {}) for document_id, group_id in groups}
