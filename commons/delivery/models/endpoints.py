"""Other programs that are told what happens, by a signed call."""

from django.conf import settings
from django.db import models


class Endpoint(models.Model):
    """Where to call, for which events, and the sealed secret that signs the call."""

    name = models.CharField(max_length=80)
    url = models.CharField(max_length=500)
    events = models.JSONField(default=list)
    sealed_secret = models.BinaryField()
    is_active = models.BooleanField(default=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
