"""A published charter in a group of its own, so that nobody else's story stumbles on it."""

from datetime import UTC, datetime, timedelta

from app.domain.roles import Role
from app.models import Signature
from app.services.documents import write_document
from app.services.groups import create_group
from app.services.memberships import add_member
from app.services.people import find_or_add_person
from tests.live_server import LiveServer
from tests.polling import Poll

SIGNATORIES = (
    ("Amara Ndiaye", "Alliance Baobab", "SN"),
    ("ليلى حداد", "وزارة التربية والتعليم العالي", "LB"),
    ("Sofía Undurraga Larraín", "", "CL"),
)
MANY_WORDS = "\n\n".join(
    f"4.{number} Each member names one delegate and one deputy. The deputy votes when the delegate "
    "cannot. Both may come from any level of their organisation, and both are heard."
    for number in range(1, 13)
)
TEXT = f"""# Launched charter

*For everybody who learns.*

## 1. Purpose

We learn from **each other**.

## 2. الرؤية

نعمل من أجل عالم يتعلّم فيه الجميع.

## 3. Bodies

### 3.1 Votes

| Who | Votes | Why |
| --- | ---: | --- |
| Ministry | 1 | It is one of us |
| School | 1 | It is one of us |

## 4. Membership

{MANY_WORDS}

4.13 All of it is in [the long version](https://example.org/long).
"""
SLIDES = (
    "Launched charter", "Launched charter", "1. Purpose", "2. الرؤية", "3. Bodies", "3.1 Votes",
    "4. Membership",
)  # fmt: skip


def publish_charter(server: LiveServer) -> str:
    """It is written, validated by consent, signed and published; the address of its launch."""
    now = datetime.now(UTC)
    with server.database.write() as session:
        amara = find_or_add_person(session, "amara@example.org", "Amara Ndiaye", now)
        group = create_group(session, "Launch group", now)
        add_member(session, group, amara, Role.FACILITATOR, now, organisation="Alliance Baobab")
        document = write_document(session, group, "Launched charter", amara, TEXT, now)
    poll = Poll(server.database, document, amara)
    poll.open(amara, deadline=now + timedelta(days=7), now=now)
    poll.vote(amara, now=now)
    poll.close(now)
    edition = poll.freeze(now=now)
    poll.publish(now)
    with server.database.write() as session:
        session.add_all(
            Signature(
                version_id=edition.version_id, person_id=amara.id, at=now,
                name=name, organisation=organisation, country=country,
            )
            for name, organisation, country in SIGNATORIES
        )  # fmt: skip
    return f"{server.url}/charters/{document.key}/launch"
