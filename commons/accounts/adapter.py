from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from commons.accounts import letters
from commons.accounts.models import User
from commons.accounts.rules import works_here
from commons.accounts.visitors import visitor_for
from commons.delivery import services as delivery
from commons.delivery.enums import Lane
from commons.delivery.models import Delivery
from commons.delivery.renderers import Rendered
from commons.requests import client_address

MAIL_RENDERER = "accounts.mail"
CHECK_PAIR = _("E-Mail-Adresse und Passwort passen nicht zusammen.")
NO_PHONE = _("Telefonnummern werden hier nicht verwendet.")
NO_NAME = _("Benutzernamen werden hier nicht verwendet.")
# Every message of allauth's adapter: its own German says du in places.
MESSAGES = {
    "account_inactive": _("Dieses Konto ist zurzeit gesperrt."),
    "cannot_remove_primary_email": _("Die Hauptadresse lässt sich nicht entfernen."),
    "duplicate_email": _("Diese Adresse steht schon in Ihrem Konto."),
    "email_password_mismatch": CHECK_PAIR,
    "email_taken": _("Zu dieser Adresse gibt es schon ein Konto."),
    "enter_current_password": _("Bitte geben Sie Ihr jetziges Passwort ein."),
    "incorrect_code": _("Dieser Code stimmt nicht."),
    "incorrect_password": _("Dieses Passwort stimmt nicht."),
    "invalid_login": _("Diese Anmeldung hat nicht geklappt."),
    "invalid_or_expired_key": _("Dieser Schlüssel gilt nicht mehr."),
    "invalid_password_reset": _("Dieser Link gilt nicht mehr."),
    "max_email_addresses": _("Mehr als %d Adressen sind nicht möglich."),
    "phone_password_mismatch": NO_PHONE,
    "phone_taken": NO_PHONE,
    "rate_limited": _("Das waren viele Anfragen. Bitte warten Sie einen Moment."),
    "same_as_current": _("Bitte geben Sie etwas anderes ein als bisher."),
    "select_only_one": _("Bitte wählen Sie nur eines aus."),
    "too_many_login_attempts": _(
        "Das waren zu viele Versuche. Bitte versuchen Sie es später noch einmal."
    ),
    "unknown_email": _("Zu dieser Adresse gibt es noch kein Konto."),
    "unknown_phone": NO_PHONE,
    "unverified_primary_email": _("Eine Hauptadresse muss zuerst bestätigt sein."),
    "username_blacklisted": NO_NAME,
    "username_password_mismatch": CHECK_PAIR,
    "username_taken": NO_NAME,
}


class AccountAdapter(DefaultAccountAdapter):
    """Every mail of the sign-in goes through the outbox, on the lane of the codes.

    The words hold a code, so they are stored encrypted and wiped after sending.
    """

    error_messages = MESSAGES

    def send_mail(
        self, template_prefix: str, email: str, context: dict[str, Any]
    ) -> None:
        message = letters.compose(template_prefix, on_our_site(context))
        delivery.enqueue(
            key=f"account:{uuid4()}",
            renderer=MAIL_RENDERER,
            params={"template": template_prefix},
            to_address=email,
            lane=Lane.CODE,
            body=words_of(message),
        )

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Who works here begins with what waits for them today."""
        user = request.user
        if isinstance(user, User) and works_here(visitor_for(user)):
            return reverse("followups:today")
        return str(super().get_login_redirect_url(request))

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request)


def on_our_site(context: Mapping[str, Any]) -> dict[str, Any]:
    """The same with links as BASE_URL spells them.

    allauth makes them of the Host header, which is the sender's own claim: a link to
    another port would hand somebody's key to whoever listens there.
    """
    ours = urlsplit(settings.BASE_URL)
    links = {
        name: urlsplit(value)._replace(scheme=ours.scheme, netloc=ours.netloc).geturl()
        for name, value in context.items()
        if name.endswith("_url") and isinstance(value, str)
    }
    return {**context, **links}


def words_of(message: Rendered) -> dict[str, str]:
    return {
        "subject": message.subject,
        "text": message.text,
        "html": message.html,
        "language": message.language,
    }


def rendered_words(delivery_row: Delivery) -> Rendered:
    """The renderer of these mails: the words were fixed when they were written."""
    return Rendered(**delivery.body_of(delivery_row))
