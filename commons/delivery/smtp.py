"""The dialogue with the mail server, and what its answers mean for a message."""

import re
import smtplib
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.message import EmailMessage
from types import TracebackType
from typing import Any, Self
from urllib.parse import unquote, urlsplit

from commons.delivery import answers, messages
from commons.delivery.enums import Cause

SECONDS = 20.0
# After the last dot the server may scan for viruses. Who hangs up before it answers
# may have handed over a message that counts as not sent (RFC 5321, 4.5.3.2.6).
SECONDS_TO_ACCEPT = 90.0
# Some servers cut a connection that has carried many messages.
MESSAGES_EACH_CONNECTION = 50
# Used this lately, it needs no question whether it still stands.
FRESH = 2.0
PORTS = {"smtp": 25, "smtps": 465, "smtp+starttls": 587}
OK = 250
LONGEST_REASON = 200
_MAIL_ADDRESS = re.compile(r"[^\s<>@]+@[^\s<>@,;:]+")


class Temporary(Exception):  # noqa: N818 -- says what the failure is
    """Worth another try. `is_connection`: the server is away, whatever the message."""

    def __init__(
        self,
        reason: str,
        *,
        cause: Cause = Cause.LATER,
        is_connection: bool = False,
    ) -> None:
        super().__init__(reason)
        self.cause = cause
        self.is_connection = is_connection


class Permanent(Exception):  # noqa: N818 -- says what the failure is
    """The server will not take this message."""

    def __init__(self, reason: str, *, cause: Cause = Cause.REFUSED) -> None:
        super().__init__(reason)
        self.cause = cause


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


class _Patient(smtplib.SMTP):
    """Waits longer for the answer after the last byte than for all others."""

    def data(self, msg: Any) -> Any:
        assert self.sock is not None  # noqa: S101 -- it has just answered
        self.sock.settimeout(SECONDS_TO_ACCEPT)
        try:
            return super().data(msg)
        finally:
            if self.sock is not None:
                self.sock.settimeout(SECONDS)


class _SafePatient(_Patient, smtplib.SMTP_SSL):
    """The same, encrypted from the first byte."""


class PostOffice:
    """A connection opened at the first message and used for those that follow."""

    def __init__(self, url: str, own_name: str) -> None:
        self._server = parse(url)
        self._own_name = own_name
        self._connection: smtplib.SMTP | None = None
        self._carried = 0
        self._used_at = 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def send(self, message: EmailMessage, sender: str = "") -> None:
        """Return when the server has taken responsibility.

        Args:
            sender: the return path; the common address if there is none of its own.

        Raises:
            Temporary: 4xx, no connection, or one that broke.
            Permanent: 5xx that no waiting changes.
        """
        recipient = message["To"].addresses[0].addr_spec
        with self._refusals_told():
            connection = self._ready()
            self._carried += 1
            connection.send_message(
                message, sender or messages.sender_address(), [recipient]
            )
            self._used_at = time.monotonic()

    def knock(self) -> None:
        """Ask to be let in, without a message.

        Raises:
            Temporary: we are turned away, or nobody answers.
        """
        self.close()
        try:
            with self._refusals_told():
                connection = self._ready()
                connection.ehlo_or_helo_if_needed()
                code, words = connection.mail(messages.sender_address())
                if code != OK:
                    raise smtplib.SMTPResponseException(code, words)
                connection.rset()
        except Permanent as error:
            raise Temporary(str(error), cause=error.cause) from error

    def close(self) -> None:
        if self._connection is not None:
            with suppress(OSError):
                self._connection.quit()
        self._hang_up()

    def _hang_up(self) -> None:
        """Without a word: whoever did not answer would not answer that either."""
        connection, self._connection, self._carried = self._connection, None, 0
        if connection is not None:
            connection.close()

    @contextmanager
    def _refusals_told(self) -> Iterator[None]:
        """What smtplib and the network raise, as what it means for the message."""
        try:
            yield
        except smtplib.SMTPRecipientsRefused as error:
            self._refused(*next(iter(error.recipients.values())))
        except smtplib.SMTPResponseException as error:
            self._refused(error.smtp_code, error.smtp_error)
        except smtplib.SMTPNotSupportedError as error:
            raise Permanent(reason_of(error), cause=Cause.ADDRESS) from error
        except OSError as error:
            self._hang_up()
            raise _away(error) from error

    def _ready(self) -> smtplib.SMTP:
        """The open connection if it still answers, else a new one."""
        if self._connection is not None and self._carried < MESSAGES_EACH_CONNECTION:
            if time.monotonic() - self._used_at < FRESH:
                return self._connection
            with suppress(OSError):
                if self._connection.noop()[0] == OK:
                    return self._connection
        self.close()
        try:
            self._connection = self._connect()
        except smtplib.SMTPAuthenticationError as error:
            is_ours = error.smtp_code >= answers.FIRST_PERMANENT
            raise _away(error, Cause.SIGN_IN if is_ours else None) from error
        except OSError as error:
            raise _away(error) from error
        return self._connection

    def _connect(self) -> smtplib.SMTP:
        server, safe = self._server, ssl.create_default_context()
        place = (server.host, server.port, self._own_name, SECONDS)
        if server.scheme == "smtps":
            host, port, name, seconds = place
            connection: smtplib.SMTP = _SafePatient(
                host, port, name, timeout=seconds, context=safe
            )
        else:
            connection = _Patient(*place)
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
        cause = answers.cause_of(code, text)
        is_away = code in (answers.CLOSING, -1) or code < OK or cause == Cause.SIGN_IN
        if is_away:
            self.close()
            cause = cause if cause in (Cause.SIGN_IN, Cause.RATE) else Cause.CONNECTION
            raise Temporary(reason, cause=cause, is_connection=True)
        if answers.is_for_good(code, cause):
            raise Permanent(reason, cause=cause)
        raise Temporary(reason, cause=cause)


def _away(error: OSError, cause: Cause | None = None) -> Temporary:
    """It never came to a message, so no message is to blame."""
    return Temporary(
        reason_of(error), cause=cause or Cause.CONNECTION, is_connection=True
    )


def reason_of(error: Exception) -> str:
    return without_addresses(f"{type(error).__name__}: {error}")


def without_addresses(text: str) -> str:
    """Servers repeat the address; the list of failures and the log must not."""
    plain = messages.one_line(text)
    return _MAIL_ADDRESS.sub("<Adresse>", plain)[:LONGEST_REASON]
