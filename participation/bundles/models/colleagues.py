from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from commons.delivery.models import Delivery
from commons.links.models import SignedLink
from neighbourhood.departments.models.speaking import LONGEST_NAME
from participation.bundles.models.bundles import Bundle
from participation.referrals.models import HandOver


class BundleHandOver(models.Model):
    """A whole bundle given to a colleague by a link of their own; the first one stays.

    `cases` are the keys to its single cases that came with it and end with it.
    """

    bundle = models.ForeignKey(
        Bundle, on_delete=models.PROTECT, related_name="hand_overs"
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
    note = models.TextField(_("Ein Wort dazu"), blank=True)
    handed_at = models.DateTimeField()
    delivery = models.OneToOneField(
        Delivery, on_delete=models.PROTECT, null=True, related_name="+"
    )
    cases = models.ManyToManyField(HandOver, related_name="+")

    class Meta:
        ordering = ["handed_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(link=F("from_link")),
                name="bundlehandover_is_a_new_link",
            ),
        ]

    def __str__(self) -> str:
        return f"hand-over of bundle {self.bundle_id}"

    @property
    def given_by(self) -> str:
        """As they wrote it, else their account's name."""
        return self.giver or (self.handed_by.display_name if self.handed_by else "")
