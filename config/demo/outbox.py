"""The demo's outbox: mails that came back, a closed address, an endpoint."""

from collections.abc import Mapping
from datetime import timedelta

from django.utils import timezone

from commons.accounts.models import User
from commons.delivery import services
from commons.delivery.enums import Cause, DeliveryState
from commons.delivery.models import Delivery
from commons.delivery.services import endpoints
from participation.referrals.models import Question
from participation.referrals.services import questions

# What did not arrive: to whom, why, how often tried, what the server said.
FAILED = (
    ("buero@kiezladen.example", Cause.MAILBOX_FULL, 14, "552 5.2.2 Mailbox is full"),
    ("verein@anger.example", Cause.CONTENT, 1, "554 5.7.1 Message rejected as spam"),
)
CAME_BACK = "sekretariat@umbenannt.example"


def tell(people: Mapping[str, User]) -> int:
    """Mails about a question that did not arrive; gives how many."""
    question = Question.objects.order_by("pk").last()
    if question is None:
        return 0
    ago = timezone.now() - timedelta(hours=5)
    for number, (address, cause, attempts, said) in enumerate(FAILED):
        row = _mail(question, number, address)
        Delivery.objects.filter(pk=row.pk).update(
            state=DeliveryState.FAILED,
            cause=cause,
            attempts=attempts,
            last_error=said,
            failed_at=ago,
            outcome_told_at=ago,
        )
    row = _mail(question, len(FAILED), CAME_BACK)
    Delivery.objects.filter(pk=row.pk).update(
        state=DeliveryState.SENT, attempts=1, sent_at=ago, outcome_told_at=ago
    )
    services.note_bounce(row, is_permanent=True, code="5.1.1")
    endpoints.add(
        name="Fachverfahren Grünflächen",
        url="https://fachverfahren.example/meldungen",
        listens_to=["referral.sent"],
        is_active=False,
        by=people["koordination"],
    )
    return len(FAILED) + 1


def _mail(question: Question, number: int, address: str) -> Delivery:
    return services.enqueue(
        key=f"demo-outbox:{number}",
        renderer=questions.RENDERER,
        params={"question": question.pk},
        to_address=address,
    )
