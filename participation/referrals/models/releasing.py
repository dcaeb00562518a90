from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from commons.links.models import SignedLink
from neighbourhood.departments.models.speaking import LONGEST_NAME
from participation.referrals.models.referral import Referral
from participation.referrals.models.statement import Statement
from participation.referrals.models.wording import Wording


class PendingStatementQuerySet(models.QuerySet):
    def waiting(self) -> Self:
        return self.filter(settled_at__isnull=True)


class PendingStatement(Wording):
    """Words that wait for a second person of the department; the SPK sees none of it.

    Released, they become a Statement; otherwise something took their place.
    """

    referral = models.ForeignKey(
        Referral, on_delete=models.PROTECT, related_name="pending"
    )
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    link = models.ForeignKey(
        SignedLink, on_delete=models.PROTECT, null=True, related_name="+"
    )
    settled_at = models.DateTimeField(null=True)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    released_link = models.ForeignKey(
        SignedLink, on_delete=models.PROTECT, null=True, related_name="+"
    )
    releaser = models.CharField(max_length=LONGEST_NAME, blank=True)
    statement = models.OneToOneField(
        Statement, on_delete=models.PROTECT, null=True, related_name="draft"
    )

    objects = PendingStatementQuerySet.as_manager()

    class Meta(Wording.Meta):
        ordering = ["written_at", "pk"]
        constraints = [
            *Wording.Meta.constraints,
            models.UniqueConstraint(
                fields=["referral"],
                condition=Q(settled_at__isnull=True),
                name="pendingstatement_one_waits",
            ),
            models.CheckConstraint(
                condition=Q(statement__isnull=True) | Q(settled_at__isnull=False),
                name="pendingstatement_released_has_time",
            ),
            models.CheckConstraint(
                condition=Q(statement__isnull=False)
                | Q(released_by__isnull=True, released_link__isnull=True, releaser=""),
                name="pendingstatement_only_released_has_releaser",
            ),
            # With a null on either side the database says yes: two means never meet.
            models.CheckConstraint(
                condition=~Q(released_by=F("written_by")),
                name="pendingstatement_two_accounts",
            ),
            models.CheckConstraint(
                condition=~Q(released_link=F("link")),
                name="pendingstatement_two_links",
            ),
        ]

    def __str__(self) -> str:
        return f"waiting statement on referral {self.referral_id}"
