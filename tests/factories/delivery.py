from datetime import timedelta

import factory
from django.utils import timezone

from commons.delivery import renderers
from commons.delivery.models import Delivery

MINUTE = timedelta(minutes=1)


def render_letter(delivery):
    return renderers.Rendered(
        subject=f"Brief {delivery.params.get('id', '')}".strip(), text="Guten Tag."
    )


renderers.register("test.letter", render_letter)


class DeliveryFactory(factory.django.DjangoModelFactory):
    """A mail that is due; `in_state="sent"` and so on sets what goes with a state."""

    class Meta:
        model = Delivery
        skip_postgeneration_save = True

    class Params:
        in_state = "queued"

    key = factory.Sequence(lambda number: f"test:{number}")
    renderer = "test.letter"
    to_address = factory.Sequence(lambda number: f"person{number}@example.org")
    state = factory.SelfAttribute("in_state")
    created_at = factory.LazyFunction(timezone.now)
    not_before = factory.SelfAttribute("created_at")
    next_attempt_at = factory.SelfAttribute("not_before")
    message_id = factory.Faker("uuid4")

    @factory.lazy_attribute
    def lease_until(self):
        return timezone.now() + MINUTE if self.state == "sending" else None

    @factory.lazy_attribute
    def sent_at(self):
        return timezone.now() if self.state == "sent" else None

    @factory.lazy_attribute
    def failed_at(self):
        return timezone.now() if self.state == "failed" else None

    @factory.lazy_attribute
    def outcome_told_at(self):
        return timezone.now() if self.state in ("sent", "failed") else None


class FailedFactory(DeliveryFactory):
    class Params:
        in_state = "failed"

    last_error = "550 mailbox unavailable"
    attempts = 1
