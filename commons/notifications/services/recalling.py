"""News that no longer hold are taken back where no mail has told them yet."""

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from commons import kinds
from commons.delivery import services as delivery
from commons.delivery.enums import DeliveryState
from commons.delivery.models import Delivery
from commons.notifications.models import Notification
from commons.notifications.services.writing import RENDERER
from commons.verbs import registry, services as verbs
from commons.verbs.models import Happening

UNSENT = (DeliveryState.QUEUED, DeliveryState.FAILED)
# So far back is looked for news that a folded line told before.
MOST_EARLIER = 50


@transaction.atomic
def recall(happening: Happening) -> int:
    """Take back what has not gone out; gives how many people now hear nothing of it.

    Who was not told yet hears nothing. Whose own mail still waits loses it and the
    bell's line. From a gathered mail, or one about several things, it is taken out,
    and the line with it unless they have read that: they know. A mail that has gone
    stays, and its line with it.
    """
    if verbs.withdraw(happening):
        return 0
    # A telling that is under way stops here; the row's lock waits for its batch.
    Happening.objects.filter(pk=happening.pk, expanded_at__isnull=True).update(
        withdrawn_at=timezone.now()
    )
    return _recall_own(happening) + _recall_gathered(happening)


def _recall_own(happening: Happening) -> int:
    """Mails that tell nothing else."""
    waiting = Delivery.objects.filter(
        renderer=RENDERER, notifications__happening=happening, state__in=UNSENT
    )
    stale = [row.pk for row in waiting.order_by("pk") if delivery.recall(row)]
    return _drop(Notification.objects.filter(delivery__in=stale), happening)


def _recall_gathered(happening: Happening) -> int:
    """News among others: the mail goes without them, or not at all if none is left."""
    is_waiting = Q(delivery=None, digest__closed_at=None, digest__isnull=False)
    is_in_mail = Q(delivery__state__in=UNSENT) & ~Q(delivery__renderer=RENDERER)
    rows = Notification.objects.filter(is_waiting | is_in_mail, read_at=None)
    return _drop(rows, happening)


def _drop(rows: QuerySet[Notification], happening: Happening) -> int:
    mine = rows.filter(happening=happening)
    folded = list(mine.filter(folded__gt=1).select_related("happening"))
    for row in folded:
        _step_back(row)
    alone = mine.filter(folded=1).values_list("pk", flat=True)
    dropped, _by_model = Notification.objects.filter(pk__in=list(alone)).delete()
    return dropped + len(folded)


def _step_back(row: Notification) -> None:
    """A line of several tells one less, and leads to the newest that still holds."""
    earlier = _earlier(row)
    if earlier is None:
        row.delete()
        return
    row.happening, row.created_at = earlier, earlier.happened_at
    row.folded -= 1
    row.save(update_fields=["happening", "created_at", "folded"])


def _earlier(row: Notification) -> Happening | None:
    happening = row.happening
    fold = registry.get(happening.verb).fold
    target = kinds.load(happening.kind, happening.target_id)
    if fold is None or target is None:
        return None
    before = Happening.objects.filter(
        verb=happening.verb,
        kind=happening.kind,
        pk__lt=happening.pk,
        withdrawn_at=None,
        expanded_at__isnull=False,
    )
    untold = before.exclude(notifications__user=row.user_id).exclude(by_id=row.user_id)
    found = list(untold.order_by("-pk")[:MOST_EARLIER])
    targets = kinds.load_many(happening.kind, [one.target_id for one in found])
    key = fold.key(target)
    for one in found:
        if one.target_id in targets and fold.key(targets[one.target_id]) == key:
            return one
    return None
