"""News that no longer hold are taken back where no mail has told them yet."""

from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from commons import kinds
from commons.delivery import services as delivery
from commons.delivery.enums import UNSENT
from commons.delivery.models import Delivery
from commons.notifications import rendering
from commons.notifications.models import Notification
from commons.notifications.services.writing import RENDERER
from commons.verbs import registry, services as verbs
from commons.verbs.models import Happening
from commons.verbs.registry import Recipient, Verb

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
    alone = mine.filter(folded=1).values_list("pk", flat=True)
    dropped, _by_model = Notification.objects.filter(pk__in=list(alone)).delete()
    locked = rows.filter(folded__gt=1).select_for_update(of=("self",))
    return dropped + sum(
        _step_back(row, happening)
        for row in locked.filter(_is_in_line_with(happening)).order_by("pk")
    )


def _is_in_line_with(happening: Happening) -> Q:
    """Lines that it leads, or that went on after it."""
    fold = registry.get(happening.verb).fold
    target = kinds.load(happening.kind, happening.target_id)
    if fold is None or target is None:
        return Q(happening=happening)
    key = f"{happening.verb}:{fold.key(target)}"
    return Q(happening=happening) | Q(fold_key=key, happening__gt=happening.pk)


def _step_back(row: Notification, recalled: Happening) -> bool:
    """A line of several tells one less, and leads to the newest that still holds.

    False where the recalled one is not among them: another line told it, or a mail.
    """
    told = _told_in(row, recalled)
    if recalled not in told:
        return False
    told.remove(recalled)
    if not told:
        row.delete()
        return True
    row.happening, row.folded = told[0], row.folded - 1
    if row.happening_id < recalled.pk:
        row.created_at = row.happening.happened_at
    row.save(update_fields=["happening", "created_at", "folded"])
    return True


def _told_in(row: Notification, recalled: Happening) -> list[Happening]:
    """The happenings of a line, the newest first: as many as it counts.

    No row says which those are, so it is inferred: they are the last with the line's
    key that its reader heard of in no other line and can still read. The one that is
    being recalled counts in any case. That errs where they may read one that they were
    not told of, since they follow the thing only since then: the line may lead there,
    or go on counting the recalled one.
    """
    happening = row.happening
    verb = registry.get(happening.verb)
    named = Happening.objects.filter(
        verb=happening.verb,
        kind=happening.kind,
        pk__lt=happening.pk,
        withdrawn_at=None,
        expanded_at__isnull=False,
    )
    others = named.exclude(notifications__user=row.user_id).exclude(by_id=row.user_id)
    found = [happening, *others.order_by("-pk")[: row.folded + MOST_EARLIER]]
    targets = kinds.load_many(happening.kind, [one.target_id for one in found])
    who = rendering.recipient_of(row)
    told = []
    for one in found:
        target = targets.get(one.target_id)
        if _folds_into(row, verb, target) and (
            one == recalled or _is_told(verb, target, one, who)
        ):
            told.append(one)
    return told[: row.folded]


def _folds_into(row: Notification, verb: Verb, target: Any) -> bool:
    if target is None or verb.fold is None:
        return False
    return row.fold_key == f"{verb.key}:{verb.fold.key(target)}"


def _is_told(verb: Verb, target: Any, happening: Happening, who: Recipient) -> bool:
    return verb.tell is not None and bool(verb.tell(target, happening.params, who))
