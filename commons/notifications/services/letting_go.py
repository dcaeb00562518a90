"""What waits in a gathered mail goes out of it with the follow that brought it.

Such news keep their place at the bell and belong to no digest any more: no mail tells
them, unless the follow comes back soon.
"""

from collections.abc import Collection

from django.db import transaction
from django.db.models import Model, Q
from django.utils import timezone

from commons.delivery.enums import UNSENT
from commons.notifications import subjects
from commons.notifications.enums import Pace
from commons.notifications.models import Notification
from commons.notifications.origins import Source
from commons.notifications.queries.wishes import wishes_of
from commons.notifications.services import digests, wanting
from commons.notifications.services.wanting import Behind
from commons.notifications.targets import targets_of
from commons.verbs import registry


@transaction.atomic
def let_go(user: Model, sources: Collection[Source]) -> None:
    """Take out what came through these follows alone; call it before they go.

    Whoever calls it lets `digests.reschedule` move the rest, once they are gone.
    """
    is_unsent = Q(delivery=None) | Q(delivery__state__in=UNSENT)
    waiting = Notification.objects.filter(
        is_unsent, user_id=user.pk, digest__isnull=False, read_at=None
    )
    rows = list(
        waiting.select_for_update(of=("self",))
        .select_related("happening")
        .order_by("pk")
    )
    if not rows:
        return
    behind = wanting.behind(user.pk, rows, targets_of(rows, user))
    gone = [row.pk for row in rows if _is_left(row, behind[row.pk], sources)]
    Notification.objects.filter(pk__in=gone).update(digest=None)


@transaction.atomic
def bring_back(user: Model, sources: Collection[Source]) -> None:
    """Let what was let go wait again; call it once the follows are there again."""
    now = timezone.now()
    let_go_lately = Notification.objects.filter(
        user_id=user.pk,
        digest=None,
        delivery=None,
        read_at=None,
        created_at__gt=now - digests.COMES_BACK_WITHIN,
        happening__withdrawn_at=None,
    ).exclude(pace=Pace.BELL)
    rows = list(
        let_go_lately.select_for_update(of=("self",))
        .select_related("happening")
        .order_by("pk")
    )
    rows = [row for row in rows if not _is_mailed_elsewhere(row)]
    behind = wanting.behind(user.pk, rows, targets_of(rows, user)) if rows else {}
    back = [row for row in rows if _named(behind[row.pk]) & set(sources)]
    if back:
        digests.assign(back, wishes_of([user.pk]))
        digests.reschedule(user)


def _is_left(row: Notification, through: Behind, sources: Collection[Source]) -> bool:
    """Whether nothing is left through which they would hear it.

    Who wrote something hears what others say to it, followed or not.
    """
    if row.subject == subjects.CONVERSATION or not _named(through) & set(sources):
        return False
    return all(
        (one.kind, one.target_id) in sources or one.muted_at is not None
        for one in through.follows
    )


def _named(through: Behind) -> set[Source]:
    return {(one.kind, one.target_id) for one in through.follows}


def _is_mailed_elsewhere(row: Notification) -> bool:
    verb = registry.find(row.happening.verb)
    return verb is None or (verb.mails_itself and row.pace == Pace.AT_ONCE)
