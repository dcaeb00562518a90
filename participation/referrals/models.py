from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commons.accounts.visitors import Visitor
from commons.delivery.models import Delivery
from commons.files.models import StoredFile
from commons.links.models import SignedLink
from neighbourhood.deadlines.models import Deadline, ReminderStep
from neighbourhood.departments.models import Department
from participation.ideas.enums import Outcome
from participation.ideas.models import Idea
from participation.moderation.rules import can_see_desk
from participation.referrals.enums import (
    AnswerState,
    ReferralRole,
    ReferralState,
    ReturnReason,
)
from participation.referrals.workflow import OPEN


class ReferralQuerySet(models.QuerySet):
    def open(self) -> Self:
        return self.filter(state__in=OPEN)

    def visible_to(self, visitor: Visitor) -> Self:
        """What the SPK's desk sees, or the departments one works for."""
        if can_see_desk(visitor):
            return self
        return self.filter(department_id__in=visitor.department_ids)


class Referral(Deadline):
    """An idea handed to one department; its delivery is written with it."""

    idea = models.ForeignKey(Idea, on_delete=models.PROTECT, related_name="referrals")
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, related_name="referrals"
    )
    role = models.CharField(max_length=10, choices=ReferralRole)
    state = models.CharField(
        max_length=15, choices=ReferralState, default=ReferralState.QUEUED
    )
    cover_note = models.TextField(_("Anschreiben"), blank=True)
    referred_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    referred_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    return_reason = models.CharField(max_length=20, choices=ReturnReason, blank=True)
    return_text = models.TextField(_("Begründung"), blank=True)
    suggested_department = models.ForeignKey(
        Department,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("zuständig ist wohl"),
    )
    dossier = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, null=True, related_name="+"
    )
    link = models.ForeignKey(
        SignedLink, on_delete=models.PROTECT, null=True, related_name="+"
    )
    delivery = models.OneToOneField(
        Delivery, on_delete=models.PROTECT, null=True, related_name="+"
    )
    replaces = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = ReferralQuerySet.as_manager()

    class Meta(Deadline.Meta):
        indexes = [
            models.Index(
                fields=["due_on"],
                condition=Q(state__in=sorted(OPEN)),
                name="referral_open_by_due_date",
            ),
            models.Index(
                fields=["department", "state", "due_on"], name="referral_department"
            ),
        ]
        constraints = [
            *Deadline.Meta.constraints,
            models.UniqueConstraint(
                fields=["idea"],
                condition=Q(role="lead", state__in=sorted(OPEN)),
                name="referral_one_open_lead_per_idea",
            ),
            models.UniqueConstraint(
                fields=["idea", "department"],
                condition=Q(state__in=sorted(OPEN)),
                name="referral_one_open_per_department",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=sorted(OPEN)) | Q(due_on__isnull=False),
                name="referral_open_has_due_date",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["sent", "acknowledged", "question", "stated"])
                | Q(sent_at__isnull=False),
                name="referral_sent_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(state="returned") | ~Q(return_reason=""),
                name="referral_returned_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[*sorted(OPEN), "failed"])
                | Q(closed_at__isnull=False),
                name="referral_ended_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.idea_id} to {self.department_id}"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN


class Statement(models.Model):
    """What a department says to the SPK; a correction is a new one."""

    referral = models.ForeignKey(
        Referral, on_delete=models.PROTECT, related_name="statements"
    )
    text = models.TextField(_("Stellungnahme"))
    outcome = models.CharField(_("Ergebnis"), max_length=20, choices=Outcome)
    stated_at = models.DateTimeField()
    stated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    link = models.ForeignKey(
        SignedLink, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["stated_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="statement_has_text"),
            models.CheckConstraint(
                condition=~Q(outcome=""), name="statement_has_outcome"
            ),
        ]

    def __str__(self) -> str:
        return f"statement on referral {self.referral_id}"


class Answer(models.Model):
    """What the SPK publishes to residents, made of statements."""

    idea = models.ForeignKey(Idea, on_delete=models.PROTECT, related_name="answers")
    state = models.CharField(
        max_length=10, choices=AnswerState, default=AnswerState.DRAFT
    )
    text = models.TextField(_("Antwort"))
    outcome = models.CharField(_("Ergebnis"), max_length=20, choices=Outcome)
    reason = models.TextField(_("Begründung"), blank=True)
    instead = models.TextField(_("Was stattdessen möglich ist"), blank=True)
    promised_on = models.DateField(_("zugesagt bis"), null=True, blank=True)
    statements = models.ManyToManyField(Statement, blank=True, related_name="answers")
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    created_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["idea"],
                condition=Q(state="draft"),
                name="answer_one_draft_per_idea",
            ),
            models.CheckConstraint(
                condition=Q(state="draft", published_at__isnull=True)
                | Q(state="published", published_at__isnull=False),
                name="answer_published_has_time",
            ),
            models.CheckConstraint(
                condition=Q(state="draft")
                | ~Q(outcome__in=["deferred", "not_possible", "not_ours"])
                | ~Q(reason=""),
                name="answer_no_needs_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"answer to {self.idea_id}"


class ReferralReminder(ReminderStep):
    referral = models.ForeignKey(
        Referral, on_delete=models.CASCADE, related_name="reminders"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["referral", "due_on", "step"], name="referralreminder_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.step} for referral {self.referral_id}"
