from django.conf import settings
from django.db import models


class PersonalCalendar(models.Model):
    """The secret address of somebody's own calendar; only its hash is here."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = "personal calendar"

    def __str__(self) -> str:
        return f"personal calendar {self.pk}"
