"""Nothing that people wrote or are gets into the logs."""

import io
import json
import logging

import pytest
import structlog
from django.db import DatabaseError, connection, transaction

from config.logging import HIDDEN, configure


@pytest.fixture
def log():
    """What the configured handler writes, line by line as JSON."""
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    configure("INFO", "json")
    (handler,) = root.handlers
    written = io.StringIO()
    handler.setStream(written)

    yield lambda: [json.loads(line) for line in written.getvalue().splitlines()]

    root.handlers[:] = before
    root.setLevel(level)


@pytest.mark.parametrize(
    ("said", "kept"),
    (
        ("mail to erna.muster@example.org failed", f"mail to {HIDDEN} failed"),
        ("Not Found: /suche/?q=Erna+Muster", f"Not Found: /suche/?{HIDDEN}"),
        (
            "Not Found: /vorgang/h8Fq2LkP0aZx91TbNcRw7uYe3sGd5vJm/",
            f"Not Found: /vorgang/{HIDDEN}/",
        ),
        ("call 030 1234567 back", f"call {HIDDEN} back"),
        ("call +49 30 1234567", f"call {HIDDEN}"),
        ("took 0.123456789 s on 2026-11-22", "took 0.123456789 s on 2026-11-22"),
        ("Not Found: /ideen/2026-00042/", "Not Found: /ideen/2026-00042/"),
    ),
)
def test_private_words_are_hidden_in_what_libraries_say(said, kept, log):
    logging.getLogger("django.request").warning(said)

    assert [line["event"] for line in log()] == [kept]


def test_private_values_are_hidden_in_our_own_events(log):
    structlog.get_logger("commons.delivery").info(
        "delivery.failed",
        delivery_id=7,
        to_address="Erna Muster",
        last_error="550 <erna@example.org> unknown",
        nested={"subject": "Bank am Weg", "attempts": 2},
    )

    (line,) = log()
    assert {key: line[key] for key in line if key not in {"timestamp", "level"}} == {
        "event": "delivery.failed",
        "logger": "commons.delivery",
        "delivery_id": 7,
        "to_address": HIDDEN,
        "last_error": f"550 <{HIDDEN}> unknown",
        "nested": {"subject": HIDDEN, "attempts": 2},
    }


@pytest.mark.django_db
def test_a_row_in_a_database_error_is_hidden_and_the_trace_stays(log):
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE wish (words text UNIQUE)")
        insert, words = "INSERT INTO wish VALUES (%s)", ["Erna " + "wants a bench"]
        cursor.execute(insert, words)
        try:
            with transaction.atomic():
                cursor.execute(insert, words)
        except DatabaseError:
            logging.getLogger("django.request").exception("Internal Server Error")

    (line,) = log()
    assert "Erna wants" not in line["exception"]
    assert "wish_words_key" in line["exception"]
    assert "The above exception was the direct cause" in line["exception"]


def test_a_line_carries_the_id_of_its_request(log):
    with structlog.contextvars.bound_contextvars(request_id="0123456789abcdef"):
        logging.getLogger("django").info("anything")

    assert [line["request_id"] for line in log()] == ["0123456789abcdef"]
