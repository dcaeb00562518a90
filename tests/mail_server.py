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
    def __init__(self):
        self.mails = []
        self.refused_recipients = {}
        self.answer = STORED
        self.is_dropping = False
        self.connections = 0
        self.attempts = 0
        self.may_answer = threading.Event()
        self.may_answer.set()
        self.has_data = threading.Event()

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
        self.has_data.set()
        while not self.may_answer.is_set():  # noqa: ASYNC110 -- set by another thread
            await asyncio.sleep(0.01)
        if self.is_dropping:
            server.transport.abort()
            return "451 dropped"
        if self.answer == STORED:
            self.mails.append(
                Mail(envelope.rcpt_tos[0], envelope.mail_from, envelope.content)
            )
        return self.answer


class Quiet(SMTP):
    """Without a line in the log for each client that a test breaks off."""

    def connection_lost(self, error):
        super().connection_lost(None)


class MailServer(Controller):
    """`with MailServer() as server:`; `server.handler` says what it has and does."""

    def __init__(self, port=0, **options):
        super().__init__(Handler(), hostname="127.0.0.1", port=port, **options)

    def factory(self):
        return Quiet(self.handler, enable_SMTPUTF8=False, hostname="test.invalid")

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
