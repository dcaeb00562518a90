from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

ANSWER_WITHIN = timedelta(seconds=60)
# After a no somebody asks again at the earliest then.
ASK_AGAIN_AFTER = timedelta(minutes=5)
# A question that nobody came back to blocks nobody else.
FORGOTTEN_AFTER = timedelta(minutes=3)


class Asked(models.Model):
    """Somebody asks whoever holds a claim to hand it over; one at a time.

    `kept_at` is when the holder said no. All three are empty again as soon as the
    claim ends: who asked whom is nobody's business later.
    """

    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    asked_at = models.DateTimeField(null=True)
    kept_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(asked_by__isnull=True) | Q(asked_at__isnull=False),
                name="queueitem_question_has_time",
            ),
            models.CheckConstraint(
                condition=Q(kept_at__isnull=True) | Q(asked_at__isnull=False),
                name="queueitem_no_answers_a_question",
            ),
        ]


def waiting_question() -> Q:
    """Asked, and not answered yet."""
    return Q(asked_by__isnull=False, kept_at__isnull=True)


def unanswered_for(user_id: int | None) -> Q:
    """Asked by this person, and the time to answer is over; by the database's clock."""
    asked = waiting_question() & Q(asked_by=user_id)
    return asked & Q(asked_at__lte=Now() - ANSWER_WITHIN)


def askable_for(user_id: int | None) -> Q:
    """Nobody asks just now, or what was asked is answered or forgotten."""
    of_another = ~Q(asked_by=user_id)
    return (
        Q(asked_by__isnull=True)
        | Q(kept_at__lte=Now() - ASK_AGAIN_AFTER)
        | (of_another & Q(kept_at__isnull=False))
        | (of_another & Q(asked_at__lte=Now() - FORGOTTEN_AFTER))
    )
