"""What Prometheus reads is for this machine only."""

import pytest
from flask.testing import FlaskClient
from prometheus_client.parser import text_string_to_metric_families

import realtime.metrics  # noqa: F401 - what is measured is named there


def test_this_machine_reads_the_numbers(client: FlaskClient) -> None:
    answer = client.get("/metrics")
    assert answer.status_code == 200
    names = {family.name for family in text_string_to_metric_families(answer.text)}
    assert {"cocharter_rooms", "cocharter_updates", "process_resident_memory_bytes"} <= names


@pytest.mark.parametrize("address", ["192.0.2.7", "2001:db8::7", ""])
def test_nobody_else_does(client: FlaskClient, address: str) -> None:
    answer = client.get("/metrics", environ_base={"REMOTE_ADDR": address})
    assert answer.status_code == 404


def test_a_proxy_on_this_machine_asks_for_somebody_else(client: FlaskClient) -> None:
    answer = client.get("/metrics", headers={"X-Forwarded-For": "127.0.0.1"})
    assert answer.status_code == 404
