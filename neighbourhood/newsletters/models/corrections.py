from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from neighbourhood.newsletters.models.newsletters import Mailing, Newsletter


class Correction(Mailing):
    """A Berichtigung: stands above the Rundbrief from now on.

    A second mail goes to those who got the first only where somebody chose so.
    """

    newsletter = models.ForeignKey(
        Newsletter, on_delete=models.PROTECT, related_name="corrections"
    )
    text = models.TextField(_("Berichtigung"))
    is_mailed = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )

    class Meta:
        ordering = ["newsletter_id", "created_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="correction_has_words"),
            models.CheckConstraint(
                condition=Q(is_mailed=True)
                | Q(cursor=0, handed=0, handed_at__isnull=True),
                name="correction_handed_if_mailed",
            ),
        ]

    def __str__(self) -> str:
        return f"correction of newsletter {self.newsletter_id}"

    @property
    def key_prefix(self) -> str:
        return f"correction:{self.pk}:"
