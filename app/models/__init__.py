"""The mapped classes, one file a noun."""

from app.models.ballot import Ballot, Objection
from app.models.base import Base
from app.models.checkpoint import Checkpoint
from app.models.client_id import ClientId
from app.models.document import Document
from app.models.edition import Edition, Signature
from app.models.group import Group
from app.models.heard import Heard
from app.models.identity import Identity
from app.models.invitation import Invitation
from app.models.ledger_event import LedgerEvent
from app.models.mail import Mail
from app.models.membership import Membership
from app.models.membership_event import MembershipEvent
from app.models.person import Person
from app.models.review_link import Guest, ReviewLink
from app.models.round import Round, Voter
from app.models.sign_in import SignInLink, SignInSession
from app.models.snapshot import Snapshot
from app.models.thread import Comment, Mention, Thread
from app.models.update import Update
from app.models.version import Contribution, Version
from app.models.visit import Visit

__all__ = [
    "Ballot",
    "Base",
    "Checkpoint",
    "ClientId",
    "Comment",
    "Contribution",
    "Document",
    "Edition",
    "Group",
    "Guest",
    "Heard",
    "Identity",
    "Invitation",
    "LedgerEvent",
    "Mail",
    "Membership",
    "MembershipEvent",
    "Mention",
    "Objection",
    "Person",
    "ReviewLink",
    "Round",
    "SignInLink",
    "SignInSession",
    "Signature",
    "Snapshot",
    "Thread",
    "Update",
    "Version",
    "Visit",
    "Voter",
]
