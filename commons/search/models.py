from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.db import models


class SearchRow(models.Model):
    """What search knows of one thing. The words are normalised (ä → ae, ß → ss)."""

    kind = models.CharField(max_length=40)
    target_id = models.BigIntegerField()
    audience = models.CharField(max_length=40, default="public")
    region_id = models.BigIntegerField(null=True)
    title = models.CharField(max_length=200)
    words = SearchVectorField()
    trigram_text = models.TextField()
    changed_at = models.DateTimeField()

    class Meta:
        indexes = [
            GinIndex(fields=["words"], name="searchrow_words"),
            GinIndex(
                OpClass("trigram_text", name="gin_trgm_ops"), name="searchrow_trigram"
            ),
            models.Index(fields=["region_id", "kind"], name="searchrow_region"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "target_id"], name="searchrow_once_per_target"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.target_id}"
