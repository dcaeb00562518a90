"""Bad weather by chance, from a seed: what breaks when, and what may then come twice."""

import asyncio
import os
import random
import time

from tests.faults.house import kill
from tests.mail_server import STORED, Handler, Mail

# So long a worker waits for the mail server.
PATIENCE = 1.5
SENDING = "SELECT to_address FROM delivery_delivery WHERE state = 'sending'"
MOODS = ("later", "closing", "never", "drop", "deaf", "half", "late")
ANSWERS = {
    "later": "451 4.3.0 Try again later",
    "closing": "421 4.3.2 Going down",
    "never": "554 5.3.0 Transaction failed",
}
# Stored, and the sender is not told: the only way to a second copy that is not ours.
KEEPS_SILENT = frozenset({"half", "late"})


def seed_of(environment=os.environ):
    """The seed of the day, given or new; `BINDEGLIED_FAULT_SEED=7` has it again."""
    given = environment.get("BINDEGLIED_FAULT_SEED")
    return int(given) if given else random.SystemRandom().randrange(10**6)


class MoodyHandler(Handler):
    """`mood` says how the next messages are treated; None is a good server."""

    def __init__(self):
        super().__init__()
        self.mood = None
        self.is_turning_away = False
        self.untold = set()

    def number_of_recipients(self):
        return len({mail.to for mail in list(self.mails)})

    async def handle_MAIL(  # noqa: N802 -- aiosmtpd's name and arguments
        self, server, session, envelope, address, options
    ):
        if self.is_turning_away:
            return "530 5.7.0 Authentication required"
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 -- aiosmtpd's name
        self, server, session, envelope
    ):
        mood, (recipient,) = self.mood, envelope.rcpt_tos
        self.attempts += 1
        if mood in ANSWERS:
            return ANSWERS[mood]
        if mood == "deaf":
            await asyncio.sleep(PATIENCE * 2)
            return "451 too late"
        if mood != "drop":
            mail = Mail(recipient, envelope.mail_from, envelope.content)
            self.mails.append(mail)
        if mood in KEEPS_SILENT:
            self.untold.add(recipient)
        if mood == "late":
            await asyncio.sleep(PATIENCE * 2)
        if mood in {"drop", "half"}:
            server.transport.abort()
        return STORED


class Weather:
    """Something happens each second or so; `in_hand` collects what may come twice.

    A letter may come twice if its worker died, or its database went away, while it was
    being sent; or if the mail server took it and did not say so.
    """

    def __init__(self, house, server, seed, workers):
        self.house, self.server = house, server
        self.chance = random.Random(seed)
        self.workers = workers
        self.beat = house.start_beat()
        self.in_hand = set()
        self.happened = []

    def storm(self, until, seconds):
        events = (
            self.kill_worker,
            self.kill_worker,
            self.kill_beat,
            self.empty_valkey,
            self.restart_postgres,
            self.jump_clock,
            self.double_tasks,
            self.turn_away,
            *[self.change_mood] * 5,
        )
        end = time.monotonic() + seconds
        while time.monotonic() < end and not until():
            event = self.chance.choice(events)
            event()
            self.happened.append(event.__name__)
            time.sleep(self.chance.uniform(0.2, 1.2))
        self.clear_up()

    def clear_up(self):
        self.server.mood, self.server.is_turning_away = None, False

    def kill_worker(self):
        place = self.chance.randrange(len(self.workers))
        kill(self.workers[place])
        self.note_in_hand()
        self.workers[place] = self.house.start_worker(f"w{len(self.happened)}")

    def kill_beat(self):
        kill(self.beat)
        self.beat = self.house.start_beat()

    def empty_valkey(self):
        self.house.lose_valkey()

    def restart_postgres(self):
        self.house.restart_postgres()
        self.note_in_hand()

    def jump_clock(self):
        """What is due lies an hour ahead for a moment, then it is over as quickly."""
        self.house.shift_due("1 hour")
        time.sleep(0.3)
        self.house.shift_due("-1 hour")

    def double_tasks(self):
        for name in ("delivery.send_due", "delivery.reap"):
            self.house.run_at_once(name, self.chance.randrange(2, 6))

    def turn_away(self):
        self.server.is_turning_away = True
        time.sleep(self.chance.uniform(0.2, 1.0))
        self.server.is_turning_away = False

    def change_mood(self):
        self.server.mood = self.chance.choice(MOODS)
        time.sleep(self.chance.uniform(0.1, 0.8))
        self.server.mood = None

    def note_in_hand(self):
        self.in_hand |= {row[0] for row in self.house.ask(SENDING)}
