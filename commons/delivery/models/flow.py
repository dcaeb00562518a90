"""How fast the outbox may flow, and when it stands still."""

from django.db import models
from django.db.models import Q


class Bucket(models.Model):
    """A leaky bucket: `free_at` is when all that was promised so far has run out.

    `key` names what is limited, with hashed addresses; see `pace`. A row that lies in
    the past says nothing and may be deleted.
    """

    key = models.CharField(max_length=100, primary_key=True)
    free_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["free_at"], name="bucket_free_at")]

    def __str__(self) -> str:
        return self.key


class Standstill(models.Model):
    """Our own mail server turns us away, so no message is tried until it lets us in.

    `code` is what it answers, without addresses. Beat knocks at `next_knock_at`.
    """

    since = models.DateTimeField()
    code = models.CharField(max_length=200)
    knocks = models.PositiveIntegerField(default=0)
    next_knock_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["ended_at"],
                nulls_distinct=False,
                condition=Q(ended_at__isnull=True),
                name="standstill_one_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"standstill since {self.since:%Y-%m-%d %H:%M}"
