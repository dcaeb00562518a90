"""The record of who did what to what: ids, verbs and codes, append-only.

Triggers (migration 0002) refuse UPDATE, DELETE and TRUNCATE on both tables and
stamp each entry with its transaction id. Writers take no lock: a sealer hashes
entries into the chain later, once no older transaction can still add one.
"""

from typing import Self

from django.db import models
from django.db.models.expressions import RawSQL

# A transaction id of the future comes from the cluster that a backup was taken of.
SETTLED = """
    transaction_id < pg_snapshot_xmin(pg_current_snapshot())::text::bigint
    OR (transaction_id >= pg_snapshot_xmax(pg_current_snapshot())::text::bigint
        AND transaction_id IS DISTINCT FROM
            pg_current_xact_id_if_assigned()::text::bigint)
"""


class AuditEntryQuerySet(models.QuerySet):
    def unsealed(self) -> Self:
        return self.filter(seal__isnull=True)

    def settled(self) -> Self:
        """Unsealed, and every transaction that old has ended.

        So none can add an entry before these. Snapshot and entries are read in one
        statement: with two, an entry committed between them would seem to come from
        the future.
        """
        is_settled = RawSQL(SETTLED, [], models.BooleanField())  # noqa: S611 -- fixed
        return self.unsealed().annotate(is_settled=is_settled).filter(is_settled=True)


class AuditEntry(models.Model):
    verb = models.CharField(max_length=80)
    kind = models.CharField(max_length=40, blank=True)
    target_id = models.BigIntegerField(null=True)
    by_id = models.BigIntegerField(null=True)
    codes = models.JSONField(default=dict)
    recorded_at = models.DateTimeField()
    transaction_id = models.BigIntegerField(default=0, editable=False)

    objects = AuditEntryQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["kind", "target_id", "id"], name="auditentry_target"),
            models.Index(fields=["by_id", "id"], name="auditentry_by"),
            models.Index(fields=["transaction_id", "id"], name="auditentry_settled"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.kind}:{self.target_id}"


class AuditSeal(models.Model):
    """One link of the chain: the hash of an entry and of the seal before it."""

    position = models.BigIntegerField(primary_key=True)
    entry = models.OneToOneField(
        AuditEntry, on_delete=models.PROTECT, related_name="seal"
    )
    digest = models.BinaryField(max_length=32)
    sealed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(position__gte=1), name="auditseal_position_from_one"
            ),
        ]

    def __str__(self) -> str:
        return f"seal {self.position}"
