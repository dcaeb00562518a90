"""Twenty thousand followers are told through a kill, an empty broker, a restart.

A line of news folds, so whoever is told the same twice is counted twice by it.
"""

import time

import pytest

from tests.faults.house import House, kill, wait_until
from tests.faults.letters.register import TOLD

CROWD = 20_000
DUE = 2_000  # of whom the weekly mail is due at once
NOBODY = "smtp://127.0.0.1:9"
FOLLOWERS = f"""
    INSERT INTO accounts_user
        (password, email, display_name, language, is_active, date_joined)
    SELECT '', 'follower' || number || '@example.org', '', 'de', true, now()
    FROM generate_series(1, {CROWD}) AS number
"""
HAPPENING = f"""
    INSERT INTO verbs_happening (verb, kind, target_id, params, happened_at, not_before)
    SELECT '{TOLD}', 'user', min(id), '{{}}', now(), now() FROM accounts_user
"""
TOLD_UP_TO = "SELECT told_up_to, expanded_at IS NOT NULL FROM verbs_happening"
PEOPLE = "SELECT count(*), count(DISTINCT user_id), sum(folded), count(digest_id) FROM "
# A transaction that has written and not committed.
AT_WORK = "SELECT 1 FROM pg_stat_activity WHERE backend_xid IS NOT NULL"
CLOSED = "SELECT count(*) FROM notifications_digest WHERE closed_at IS NOT NULL"
MAILS = "SELECT count(*), count(DISTINCT to_user_id) FROM delivery_delivery"
MAILED = """
    SELECT count(*), count(DISTINCT (user_id, delivery_id))
    FROM notifications_notification WHERE delivery_id IS NOT NULL
"""


@pytest.fixture
def house(tmp_path):
    with House(tmp_path / "fault", NOBODY) as house:
        house.do(FOLLOWERS)
        house.do(HAPPENING)
        yield house


@pytest.mark.fault
@pytest.mark.slow
def test_a_crowd_is_told_once_each_whatever_breaks(house, record_testsuite_property):
    began = time.monotonic()
    workers = {name: house.start_worker(name) for name in ("first", "second")}

    kill_in_a_batch(house, workers.pop("first"))
    house.lose_valkey()
    wait_until(lambda: go_on_with("notifications.sweep", house, workers, is_told))
    people = house.ask(f"{PEOPLE} notifications_notification")
    house.do(
        "UPDATE notifications_digest SET due_at = now() WHERE id IN "
        f"(SELECT id FROM notifications_digest ORDER BY id LIMIT {DUE})"
    )
    restart_while_digests_close(house)
    closing = "notifications.close_digests"
    wait_until(lambda: go_on_with(closing, house, workers, is_closed))

    assert people == [(CROWD, CROWD, CROWD, CROWD)]
    assert house.ask(MAILS) == [(DUE, DUE)]
    assert house.ask(MAILED) == [(DUE, DUE)]
    seconds = round(time.monotonic() - began)
    record_testsuite_property("crowd_told_through_kills_seconds", seconds)


def kill_in_a_batch(house, worker):
    """Some thousands are told, and the next batch is written and not committed."""
    house.run_at_once("notifications.sweep", 3)
    wait_until(lambda: house.ask(TOLD_UP_TO)[0][0] is not None)
    wait_until(lambda: is_told(house) or house.ask(AT_WORK))
    kill(worker)

    told = house.ask("SELECT count(*) FROM notifications_notification")[0][0]
    assert 0 < told < CROWD
    assert not is_told(house)


def restart_while_digests_close(house):
    house.run_at_once("notifications.close_digests", 2)
    wait_until(lambda: house.ask(CLOSED)[0][0] > 0)
    house.restart_postgres()


def go_on_with(task, house, workers, is_done):
    """As beat does, whose messages may come twice.

    Celery gives up where the broker goes while it acknowledges; compose starts it anew.
    """
    for name, process in workers.items():
        if process.poll() is not None:
            workers[name] = house.start_worker(name)
    house.run_at_once(task, 2)
    time.sleep(0.3)
    return is_done(house)


def is_told(house):
    return house.ask(TOLD_UP_TO)[0][1]


def is_closed(house):
    return house.ask(CLOSED)[0][0] == DUE
