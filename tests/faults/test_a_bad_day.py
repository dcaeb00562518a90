"""Thousands of letters, everything breaks by chance, and each of them arrives."""

import os
import time
from collections import Counter

import pytest

from commons.delivery.sender import LONGEST_RUN
from tests.faults.house import House, Watch, wait_while_it_moves
from tests.faults.letters.register import SECONDS, SENT
from tests.faults.weather import PATIENCE, MoodyHandler, Weather, seed_of
from tests.mail_server import MailServer

IS_LONG = bool(os.environ.get("BINDEGLIED_LONG"))
LETTERS = 5_000 if IS_LONG else 500
WRITERS = 2
WORKERS = 3
# The storm ends with the letters, or when it has raged for so long.
STORM = 110 if IS_LONG else 20
# Once the weather is fine, the work goes on; when it stands still for so long, it
# hangs. On a busy machine the whole takes as long as it takes.
STILL = 40
SWEEP, SLACK = 1, 4


@pytest.fixture
def mail():
    with MailServer(handler=MoodyHandler()) as server:
        yield server.handler, server.url


@pytest.mark.fault
@pytest.mark.slow
def test_on_a_bad_day_every_letter_arrives(
    mail, tmp_path, capsys, record_testsuite_property
):
    (server, url), seed = mail, seed_of()
    began = time.monotonic()
    with (
        House(tmp_path / "fault", url, {SECONDS: str(PATIENCE)}) as house,
        Watch(house) as watch,
    ):
        weather, stormy = rage(house, server, seed)
        watch.begin()
        come_to_rest(house)
        outcomes = house.ask(
            f"SELECT target_id FROM audit_auditentry WHERE verb = '{SENT}'"
        )
    seconds = time.monotonic() - began

    copies = Counter(letter.to for letter in server.mails)
    twice = {to for to, number in copies.items() if number > 1}
    identities = {(letter.to, letter.message_id) for letter in server.mails}
    figures = {
        "seed": seed,
        "letters": LETTERS,
        "events": len(weather.happened),
        "second_copies": sum(copies.values()) - LETTERS,
        "of_these_untold_by_the_server": len(twice & server.untold),
        "longest_behind_lease_seconds": round(watch.longest, 1),
        "storm_seconds": round(stormy),
        "seconds": round(seconds),
    }
    with capsys.disabled():
        print(f"\na bad day: {figures}")  # noqa: T201 -- the seed is to be seen
    for name, figure in figures.items():
        record_testsuite_property(f"bad_day_{name}", figure)
    assert set(copies) == {f"amt{number}@example.org" for number in range(LETTERS)}
    assert twice <= weather.in_hand | server.untold
    assert len(identities) == LETTERS
    assert len(outcomes) == len(set(outcomes)) == LETTERS
    assert watch.longest < SWEEP + LONGEST_RUN + SLACK


def rage(house, server, seed):
    """Write all letters while the weather is bad; gives it, and how long it was."""
    began = time.monotonic()
    workers = [house.start_worker(f"first{number}") for number in range(WORKERS)]
    weather = Weather(house, server, seed, workers)
    each = LETTERS // WRITERS
    writers = [house.start_writing(n * each, each) for n in range(WRITERS)]
    weather.storm(until=lambda: server.number_of_recipients() >= LETTERS, seconds=STORM)
    for writer in writers:
        assert writer.wait(60) == 0, "the letters could not be written"
    return weather, time.monotonic() - began


def come_to_rest(house):
    """The weather is fine again: nothing waits for a person but what was refused."""

    def nothing_is_under_way():
        house.hurry()
        return set(house.states()) <= {"sent", "failed"}

    wait_while_it_moves(nothing_is_under_way, house.states, still=STILL)
    house.send_failed_again()
    wait_while_it_moves(
        lambda: house.states() == {"sent": LETTERS}, house.states, still=STILL
    )
