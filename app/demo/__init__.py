"""The demonstration: an invented group, its people, a text they work on, and a published one."""

from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy.orm import Session

from app.database import wait_for_others
from app.demo.vision import Vision
from app.domain.roles import Role
from app.models import Person
from app.services.documents import write_document
from app.services.groups import create_group, find_group
from app.services.invitations import Invitation
from app.services.memberships import add_member
from app.services.people import find_or_add_person

GROUP = "Skills Innovation Network — Core Group"

PEOPLE = tuple(
    Invitation(email, name, GROUP, role, organisation, country)
    for email, name, role, organisation, country in (
        ("camille@example.org", "Camille Aubrac-Diop", Role.FACILITATOR,
         "Skills Innovation Network, Secretariat", "FR"),
        ("mariana@example.org", "Mariana Ortega Luján", Role.MEMBER,
         "Instituto Horizonte de Formación Técnica", "MX"),
        ("nour@example.org", "Nour El-Khazen", Role.MEMBER,
         "Cedar Centre for Vocational Training", "LB"),
        ("ousmane@example.org", "Ousmane Ndiaye-Sarr", Role.MEMBER,
         "Alliance Baobab pour les métiers", "SN"),
        ("ingrid@example.org", "Ingrid Solheimdal", Role.REVIEWER,
         "Northern Coast University, Adult Learning", "NO"),
        ("tomas@example.org", "Tomás Aguirrezabal", Role.OBSERVER,
         "Office for Skills and Work", "CL"),
    )
)  # fmt: skip
EMAILS = tuple(person.email for person in PEOPLE)

VISION = "Vision statement"  # published; the charter is still a draft
TEXTS = {"Network Charter": "charter.md", VISION: "vision.md"}
BEGUN_BEFORE = timedelta(days=21)


def seed(session: Session, now: datetime) -> list[Person]:
    """Write the demo group, once: the second time nothing is added. Returns its people."""
    wait_for_others(session)
    people = [find_or_add_person(session, one.email, one.name, now) for one in PEOPLE]
    if find_group(session, GROUP) is not None:
        return people
    begun = now - BEGUN_BEFORE
    group = create_group(session, GROUP, begun)
    for person, one in zip(people, PEOPLE, strict=True):
        add_member(
            session, group, person, one.role, begun,
            organisation=one.organisation, country=one.country,
        )  # fmt: skip
    facilitator = people[0]
    for title, file_name in TEXTS.items():
        markdown = Path(__file__).with_name(file_name).read_text(encoding="utf-8")
        document = write_document(session, group, title, facilitator, markdown, begun)
        if title == VISION:
            Vision(session, document, now).live_through(
                {one.name.split()[0]: one for one in people}
            )
    return people
