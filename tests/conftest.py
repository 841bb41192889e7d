"""What tests share: an application of their own, on a database of their own, and people in it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from flask import Flask
from flask.testing import FlaskClient, FlaskCliRunner
from jinja2 import BytecodeCache, FileSystemBytecodeCache
from sqlalchemy import select

from app import postman as post
from app.config import Settings
from app.database import Database
from app.domain.introductions import Introduction
from app.domain.roles import Role
from app.factory import create_app
from app.models import Document, Person
from app.postman import Postman
from app.services.documents import write_document
from app.services.groups import create_group, find_group
from app.services.guests import come_in
from app.services.memberships import add_member
from app.services.people import find_or_add_person
from app.services.review_links import Made, make_link
from tests.browsing import Visitor
from tests.clock import NOW, Clock
from tests.kept import KeptApps, KeptDatabases
from tests.polling import Poll
from tests.servers.databases import Databases, PostgresDatabases, SqliteDatabases
from tests.servers.mailbox import Mailbox
from tests.servers.postgres import Postgres

TEXT = "# Our charter\n\n## Purpose\n\nWe learn from **each other**.\n"
KINDS = ("sqlite", "postgresql")
CATALOGUES = Path(__file__).parent.parent / "app" / "translations"


@pytest.fixture(scope="session", autouse=True)
def _catalogues() -> None:
    """The translations as they stand in the sources, not as somebody compiled them last."""
    for source in CATALOGUES.glob("*/LC_MESSAGES/*.po"):
        with source.open("rb") as po, source.with_suffix(".mo").open("wb") as mo:
            write_mo(mo, read_po(po))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database",
        choices=[*KINDS, "both"],
        default="both",
        help="the kind of database that tests which need one run on (default: both)",
    )


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Whatever needs a database, however far down, runs once on each kind."""
    chosen = metafunc.config.getoption("--database")
    kinds = KINDS if chosen == "both" else (chosen,)
    for name in ("databases", "sources"):
        if name in metafunc.fixturenames:
            metafunc.parametrize(name, kinds, indirect=True, scope="session")


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Postgres]:
    """The one PostgreSQL server of a run, started when it is first needed."""
    server = Postgres(tmp_path_factory.mktemp("postgres"))
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def in_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Databases:
    return SqliteDatabases(tmp_path_factory.mktemp("databases"))


@pytest.fixture(scope="session")
def in_postgresql(postgres: Postgres) -> Iterator[Databases]:
    databases = PostgresDatabases(postgres)
    yield databases
    databases.close()


@pytest.fixture(scope="session")
def databases(request: pytest.FixtureRequest) -> Databases:
    """Databases of the kind this test runs on."""
    made: Databases = request.getfixturevalue(f"in_{request.param}")
    return made


sources = databases  # those of the kind from which a test copies


@pytest.fixture
def database_url(databases: Databases) -> Iterator[str]:
    """This test's own database, of the newest shape."""
    with databases.migrated() as url:
        yield url


@pytest.fixture
def empty_url(databases: Databases) -> Iterator[str]:
    """Another database of this test's own, without any table."""
    with databases.empty() as url:
        yield url


@pytest.fixture
def settings(database_url: str) -> Settings:
    """Settings of a server in production, on this test's own database."""
    return Settings(
        database_url=database_url,
        redis_url="",
        secret_key="k" * 32,
        base_url="http://localhost",
        host="127.0.0.1",
        port=5000,
        share_port=False,
        metrics_port=0,
        demo=False,
    )


@pytest.fixture(scope="session")
def kept_databases() -> Iterator[KeptDatabases]:
    kept = KeptDatabases()
    yield kept
    kept.close()


@pytest.fixture
def database(settings: Settings, kept_databases: KeptDatabases) -> Iterator[Database]:
    """This test's database."""
    with kept_databases.lend(settings.database_url) as database:
        yield database


@pytest.fixture(scope="session")
def compiled_templates(tmp_path_factory: pytest.TempPathFactory) -> BytecodeCache:
    """So that not every application of a run reads all its templates anew."""
    return FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))


@pytest.fixture
def make_app(compiled_templates: BytecodeCache) -> Iterator[Callable[[Settings], Flask]]:
    """Makes applications, and closes their databases in the end."""
    made: list[Flask] = []

    def make(settings: Settings) -> Flask:
        made.append(tested_app(settings, compiled_templates))
        return made[-1]

    yield make
    for app in made:
        app.extensions["database"].engine.dispose()


def tested_app(settings: Settings, compiled_templates: BytecodeCache) -> Flask:
    """An application that lets a test see what it raises."""
    app = create_app(settings)
    app.testing = True
    app.jinja_env.bytecode_cache = compiled_templates
    return app


@pytest.fixture(scope="session")
def kept_apps(compiled_templates: BytecodeCache) -> Iterator[KeptApps]:
    kept = KeptApps(lambda settings: tested_app(settings, compiled_templates))
    yield kept
    kept.close()


@pytest.fixture
def app(kept_apps: KeptApps, settings: Settings) -> Iterator[Flask]:
    """The application in production."""
    with kept_apps.lend(settings) as app:
        yield app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser that nobody is signed in with, without what real pages carry."""
    return app.test_client()


@pytest.fixture
def visitor(app: Flask, database: Database) -> Visitor:
    """Somebody with a browser, not signed in."""
    return Visitor(app, database)


@pytest.fixture
def runner(app: Flask) -> FlaskCliRunner:
    """Runs `flask` commands."""
    return app.test_cli_runner()


@pytest.fixture
def add_person(database: Database) -> Callable[..., Person]:
    """Adds a person to a group: `add_person("Nour", Role.MEMBER, group="Core")`."""

    def add(name: str, role: Role | None = None, group: str = "Core Group") -> Person:
        with database.write() as session:
            person = find_or_add_person(session, f"{name.lower()}@example.org", name, NOW)
            if role is not None:
                home = find_group(session, group) or create_group(session, group, NOW)
                add_member(session, home, person, role, NOW, organisation="Cedar Centre")
        return person

    return add


@pytest.fixture
def charter(database: Database, add_person: Callable[..., Person]) -> Document:
    """A draft of the Core Group, begun by its facilitator Camille."""
    author = add_person("Camille", Role.FACILITATOR)
    with database.write() as session:
        group = find_group(session, "Core Group")
        assert group
        return write_document(session, group, "Network Charter", author, TEXT, NOW)


@pytest.fixture
def camille(database: Database, charter: Document) -> Person:
    """The facilitator who wrote the charter."""
    with database.read() as session:
        return session.scalars(select(Person).where(Person.email == "camille@example.org")).one()


@pytest.fixture
def poll(database: Database, charter: Document, camille: Person) -> Poll:
    """The group of the charter votes on it; Camille facilitates."""
    return Poll(database, charter, camille)


@pytest.fixture
def review_link(database: Database, charter: Document, camille: Person) -> Made:
    """A link by which anybody may review the charter."""
    with database.write() as session:
        return make_link(session, camille.id, charter.key, "The advisers", NOW)


@pytest.fixture
def add_guest(database: Database, review_link: Made) -> Callable[..., Person]:
    """Lets somebody new come by the review link."""

    def add(name: str = "Jean", email: str = "jean@example.fr") -> Person:
        with database.write() as session:
            come_in(session, review_link.token, None, Introduction(name, email), NOW)
            return session.scalars(select(Person).order_by(Person.id.desc())).first()

    return add


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    """A mail server of this test's own, which runs."""
    mailbox = Mailbox()
    mailbox.start()
    yield mailbox
    mailbox.stop()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """What the postman takes for the time."""
    clock = Clock()
    monkeypatch.setattr(post, "now", clock)
    return clock


@pytest.fixture
def mailing_app(
    make_app: Callable[[Settings], Flask], settings: Settings, mailbox: Mailbox
) -> Flask:
    """The application where mail is sent."""
    return make_app(replace(settings, mail=mailbox.server))


@pytest.fixture
def postman(mailing_app: Flask, mailbox: Mailbox, clock: Clock) -> Postman:
    """Who carries its mail to the mailbox, when a test tells him to."""
    return Postman(mailing_app, mailbox.server)
