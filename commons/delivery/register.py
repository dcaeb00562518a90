from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _, ngettext

from commons import owndata
from commons.delivery import queries, rules, services
from commons.followups import registry as followups


def register() -> None:
    owndata.register(
        model="delivery.Delivery",
        user_fields=("to_user",),
        label=_("Sendungen an Sie"),
        retain=_("Ohne Inhalt; der Versandnachweis bleibt ein Jahr."),
        erase=services.forget,
        exported_fields=("channel", "renderer", "state", "created_at", "sent_at"),
    )
    followups.register("failures", _("Nicht zugestellt"), _failures, order=20)


def _failures(visitor: Any) -> Iterator[followups.Item]:
    """One line on "Heute", however many mails a broken server has held up."""
    number = queries.failed_count() if rules.can_see_failures(visitor) else 0
    if number:
        words = ngettext(
            "%(number)d Sendung ist gescheitert",
            "%(number)d Sendungen sind gescheitert",
            number,
        )
        yield followups.Item(
            title=words % {"number": number}, url=reverse("delivery:delivery-list")
        )
