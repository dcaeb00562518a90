"""/healthz and /metrics, and the checks that containers and `up` make with them."""

import os
import time

import pytest

from config import health
from config.heartbeat import SUFFIX
from tests.config.running import free_port


@pytest.mark.django_db
def test_healthz_tells_of_database_and_cache(client):
    answer = client.get("/healthz")

    assert (answer.status_code, answer.json()) == (
        200,
        {"database": True, "cache": True},
    )
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db
def test_healthz_stays_well_without_the_cache(client, settings):
    settings.CACHES = {
        "default": settings.CACHES["default"] | {"LOCATION": "unix:///nowhere.sock"}
    }

    answer = client.get("/healthz")

    assert (answer.status_code, answer.json()) == (
        200,
        {"database": True, "cache": False},
    )


@pytest.mark.django_db
def test_healthz_refuses_to_be_posted_to(client):
    assert client.post("/healthz").status_code == 405


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("token", "headers", "address", "status"),
    (
        ("", {}, "127.0.0.1", 200),
        ("", {}, "::1", 200),
        ("", {}, "192.0.2.7", 404),
        ("", {"X-Forwarded-For": "192.0.2.7"}, "127.0.0.1", 404),
        ("secret", {}, "127.0.0.1", 404),
        ("secret", {"Authorization": "Bearer wrong"}, "127.0.0.1", 404),
        ("secret", {"Authorization": "Bearer secret"}, "192.0.2.7", 200),
    ),
)
def test_metrics_are_for_the_token_or_this_machine(
    token, headers, address, status, client, settings
):
    settings.METRICS_TOKEN = token

    answer = client.get("/metrics", headers=headers, REMOTE_ADDR=address)

    assert answer.status_code == status


@pytest.mark.django_db
def test_metrics_count_rows_and_waiting_messages(client):
    lines = client.get("/metrics").content.decode().splitlines()

    figures = dict(
        line.rsplit(" ", 1) for line in lines if line.startswith("bindeglied")
    )
    assert int(float(figures.pop("bindeglied_database_connections"))) >= 1
    assert figures == {
        "bindeglied_delivery_oldest_due_seconds": "0.0",
        "bindeglied_delivery_standstill": "0.0",
        "bindeglied_audit_unsealed": "0.0",
        'bindeglied_waiting_oldest_seconds{kind="bundle_papers"}': "0.0",
        'bindeglied_waiting_oldest_seconds{kind="answer_sets"}': "0.0",
        'bindeglied_waiting_oldest_seconds{kind="case_files"}': "0.0",
        'bindeglied_waiting_oldest_seconds{kind="notices"}': "0.0",
        'bindeglied_waiting_oldest_seconds{kind="happenings"}': "0.0",
        'bindeglied_waiting_oldest_seconds{kind="digests"}': "0.0",
        'bindeglied_waiting_oldest_seconds{kind="newsletters"}': "0.0",
        "bindeglied_notices_overdue": "0.0",
        "bindeglied_bundles_overdue": "0.0",
        "bindeglied_queue_length": "0.0",
    }


def test_beat_is_well_while_its_file_is_fresh(tmp_path):
    schedule = tmp_path / "beat-schedule"
    alive = tmp_path / f"beat-schedule{SUFFIX}"

    before = health.beat_ticks(schedule)
    alive.touch()
    fresh = health.beat_ticks(schedule)
    os.utime(alive, (time.time() - 61,) * 2)
    stale = health.beat_ticks(schedule)

    assert (before, fresh, stale) == (False, True, False)


def test_a_port_where_nobody_listens_is_not_well():
    assert health.page_answers(free_port()) is False
