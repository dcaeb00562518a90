"""News for gathered mails: said about a Stadtteil, or about a person, who has none."""

from datetime import datetime, timedelta

from django.db.models.functions import Now

from commons.clock import BERLIN
from commons.delivery.enums import DeliveryState
from commons.delivery.models import Delivery
from commons.notifications import reasons
from commons.notifications.enums import Pace
from commons.notifications.models import Digest
from commons.notifications.queries.wishes import wishes_of
from commons.notifications.services import digests
from commons.verbs import registry
from tests.factories.notifications import (
    HappeningFactory,
    NotificationFactory,
    greeted_people,
)

MONDAY = datetime(2026, 11, 2, 12, 0, tzinfo=BERLIN)  # noon
THURSDAY = datetime(2026, 11, 5, 17, 0, tzinfo=BERLIN)  # the weekly mail


def tell_saying(target, params, recipient):
    if params.get("is_gone"):
        return None
    name = getattr(target, "name", "") or target.public_name
    number = params.get("n", 1)
    return registry.Told(
        line=f"Neues {number} aus {name}" + params.get("title", ""),
        subject=f"Betreff {number} aus {name}",
        text=f"Jemand schreibt:\n\nWorte <{number}> aus {name}."
        + params.get("more", ""),
        url=f"/neues/{number}/",
        action="Lesen",
        parts=[(f"Teil {part}", f"/teil/{part}/") for part in params.get("parts", [])],
    )


SAID = registry.Verb(
    "test.said",
    words="sagt",
    audience=greeted_people,
    tell=tell_saying,
    fold=registry.Fold(
        key=lambda target: f"said:{target.pk}",
        line=lambda target, count, who: f"{count}-mal Neues aus {target.name}",
    ),
)


FIELDS = {"created_at", "folded", "fold_key", "read_at"}
TALK = {"pace": Pace.AT_ONCE, "reason": "answered"}


def news(user, target=None, *, pace=Pace.WEEKLY, reason="follower", **params):
    """A piece of news that nobody has gathered yet."""
    row = {key: params.pop(key) for key in FIELDS & params.keys()}
    row |= {"reason": reason, "subject": reasons.of(reason).subject}
    about = {} if target is None else {"kind": "region", "target_id": target.pk}
    happening = HappeningFactory(verb="test.said", params=params, **about)
    return NotificationFactory(happening=happening, user=user, pace=pace, **row)


def gathered(user, target=None, **words):
    """A piece of news that waits in a digest of its reader's."""
    row = news(user, target, **words)
    digests.assign([row], wishes_of([user.pk]))
    row.refresh_from_db()
    return row


def sent(user, *targets, **words):
    """The delivery of a digest with one piece of news about each."""
    for number, target in enumerate(targets, start=1):
        gathered(user, target, n=number, **words)
    digests.close_due(THURSDAY + timedelta(days=30))
    return Digest.objects.get(user=user, delivery__isnull=False).delivery


def posted():
    """The mail server took what waits."""
    waiting = Delivery.objects.filter(state=DeliveryState.QUEUED)
    return waiting.update(state=DeliveryState.SENT, sent_at=Now())


def opened(user):
    """Pace, moment in Berlin and number of news of each open digest."""
    rows = Digest.objects.filter(user=user, closed_at=None).order_by("pace")
    return [
        (
            row.pace,
            f"{row.due_at.astimezone(BERLIN):%a %d %H:%M}",
            row.notifications.count(),
        )
        for row in rows
    ]
