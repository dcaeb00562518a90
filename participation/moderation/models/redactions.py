from django.db import models
from django.db.models import Q

from participation.moderation.enums import Blackened
from participation.moderation.models.decisions import Decision


class Redaction(models.Model):
    """What kind of thing a decision blackened, how often; never the thing itself."""

    decision = models.ForeignKey(
        Decision, on_delete=models.CASCADE, related_name="redactions"
    )
    what = models.CharField(max_length=10, choices=Blackened)
    is_picture = models.BooleanField(default=False)
    count = models.PositiveIntegerField()

    class Meta:
        ordering = ["is_picture", "what"]
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "what", "is_picture"], name="redaction_once"
            ),
            models.CheckConstraint(
                condition=Q(count__gte=1), name="redaction_of_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.what} x {self.count}"
