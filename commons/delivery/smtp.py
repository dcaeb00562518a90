"""The dialogue with the mail server, and what its answers mean for a message."""

import re
import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass
from email.message import EmailMessage
from types import TracebackType
from typing import Self
from urllib.parse import unquote, urlsplit

from commons.delivery import messages

SECONDS = 20.0
# Some servers cut a connection that has carried many messages.
MESSAGES_EACH_CONNECTION = 50
PORTS = {"smtp": 25, "smtps": 465, "smtp+starttls": 587}
OK = 250
FIRST_PERMANENT = 500
# Our own sign-in is refused: no message is to blame.
SIGN_IN = frozenset({530, 534, 535, 538})
CLOSING = 421
LONGEST_REASON = 200
_MAIL_ADDRESS = re.compile(r"[^\s<>@]+@[^\s<>@,;:]+")


class Temporary(Exception):  # noqa: N818 -- says what the failure is
    """Worth another try. `is_connection`: the server is away, whatever the message."""

    def __init__(self, reason: str, *, is_connection: bool = False) -> None:
        super().__init__(reason)
        self.is_connection = is_connection


class Permanent(Exception):  # noqa: N818 -- says what the failure is
    """The server will not take this message."""


@dataclass(frozen=True)
class Server:
    scheme: str
    host: str
    port: int
    user: str = ""
    password: str = ""


def parse(url: str) -> Server:
    """Read smtp://, smtps:// or smtp+starttls://[user:password@]host[:port]."""
    parts = urlsplit(url)
    if parts.scheme not in PORTS or not parts.hostname:
        message = "SMTP_URL must be smtp://, smtps:// or smtp+starttls://host:port"
        raise ValueError(message)
    return Server(
        scheme=parts.scheme,
        host=parts.hostname,
        port=parts.port or PORTS[parts.scheme],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
    )


class PostOffice:
    """A connection opened at the first message and used for those that follow."""

    def __init__(self, url: str, own_name: str) -> None:
        self._server = parse(url)
        self._own_name = own_name
        self._connection: smtplib.SMTP | None = None
        self._carried = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def send(self, message: EmailMessage) -> None:
        """Return when the server has taken responsibility.

        Raises:
            Temporary: 4xx, no connection, or one that broke.
            Permanent: 5xx.
        """
        recipient = message["To"].addresses[0].addr_spec
        connection = self._ready()
        self._carried += 1
        try:
            connection.send_message(message, messages.sender_address(), [recipient])
        except smtplib.SMTPRecipientsRefused as error:
            self._refused(*error.recipients[recipient])
        except smtplib.SMTPResponseException as error:
            self._refused(error.smtp_code, error.smtp_error)
        except smtplib.SMTPNotSupportedError as error:
            raise Permanent(reason_of(error)) from error
        except OSError as error:
            self.close()
            raise Temporary(reason_of(error), is_connection=True) from error

    def close(self) -> None:
        connection, self._connection, self._carried = self._connection, None, 0
        if connection is not None:
            with suppress(OSError):
                connection.quit()

    def _ready(self) -> smtplib.SMTP:
        """The open connection if it still answers, else a new one."""
        if self._connection is not None and self._carried < MESSAGES_EACH_CONNECTION:
            with suppress(OSError):
                if self._connection.noop()[0] == OK:
                    return self._connection
        self.close()
        try:
            self._connection = self._connect()
        except OSError as error:
            raise Temporary(reason_of(error), is_connection=True) from error
        return self._connection

    def _connect(self) -> smtplib.SMTP:
        server, safe = self._server, ssl.create_default_context()
        place = (server.host, server.port, self._own_name, SECONDS)
        if server.scheme == "smtps":
            host, port, name, seconds = place
            connection: smtplib.SMTP = smtplib.SMTP_SSL(
                host, port, name, timeout=seconds, context=safe
            )
        else:
            connection = smtplib.SMTP(*place)
        try:
            if server.scheme == "smtp+starttls":
                connection.starttls(context=safe)
            if server.user:
                connection.login(server.user, server.password)
        except BaseException:
            connection.close()
            raise
        return connection

    def _refused(self, code: int, words: bytes | str) -> None:
        text = words.decode(errors="replace") if isinstance(words, bytes) else words
        reason = without_addresses(f"{code} {text}")
        if code in SIGN_IN or code == CLOSING or code < OK:
            self.close()
            raise Temporary(reason, is_connection=True)
        if code >= FIRST_PERMANENT:
            raise Permanent(reason)
        raise Temporary(reason)


def reason_of(error: Exception) -> str:
    return without_addresses(f"{type(error).__name__}: {error}")


def without_addresses(text: str) -> str:
    """Servers repeat the address; the list of failures and the log must not."""
    plain = messages.one_line(text)
    return _MAIL_ADDRESS.sub("<Adresse>", plain)[:LONGEST_REASON]
