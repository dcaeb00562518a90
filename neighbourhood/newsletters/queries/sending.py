"""Who gets a Rundbrief, and how far it has come."""

from dataclasses import dataclass

from django.db.models import (
    CharField,
    Count,
    Exists,
    OuterRef,
    Q,
    QuerySet,
    Value,
)
from django.db.models.functions import Cast, Concat

from commons.delivery.enums import DeliveryState
from commons.delivery.models import Delivery
from neighbourhood.newsletters.models import Correction, Newsletter
from neighbourhood.newsletters.models.subscriptions import (
    SubscribedRegion,
    Subscription,
)
from neighbourhood.regions.models import Region


@dataclass(frozen=True)
class Progress:
    """What the outbox says of the mails; `bounced` are a part of `failed`.

    `left_over` are those taken back, or no longer wanted when their turn came.
    """

    waiting: int = 0
    sent: int = 0
    failed: int = 0
    bounced: int = 0
    left_over: int = 0

    @property
    def total(self) -> int:
        return self.waiting + self.sent + self.failed + self.left_over

    @property
    def done(self) -> int:
        return self.total - self.waiting


def subscribers(region: Region) -> QuerySet[Subscription]:
    rows: QuerySet[Subscription] = Subscription.objects.confirmed().for_region(region)
    return rows


def recipients(newsletter: Newsletter) -> QuerySet[Subscription]:
    """Who had asked for it when it began to go out, and still wants it."""
    rows = subscribers(newsletter.region).filter(
        confirmed_at__lte=newsletter.started_at
    )
    chosen = SubscribedRegion.objects.filter(
        subscription=OuterRef("pk"),
        region=newsletter.region_id,
        since__lte=newsletter.started_at,
    )
    return rows.filter(Q(is_everywhere=True) | Exists(chosen))


def who_got(newsletter: Newsletter) -> QuerySet[Subscription]:
    """Those whose mail of it was sent, and who still want any."""
    key = Concat(Value(newsletter.key_prefix), Cast(OuterRef("pk"), CharField()))
    mine = Delivery.objects.filter(key=key, state=DeliveryState.SENT)
    return recipients(newsletter).filter(Exists(mine))


def progress(mailing: Newsletter | Correction) -> Progress:
    """How its mails stand; one query."""
    rows = Delivery.objects.filter(key__startswith=mailing.key_prefix).order_by()
    found = rows.values_list("state").annotate(
        number=Count("pk"), back=Count("bounced_at")
    )
    numbers = {state: number for state, number, _back in found}
    return Progress(
        waiting=numbers.get(DeliveryState.QUEUED, 0)
        + numbers.get(DeliveryState.SENDING, 0),
        sent=numbers.get(DeliveryState.SENT, 0),
        failed=numbers.get(DeliveryState.FAILED, 0),
        bounced=sum(back for _state, _number, back in found),
        left_over=numbers.get(DeliveryState.RECALLED, 0),
    )
