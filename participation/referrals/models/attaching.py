from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commons.files.models import StoredFile
from participation.referrals.models.releasing import PendingStatement
from participation.referrals.models.statement import Statement


class Attachment(models.Model):
    """A picture or PDF with a statement; public only where the SPK chooses so."""

    statement = models.ForeignKey(
        Statement, on_delete=models.PROTECT, null=True, related_name="attachments"
    )
    pending = models.ForeignKey(
        PendingStatement,
        on_delete=models.PROTECT,
        null=True,
        related_name="attachments",
    )
    stored_file = models.OneToOneField(
        StoredFile, on_delete=models.PROTECT, related_name="+"
    )
    is_shown = models.BooleanField(_("steht unter der Antwort"), default=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(statement__isnull=False, pending__isnull=True)
                | Q(statement__isnull=True, pending__isnull=False, is_shown=False),
                name="attachment_belongs_to_one",
            ),
        ]

    def __str__(self) -> str:
        return f"attachment {self.pk}"
