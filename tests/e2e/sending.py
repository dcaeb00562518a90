"""Pages of the outbox: what did not arrive, closed addresses, endpoints."""

from django.urls import reverse

from commons.delivery import services
from commons.delivery.enums import SuppressionReason
from commons.delivery.services import endpoints
from tests.factories.delivery import FailedFactory


def of_moderators():
    failed = FailedFactory(cause="full", last_error="552 5.2.2 Mailbox is full")
    FailedFactory(cause="unknown", first_address="alt@example.org")
    closed = services.suppress(
        "niemand@example.org", reason=SuppressionReason.BOUNCED, code="5.1.1"
    )
    listed = reverse("delivery:delivery-list")
    return {
        "nicht-angekommen": f"{listed}?grund=full",
        "nicht-angekommen-eine": reverse("delivery:delivery-show", args=[failed.pk]),
        "gesperrte-adressen": reverse("delivery:suppression-list"),
        "sperre-aufheben": reverse("delivery:suppression-lift", args=[closed.pk]),
    }


def of_coordinators(coordinator):
    endpoint = endpoints.add(
        name="Fachverfahren Grünflächen",
        url="https://fachverfahren.example/meldungen",
        listens_to=["referral.sent"],
        is_active=True,
        by=coordinator,
    )
    endpoints.test(endpoint, by=coordinator)
    return {
        "schnittstellen": reverse("delivery:endpoint-list"),
        "schnittstelle-neu": reverse("delivery:endpoint-create"),
        "schnittstelle": reverse("delivery:endpoint-show", args=[endpoint.pk]),
    }
