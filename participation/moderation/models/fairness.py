from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from commons.accounts.visitors import Visitor
from commons.clock import berlin_today
from neighbourhood.regions.models import Region
from participation.moderation.coverage import moderates
from participation.moderation.enums import ComplaintOutcome, LawField, ReportReason
from participation.moderation.models.decisions import Decision
from participation.moderation.models.pool import PoolMember
from participation.moderation.models.queue import QueueItem

LONGEST_ADDRESS = 254


class ReportQuerySet(models.QuerySet):
    def open(self) -> Self:
        return self.filter(decision__isnull=True)


class Report(models.Model):
    """A notice about a published contribution (Art. 16 DSA).

    `address` is where somebody without an account wants to hear what came of it.
    `name` is asked for only with illegal content. `device` and `network` are keyed
    hashes that weigh reports against each other; both are forgotten, the network
    within days. `account_days` is how old the account was then, `times` how often the
    same person said so while it waited.
    """

    item = models.ForeignKey(
        QueueItem, on_delete=models.SET_NULL, null=True, related_name="reports"
    )
    kind = models.CharField(max_length=40)
    target_id = models.BigIntegerField()
    number = models.CharField(max_length=20, blank=True, default="", db_default="")
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    address = models.EmailField(blank=True)
    language = models.CharField(max_length=8, default="de")
    reason = models.CharField(
        _("Was stimmt nicht?"), max_length=30, choices=ReportReason
    )
    text = models.TextField(_("Was sollen wir wissen?"), blank=True)
    law_field = models.CharField(
        max_length=20, choices=LawField, blank=True, default="", db_default=""
    )
    passage = models.CharField(max_length=500, blank=True, default="", db_default="")
    name = models.CharField(max_length=120, blank=True, default="", db_default="")
    is_in_good_faith = models.BooleanField(default=False, db_default=False)
    device = models.CharField(max_length=64, blank=True, default="", db_default="")
    network = models.CharField(max_length=64, blank=True, default="", db_default="")
    account_days = models.PositiveIntegerField(null=True)
    times = models.PositiveSmallIntegerField(default=1, db_default=1)
    reported_at = models.DateTimeField()
    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, related_name="reports"
    )

    objects = ReportQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["kind", "target_id"], name="report_target"),
            models.Index(
                fields=["reported_at"],
                condition=~Q(network=""),
                name="report_with_network",
            ),
            models.Index(
                fields=["device"], condition=~Q(device=""), name="report_device"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=""), name="report_says_what_is_wrong"
            ),
            models.CheckConstraint(
                condition=Q(law_field="") | Q(reason="unlawful"),
                name="report_law_only_if_unlawful",
            ),
            models.UniqueConstraint(
                fields=["kind", "target_id", "reported_by"],
                condition=Q(decision__isnull=True, reported_by__isnull=False),
                name="report_once_while_open",
            ),
            models.UniqueConstraint(
                fields=["kind", "target_id", "device"],
                condition=Q(decision__isnull=True, reported_by__isnull=True)
                & ~Q(device=""),
                name="report_once_a_device_while_open",
            ),
            models.UniqueConstraint(
                fields=["number"], condition=~Q(number=""), name="report_number_once"
            ),
        ]

    def __str__(self) -> str:
        return f"report on {self.kind}:{self.target_id}"

    @property
    def reference(self) -> str:
        """As people read it: M-2026-00012."""
        return f"M-{self.number}" if self.number else ""


class ComplaintQuerySet(models.QuerySet):
    def open(self) -> Self:
        return self.filter(decided_at__isnull=True)

    def visible_to(self, visitor: Visitor) -> Self:
        """What lies in the regions that the visitor moderates; to the pool, all."""
        if visitor.user_id is None:
            return self.none()
        in_pool = PoolMember.objects.active().filter(user=visitor.user_id)
        return self.filter(moderates(visitor) | Q(models.Exists(in_pool)))


class Complaint(models.Model):
    """An objection to a decision; never decided by who decided first (Art. 20 DSA).

    `author` wrote what the decision is about, `complained_by` objects: mostly the same
    account, or none. `address` is where somebody without one hears what came of it.
    `entered_by` typed what came by letter or telephone.
    """

    decision = models.OneToOneField(
        Decision, on_delete=models.PROTECT, related_name="complaint"
    )
    region = models.ForeignKey(
        Region, on_delete=models.PROTECT, null=True, related_name="+"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    complained_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    address = models.CharField(
        max_length=LONGEST_ADDRESS, blank=True, default="", db_default=""
    )
    language = models.CharField(max_length=8, default="de", db_default="de")
    text = models.TextField(_("Ihr Einwand"))
    complained_at = models.DateTimeField()
    due_on = models.DateField(null=True)
    reminded_at = models.DateTimeField(null=True)
    first_decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    decided_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, choices=ComplaintOutcome, blank=True)
    answer = models.TextField(_("Antwort"), blank=True)

    objects = ComplaintQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["complained_at", "id"],
                condition=Q(decided_at__isnull=True),
                name="complaint_oldest_open",
            ),
            models.Index(
                fields=["due_on"],
                condition=Q(decided_at__isnull=True, reminded_at__isnull=True),
                name="complaint_due",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True)
                | Q(first_decided_by__isnull=True)
                | ~Q(decided_by=F("first_decided_by")),
                name="complaint_decided_by_somebody_else",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True)
                | (
                    (Q(author__isnull=True) | ~Q(decided_by=F("author")))
                    & (
                        Q(complained_by__isnull=True)
                        | ~Q(decided_by=F("complained_by"))
                    )
                ),
                name="complaint_not_decided_by_a_party",
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, outcome="", answer="")
                | (Q(decided_at__isnull=False) & ~Q(outcome="") & ~Q(answer="")),
                name="complaint_decided_has_outcome",
            ),
        ]

    def __str__(self) -> str:
        return f"complaint on decision {self.decision_id}"

    def get_absolute_url(self) -> str:
        return reverse("moderation:complaint", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.decided_at is None

    @property
    def is_overdue(self) -> bool:
        return self.is_open and self.due_on is not None and self.due_on < berlin_today()
