"""Versions of a contribution's content.

A concrete table adds `target`, a key to its contribution, and a unique constraint
over `(target, version)`. Redaction rewrites the content of old snapshots too.
"""

from django.conf import settings
from django.db import models


class Snapshot(models.Model):
    version = models.PositiveIntegerField()
    content = models.JSONField()
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    created_at = models.DateTimeField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self._meta.model_name} version {self.version}"
