import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from commons.notifications.models import Notification
from commons.verbs import registry
from commons.verbs.models import Happening
from tests.factories.accounts import UserFactory


def greeted_people(target, params):
    """`reason` and `pace` are those of all accounts among them."""
    wish = {key: params[key] for key in ("reason", "pace") if key in params}
    return [
        registry.Recipient(user_id=pk, **wish) for pk in params.get("users", [])
    ] + [
        registry.Recipient(address=address, language="en", reason="author")
        for address in params.get("addresses", [])
    ]


def tell_greeting(target, params, recipient):
    if params.get("is_gone"):
        return None
    return registry.Told(
        line=f"Gruß von {target.public_name}",
        subject=f"Ein Gruß von {target.public_name}",
        text="Guten Tag.\n\nBis <bald>: https://bindeglied.example/x/",
        url="/konto/",
        action="Zum Konto",
    )


# Somebody (kind user) greets people named by their ids or addresses.
GREETED = registry.Verb(
    "test.greeted", words="grüßt", audience=greeted_people, tell=tell_greeting
)


class HappeningFactory(DjangoModelFactory):
    """Due and not expanded; `target` is the greeting person."""

    class Meta:
        model = Happening

    class Params:
        target = factory.SubFactory(UserFactory)

    verb = "test.greeted"
    kind = "user"
    target_id = factory.SelfAttribute("target.pk")
    params = factory.Dict({})
    happened_at = factory.LazyFunction(timezone.now)
    not_before = factory.SelfAttribute("happened_at")


class NotificationFactory(DjangoModelFactory):
    class Meta:
        model = Notification

    happening = factory.SubFactory(HappeningFactory)
    user = factory.SubFactory(UserFactory)
    reason = "follower"
    created_at = factory.LazyFunction(timezone.now)
