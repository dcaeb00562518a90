from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from commons.delivery.models import Delivery
from commons.links.models import SignedLink
from neighbourhood.departments.models.speaking import LONGEST_NAME
from participation.referrals.models.referral import Referral

LONGEST_NOTE = 1_000


class HandOver(models.Model):
    """A case given to a colleague by a link of their own; the first one stays."""

    referral = models.ForeignKey(
        Referral, on_delete=models.PROTECT, related_name="hand_overs"
    )
    link = models.OneToOneField(SignedLink, on_delete=models.PROTECT, related_name="+")
    from_link = models.ForeignKey(
        SignedLink, on_delete=models.PROTECT, null=True, related_name="+"
    )
    handed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    giver = models.CharField(max_length=LONGEST_NAME, blank=True)
    is_by_desk = models.BooleanField(default=False)
    note = models.TextField(_("Ein Wort dazu"), blank=True)
    handed_at = models.DateTimeField()
    delivery = models.OneToOneField(
        Delivery, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["handed_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(link=F("from_link")), name="handover_is_a_new_link"
            ),
        ]

    def __str__(self) -> str:
        return f"hand-over of referral {self.referral_id}"

    @property
    def given_by(self) -> str:
        """As they wrote it, else their account's name."""
        return self.giver or (self.handed_by.display_name if self.handed_by else "")
