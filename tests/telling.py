"""Letting the time pass in which a decision can be undone and nobody is told."""

from django.db.models import F

from commons.verbs.models import Happening


def past_undoing():
    """Everything that waits may be told now, as if the seconds had gone by."""
    waiting = Happening.objects.filter(expanded_at=None, withdrawn_at=None)
    waiting.update(not_before=F("happened_at"))
