"""Two hundred letters through kills, an empty broker and a mail server gone mad."""

from collections import Counter

import pytest

from commons.delivery.sender import LONGEST_RUN
from tests.faults.house import ABANDONED, House, Watch, go_on, kill, pause, wait_until
from tests.faults.letters.register import SENT
from tests.mail_server import STORED, MailServer

LETTERS = 200
HALF = LETTERS // 2
# A worker has two children, each with one letter in its dialogue.
IN_HAND = 2
SWEEP = 1
# What a busy machine of two cores may add to lease and sweep.
SLACK = 2


@pytest.fixture
def mail():
    with MailServer() as server:
        yield server.handler, server.url


@pytest.fixture
def house(tmp_path, mail):
    with House(tmp_path / "fault", mail[1]) as house:
        yield house


@pytest.fixture
def watch(house):
    with Watch(house) as watch:
        yield watch


@pytest.mark.fault
@pytest.mark.slow
def test_every_referral_arrives_and_only_a_lost_acceptance_makes_a_copy(
    mail, house, watch, record_testsuite_property
):
    server = mail[0]

    kill_between_writing_and_sending(server, house)
    house.lose_valkey()
    second = refuse_then_drop(server, house, watch)
    accepted = kill_after_acceptance(server, house, watch)
    pause_beyond_the_lease(server, house, watch)

    copies = Counter(letter.to for letter in server.mails)
    identities = {(letter.to, letter.message_id) for letter in server.mails}
    assert second.poll() is None
    assert set(copies) == {f"amt{number}@example.org" for number in range(LETTERS)}
    assert {to for to, number in copies.items() if number > 1} == accepted
    assert sum(copies.values()) == LETTERS + len(accepted)
    assert len(identities) == LETTERS
    outcomes = house.ask(
        f"SELECT target_id FROM audit_auditentry WHERE verb = '{SENT}'"
    )
    assert len(outcomes) == len(set(outcomes)) == LETTERS
    assert watch.longest < SWEEP + LONGEST_RUN + SLACK
    record_testsuite_property("second_copies", len(accepted))
    record_testsuite_property("longest_behind_lease_seconds", round(watch.longest, 1))


def kill_between_writing_and_sending(server, house):
    """Kill the only worker while two letters are in dialogue and the rest are rows."""
    house.start_beat()
    first = house.start_worker("first")
    server.hold(IN_HAND)
    house.write(0, HALF)
    server.wait_for_held()

    kill(first)
    wait_until(lambda: server.waiting == 0)
    server.let_go()

    assert house.states() == {"queued": HALF - IN_HAND, "sending": IN_HAND}
    assert server.mails == []


def refuse_then_drop(server, house, watch):
    """Nothing gets through: 451 to everyone, then connections that end in the middle."""
    server.answer = "451 Try again later"
    worker = house.start_worker("second")
    house.write(HALF, HALF)
    wait_until(lambda: server.attempts > 0)
    watch.begin()
    wait_until(lambda: server.attempts >= LETTERS)
    server.is_dropping, server.answer = True, STORED
    before = server.attempts
    wait_until(lambda: server.attempts >= before + 5)
    watch.stop_counting()

    assert server.mails == []
    assert set(house.states()) <= {"queued", "sending"}
    return worker


def kill_after_acceptance(server, house, watch):
    """Kill a worker that has not heard yet that its letters were taken."""
    third = house.start_worker("third")
    server.hold(2 * IN_HAND, is_accepted=True)
    server.is_dropping = False
    server.wait_for_held()

    kill(third)

    wait_until(lambda: len(house.ask(ABANDONED)) == IN_HAND)
    assert server.waiting == IN_HAND
    return {row[0] for row in house.ask(f"SELECT to_address FROM ({ABANDONED}) AS x")}


def pause_beyond_the_lease(server, house, watch):
    """Stop a worker in its dialogue while the other runs every task many times."""
    fourth = house.start_worker("fourth")
    server.hold_more(IN_HAND, is_accepted=True)
    server.wait_for_held()
    pause(fourth)
    server.let_go()
    watch.begin()
    house.run_at_once("delivery.send_due", 8)
    house.run_at_once("delivery.reap", 8)

    wait_until(
        lambda: house.states() == {"sent": LETTERS - IN_HAND, "sending": IN_HAND}
    )
    lapsed = (
        "SELECT id FROM delivery_delivery WHERE state = 'sending' AND "
        f"lease_until < clock_timestamp() - interval '{SWEEP + SLACK} seconds'"
    )
    wait_until(lambda: len(house.ask(lapsed)) == IN_HAND)
    go_on(fourth)

    wait_until(lambda: house.states() == {"sent": LETTERS})
