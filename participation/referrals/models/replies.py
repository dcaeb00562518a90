from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext

from commons.accounts.visitors import Visitor
from commons.incoming.models import Mail
from participation.referrals.enums import ReplyState
from participation.referrals.models.referral import Referral
from participation.referrals.models.statement import Statement


class ReplyQuerySet(models.QuerySet):
    def waiting(self) -> Self:
        return self.filter(state=ReplyState.DRAFT)

    def visible_to(self, visitor: Visitor) -> Self:
        """Whoever sees the case: its moderators, and the members of its Amt."""
        referrals = Referral.objects.visible_to(visitor)
        return self.filter(referral__in=referrals)


class Reply(models.Model):
    """A mail of an Amt to one referral; a draft until somebody has read it.

    Its words stay in the mail and go with it; what was made of them is a Statement,
    a Question or a return of its own.
    """

    referral = models.ForeignKey(
        Referral, on_delete=models.PROTECT, related_name="replies"
    )
    mail = models.OneToOneField(Mail, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(
        max_length=15, choices=ReplyState, default=ReplyState.DRAFT
    )
    received_at = models.DateTimeField()
    statement = models.OneToOneField(
        Statement, on_delete=models.PROTECT, null=True, related_name="reply"
    )
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )

    objects = ReplyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "replies"
        ordering = ["received_at", "pk"]
        indexes = [
            models.Index(
                fields=["received_at"],
                condition=Q(state="draft"),
                name="reply_waiting",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=ReplyState.values), name="reply_known_state"
            ),
            models.CheckConstraint(
                condition=Q(state="stated", statement__isnull=False)
                | (~Q(state="stated") & Q(statement__isnull=True)),
                name="reply_stated_has_statement",
            ),
            models.CheckConstraint(
                condition=Q(state="draft", decided_at__isnull=True)
                | (~Q(state="draft") & Q(decided_at__isnull=False)),
                name="reply_decided_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"reply to referral {self.referral_id}"

    def get_absolute_url(self) -> str:
        return reverse("referrals:reply-show", args=[self.pk])

    @property
    def is_waiting(self) -> bool:
        return self.state == ReplyState.DRAFT

    @property
    def label(self) -> str:
        """`Abwesenheitsnotiz`, or what a person made of it."""
        if self.state == ReplyState.NOTED and self.mail.is_automatic:
            return str(self.mail.get_automatic_display())
        if self.statement is not None and self.statement.is_interim:
            return gettext("als Zwischenstand übernommen")
        return str(self.get_state_display())
