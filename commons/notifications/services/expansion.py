"""From a happening to the people who are told: one row each, one message each."""

from collections.abc import Iterable, Iterator, Sequence

import structlog
from django.db import DatabaseError, transaction
from django.utils import timezone

from commons import kinds, wake
from commons.accounts.models import User
from commons.delivery import services as delivery
from commons.delivery.enums import Channel, Lane
from commons.delivery.models import Delivery
from commons.notifications.models import MailPreference, MutedAddress, Notification
from commons.notifications.services.handing_on import handed_on
from commons.notifications.services.preferences import hashes_of
from commons.verbs import registry
from commons.verbs.models import Happening
from commons.verbs.registry import Recipient

log = structlog.get_logger(__name__)
wake.declare("notifications.broadcast")
RENDERER = "notification"
# So many at once would keep a referral waiting; they ride behind it.
BULK_FROM = 100
BATCH = 1_000
SWEEP = 500
GROUPS_AT_ONCE = 500


def expand_due() -> int:
    """Expand what waits; one that fails keeps none of the others waiting."""
    waiting = Happening.objects.filter(
        expanded_at__isnull=True,
        withdrawn_at__isnull=True,
        not_before__lte=timezone.now(),
    ).order_by("not_before", "pk")
    written = 0
    for happening_id in list(waiting.values_list("pk", flat=True)[:SWEEP]):
        try:
            written += expand(happening_id)
        except DatabaseError:
            raise
        except Exception:
            log.exception("notifications.expand_failed", happening=happening_id)
    return written


@transaction.atomic
def expand(happening_id: int) -> int:
    """Write the notifications of a happening whose time has come; gives their number.

    Safe to run twice and at once: the happening is locked and expanded only once.
    """
    happening = (
        Happening.objects.select_for_update(of=("self",), skip_locked=True)
        .filter(
            pk=happening_id,
            expanded_at__isnull=True,
            withdrawn_at__isnull=True,
            not_before__lte=timezone.now(),
        )
        .first()
    )
    if happening is None:
        return 0
    recipients = _recipients(happening)
    _write(happening, recipients)
    _queue_messages(happening, recipients)
    happening.expanded_at = timezone.now()
    happening.save(update_fields=["expanded_at"])
    _ring(recipients)
    return len(recipients)


def _recipients(happening: Happening) -> list[Recipient]:
    """Everyone the verb names, each once, but not whoever did it."""
    verb = registry.find(happening.verb)
    target = kinds.load(happening.kind, happening.target_id)
    if verb is None or verb.audience is None or target is None:
        return []
    named = list(verb.audience(target, happening.params))
    named += handed_on(named)
    ids = [one.user_id for one in named if one.user_id is not None]
    active = set(
        User.objects.filter(pk__in=ids, is_active=True).values_list("pk", flat=True)
    )
    active.discard(happening.by_id or 0)
    return list(_each_once(named, active))


def _each_once(named: Iterable[Recipient], active: set[int]) -> Iterator[Recipient]:
    seen: set[int | str] = set()
    for recipient in named:
        who = recipient.user_id or recipient.address.strip().lower()
        if who in seen or not who:
            continue
        seen.add(who)
        if recipient.user_id is None or recipient.user_id in active:
            yield recipient


def _write(happening: Happening, recipients: Iterable[Recipient]) -> None:
    now = timezone.now()
    Notification.objects.bulk_create(
        (
            Notification(
                happening=happening,
                user_id=recipient.user_id,
                address="" if recipient.user_id else recipient.address.strip(),
                language=recipient.language,
                reason=recipient.reason,
                created_at=now,
            )
            for recipient in recipients
        ),
        ignore_conflicts=True,
        batch_size=BATCH,
    )


def _ring(recipients: Sequence[Recipient]) -> None:
    """Let open pages ask for the number at the bell anew."""
    groups = [f"visitor.{one.user_id}" for one in recipients if one.user_id]
    for start in range(0, len(groups), GROUPS_AT_ONCE):
        some = groups[start : start + GROUPS_AT_ONCE]
        wake.on_commit(
            "notifications.broadcast", verb="notification.written", groups=some
        )


def _queue_messages(happening: Happening, recipients: Iterable[Recipient]) -> None:
    """One mail each; a letter or a call for whom no mail reaches."""
    written = Notification.objects.filter(happening=happening, delivery=None)
    bell_alone = {one.user_id for one in recipients if not one.by_mail} - {None}
    wanted = [one for one in _with_mail(written) if one.user_id not in bell_alone]
    lane = Lane.BULK if len(wanted) >= BULK_FROM else Lane.STANDARD
    by_hand = {
        one.address.strip(): Channel(one.channel) for one in recipients if one.channel
    }
    region_id = _region_of(happening) if by_hand else None
    rows = {
        notification: _message(
            notification,
            lane,
            channel=by_hand.get(notification.address, Channel.MAIL),
            region_id=region_id,
        )
        for notification in wanted
    }
    ids = delivery.enqueue_all(rows.values())
    for notification, row in rows.items():
        notification.delivery_id = ids[row.key]
    Notification.objects.bulk_update(wanted, ["delivery"], batch_size=BATCH)


def _with_mail(written: Iterable[Notification]) -> Iterator[Notification]:
    """Leave out who wants the bell alone, and addresses that want nothing."""
    notifications = list(written)
    without = set(
        MailPreference.objects.filter(
            user__in=[one.user_id for one in notifications], wants_mail=False
        ).values_list("user_id", flat=True)
    )
    hashes = {one: hashes_of(one.address) for one in notifications if one.address}
    muted = set(
        MutedAddress.objects.filter(
            address_hash__in=[item for known in hashes.values() for item in known]
        ).values_list("address_hash", flat=True)
    )
    for notification in notifications:
        is_muted = not muted.isdisjoint(hashes.get(notification, ()))
        if notification.user_id not in without and not is_muted:
            yield notification


def _region_of(happening: Happening) -> int | None:
    target = kinds.load(happening.kind, happening.target_id)
    return kinds.get(happening.kind).region_id(target) if target else None


def _message(
    notification: Notification,
    lane: Lane,
    *,
    channel: Channel,
    region_id: int | None,
) -> Delivery:
    return delivery.prepare(
        key=f"notification:{notification.pk}",
        renderer=RENDERER,
        to_user_id=notification.user_id,
        to_address=notification.address,
        channel=channel,
        lane=lane,
        region_id=region_id,
    )
