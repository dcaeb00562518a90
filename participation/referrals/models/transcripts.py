from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commons.delivery.models import Delivery
from commons.terms.models import Terms
from participation.referrals.enums import SaidWay, TranscriptState
from participation.referrals.models.statement import Statement


class Transcript(models.Model):
    """What the SPK wrote down of a department's words, and what that said to it.

    `object_until` is the day after which silence counts; without one nobody has given
    the department its copy yet.
    """

    statement = models.OneToOneField(
        Statement, on_delete=models.PROTECT, related_name="transcript"
    )
    way = models.CharField(_("Auf welchem Weg?"), max_length=10, choices=SaidWay)
    said_on = models.DateField(_("Wann?"))
    state = models.CharField(
        max_length=12, choices=TranscriptState, default=TranscriptState.WAITING
    )
    delivery = models.OneToOneField(
        Delivery, on_delete=models.PROTECT, null=True, related_name="+"
    )
    object_until = models.DateField(null=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(
                fields=["object_until"],
                condition=Q(state="waiting"),
                name="transcript_waiting",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(way__in=SaidWay.values), name="transcript_known_way"
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", settled_at__isnull=True)
                | Q(
                    state__in=["confirmed", "corrected", "unobjected"],
                    settled_at__isnull=False,
                ),
                name="transcript_settled_has_time",
            ),
            models.CheckConstraint(
                condition=Q(object_until__isnull=False)
                | Q(delivery__isnull=True, state__in=["waiting", "corrected"]),
                name="transcript_sent_has_end",
            ),
        ]

    def __str__(self) -> str:
        return f"transcript of statement {self.statement_id}"

    @property
    def is_waiting(self) -> bool:
        return self.state == TranscriptState.WAITING

    @property
    def is_to_hand_over(self) -> bool:
        """A body without a mailbox gets its copy from somebody."""
        return self.is_waiting and self.object_until is None


class TranscriptTerms(Terms):
    """How long a department has to object to what the SPK wrote down."""

    object_days = models.PositiveSmallIntegerField(
        _("So lange kann ein Amt berichtigen, in Arbeitstagen"), default=5
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(object_days__gte=1, object_days__lte=60),
                name="transcriptterms_in_range",
            ),
        ]

    def __str__(self) -> str:
        return f"transcript terms {self.pk}"
