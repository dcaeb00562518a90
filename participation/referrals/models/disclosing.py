from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from participation.referrals.enums import ConsentWay
from participation.referrals.models.referral import Referral


class ContactRelease(models.Model):
    """The author agreed that this department may get in touch; how, and on which day.

    The row holds the consent, never the contact data: they stay where they are.
    """

    referral = models.OneToOneField(
        Referral, on_delete=models.CASCADE, related_name="contact_release"
    )
    consent_on = models.DateField(_("Wann hat die Person zugestimmt?"))
    consent_way = models.CharField(
        _("Wie hat sie zugestimmt?"), max_length=10, choices=ConsentWay
    )
    released_at = models.DateTimeField()
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    shown_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(consent_way__in=ConsentWay.values),
                name="contactrelease_known_way",
            ),
        ]

    def __str__(self) -> str:
        return f"contact release on referral {self.referral_id}"
