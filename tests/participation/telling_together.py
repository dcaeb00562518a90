"""Who was told what, once everything that waits has been told."""

from commons.notifications import services as notifications
from commons.notifications.models import Notification
from commons.verbs.models import Happening
from tests.telling import past_undoing


def told(verb):
    """Pairs of account and reason."""
    past_undoing()
    for pk in Happening.objects.filter(verb=verb).values_list("pk", flat=True):
        notifications.expand(pk)
    rows = Notification.objects.filter(happening__verb=verb)
    return set(rows.values_list("user", "reason"))
