"""What the database promises beyond SQL: that it never keeps a process waiting for ever."""

import os
import socket

from app.database import Database
from tests.servers.databases import Databases


def test_a_database_whose_machine_vanished_is_not_waited_for(in_postgresql: Databases) -> None:
    with in_postgresql.migrated() as url:
        database = Database(url)
        with database.engine.connect() as connection:
            driver = connection.connection.driver_connection
            assert driver is not None
            with socket.socket(fileno=os.dup(driver.fileno())) as line:
                idle, interval, count = (
                    line.getsockopt(socket.IPPROTO_TCP, option)
                    for option in (
                        socket.TCP_KEEPIDLE,
                        socket.TCP_KEEPINTVL,
                        socket.TCP_KEEPCNT,
                    )
                )
                unanswered = line.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT)
        database.engine.dispose()
    assert idle + interval * count <= 10
    assert 0 < unanswered <= 10_000
