"""A mail server for tests: stores what it accepts, refuses and breaks on demand."""

import asyncio
import email.policy
import threading
from dataclasses import dataclass
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP

STORED = "250 Stored"


@dataclass(frozen=True)
class Mail:
    to: str
    sender: str
    content: bytes

    @property
    def message(self) -> EmailMessage:
        lines = self.content.replace(b"\r\n", b"\n")
        return email.message_from_bytes(lines, policy=email.policy.default)

    @property
    def message_id(self):
        return self.message["Message-ID"]


class Handler:
    """What the server has and does; tests set it while it runs."""

    def __init__(self):
        self.mails = []
        self.refused_recipients = {}
        self.answer = STORED
        self.is_dropping = False
        self.connections = 0
        self.attempts = 0
        self.held = []
        self.waiting = 0
        self._to_hold = 0
        self._holds_accepted = False
        self._holds_all = threading.Event()
        self._release = threading.Event()

    def hold(self, number, *, is_accepted=False):
        """Let the next `number` messages wait for their answer.

        `is_accepted`: the server has stored them by then, only the sender does not
        know it yet.
        """
        self.held = []
        self._release = threading.Event()
        self.hold_more(number, is_accepted=is_accepted)

    def hold_more(self, number, *, is_accepted=False):
        self._holds_accepted = is_accepted
        self._holds_all.clear()
        self._to_hold = number

    def wait_for_held(self, seconds=20):
        assert self._holds_all.wait(seconds), f"only {self.held} wait for an answer"

    def let_go(self):
        self._to_hold = 0
        self._release.set()

    async def handle_EHLO(  # noqa: N802 -- aiosmtpd's name
        self, server, session, envelope, hostname, responses
    ):
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(  # noqa: N802 -- aiosmtpd's name
        self, server, session, envelope, address, options
    ):
        if address in self.refused_recipients:
            return self.refused_recipients[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 -- aiosmtpd's name
        self, server, session, envelope
    ):
        self.attempts += 1
        (recipient,) = envelope.rcpt_tos
        is_held = self._to_hold > 0
        self._to_hold -= is_held
        if is_held and not self._holds_accepted:
            await self._hold(recipient)
        if self.is_dropping:
            server.transport.abort()
            return "451 dropped"
        if self.answer == STORED:
            self.mails.append(Mail(recipient, envelope.mail_from, envelope.content))
        if is_held and self._holds_accepted:
            await self._hold(recipient)
        return self.answer

    async def _hold(self, recipient):
        release = self._release
        self.held.append(recipient)
        self.waiting += 1
        if self._to_hold == 0:
            self._holds_all.set()
        try:
            while not release.is_set():  # noqa: ASYNC110 -- set by another thread
                await asyncio.sleep(0.01)
        finally:
            # Also when the other side has gone and aiosmtpd cancels us.
            self.waiting -= 1


class Quiet(SMTP):
    """Without a line in the log for each client that a test breaks off."""

    def connection_lost(self, error):
        super().connection_lost(None)


class MailServer(Controller):
    """`with MailServer() as server:`; `server.handler` says what it has and does."""

    def __init__(self, port=0, handler=None, **options):
        super().__init__(
            handler or Handler(),
            hostname="127.0.0.1",
            port=port,
            enable_SMTPUTF8=False,
            server_hostname="test.invalid",
            **options,
        )

    def factory(self):
        return Quiet(self.handler, **self.SMTP_kwargs)

    def _trigger_server(self):
        # Port 0: the kernel chose one, which the controller's own check must know.
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()

    @property
    def url(self):
        return f"smtp://127.0.0.1:{self.port}"

    @property
    def mails(self):
        return self.handler.mails

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *error):
        self.stop()
