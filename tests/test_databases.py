"""What tests rely on: whoever gets a database finds it as if nobody had had it before."""

import pytest
from sqlalchemy import inspect, select, text

from app.database import Database
from app.models import Person
from tests.conftest import NOW
from tests.servers.databases import Databases


def add(database: Database, name: str = "Nour") -> None:
    with database.write() as session:
        session.add(Person(name=name, created_at=NOW))


def people(database: Database) -> list[tuple[int, str]]:
    with database.read() as session:
        return [(person.id, person.name) for person in session.scalars(select(Person))]


def test_what_a_test_wrote_is_gone_and_ids_begin_anew(databases: Databases) -> None:
    for name in ("Nour", "Omar"):
        with databases.migrated() as url:
            database = Database(url)
            add(database, name)
            assert people(database) == [(1, name)]
            database.engine.dispose()


def test_what_a_template_holds_is_there_again(databases: Databases) -> None:
    for _ in range(2):
        with databases.holding("one", add) as url:
            database = Database(url)
            assert people(database) == [(1, "Nour")]
            with database.write() as session:
                session.execute(text("DELETE FROM people"))
            add(database, "Omar")
            database.engine.dispose()


@pytest.mark.parametrize("act", ["DROP TABLE visits", "ALTER TABLE people ADD more INTEGER"])
def test_a_shape_that_a_test_changed_is_the_newest_again(databases: Databases, act: str) -> None:
    shapes = []
    for statement in (act, "SELECT 1"):
        with databases.migrated() as url:
            database = Database(url)
            look = inspect(database.engine)
            columns = {column["name"] for column in look.get_columns("people")}
            shapes.append((set(look.get_table_names()), columns))
            with database.write() as session:
                session.execute(text(statement))
            database.engine.dispose()
    assert shapes[0] == shapes[1]
