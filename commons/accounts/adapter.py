from typing import Any
from uuid import uuid4

from allauth.account.adapter import DefaultAccountAdapter
from django.core.mail import EmailMultiAlternatives
from django.http import HttpRequest

from commons.delivery import services as delivery
from commons.delivery.enums import Lane
from commons.delivery.models import Delivery
from commons.delivery.renderers import Rendered
from commons.requests import client_address

MAIL_RENDERER = "accounts.mail"


class AccountAdapter(DefaultAccountAdapter):
    """Every mail of the sign-in goes through the outbox, on the lane of the codes.

    The words hold a code, so they are stored encrypted and wiped after sending.
    """

    def send_mail(
        self, template_prefix: str, email: str, context: dict[str, Any]
    ) -> None:
        message = self.render_mail(template_prefix, email, context)
        delivery.enqueue(
            key=f"account:{uuid4()}",
            renderer=MAIL_RENDERER,
            params={"template": template_prefix},
            to_address=email,
            lane=Lane.CODE,
            body=words_of(message),
        )

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request)


def words_of(message: Any) -> dict[str, str]:
    """Subject, text and HTML of a message that allauth has rendered."""
    html = ""
    if isinstance(message, EmailMultiAlternatives) and message.alternatives:
        html = str(message.alternatives[0][0])
    elif message.content_subtype == "html":
        html = message.body
    return {"subject": message.subject, "text": message.body, "html": html}


def rendered_words(delivery_row: Delivery) -> Rendered:
    """The renderer of these mails: the words were fixed when they were written."""
    return Rendered(**delivery.body_of(delivery_row))
