"""The database as a whole: what everything that takes all of it along has to know."""

from sqlalchemy import Connection, Table, func, inspect, select

from app.models import Base


def tables() -> list[Table]:
    """Every table, those that others refer to first."""
    return Base.metadata.sorted_tables


def first_with_rows(connection: Connection) -> str | None:
    """The name of a table that is not empty; None when all are, or are not there."""
    there = set(inspect(connection).get_table_names())
    for table in tables():
        if table.name in there and connection.scalar(select(func.count()).select_from(table)):
            return table.name
    return None


def take_your_time(connection: Connection) -> None:
    """While one side works the other one waits, longer than a page ever would."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET LOCAL idle_in_transaction_session_timeout = 0")


def go_on_counting(connection: Connection, table: Table) -> None:
    """PostgreSQL counts ids beside the table: the next one must follow those that were copied."""
    column = table.autoincrement_column
    if column is None or connection.dialect.name != "postgresql":
        return
    sequence = func.pg_get_serial_sequence(table.name, column.name)
    newest = func.max(column)
    connection.execute(select(func.setval(sequence, func.coalesce(newest, 1), newest.is_not(None))))
