"""The steps that bring a database to the shape the mapped classes need."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine


def alembic_config(connection: Connection) -> Config:
    """Alembic's configuration for work on `connection`; it needs no ini file."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.attributes["connection"] = connection
    return config


def upgrade(engine: Engine) -> None:
    """Bring the database behind `engine` to the newest shape; does nothing when it is there."""
    with engine.begin() as connection:
        command.upgrade(alembic_config(connection), "head")
