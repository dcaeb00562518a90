from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy as _

from commons.accounts.visitors import Visitor
from commons.delivery.models import Delivery
from commons.files.models import StoredFile
from commons.links.models import SignedLink
from neighbourhood.deadlines.models import Deadline
from neighbourhood.departments.models import Department
from participation.ideas.models import Idea
from participation.moderation.rules import MODERATING, can_see_desk
from participation.referrals.enums import (
    ReferralRole,
    ReferralState,
    ReturnReason,
)
from participation.referrals.models.routes import Route
from participation.referrals.workflow import OPEN, SENT, UNFINISHED


class ReferralQuerySet(models.QuerySet):
    def open(self) -> Self:
        return self.filter(state__in=OPEN)

    def unfinished(self) -> Self:
        return self.filter(state__in=UNFINISHED)

    def leads(self) -> Self:
        return self.filter(role=ReferralRole.LEAD)

    def visible_to(self, visitor: Visitor) -> Self:
        """Of the regions one moderates, and of the departments one works for."""
        mine = Q(
            department_id__in=sorted(visitor.department_ids), state__in=sorted(SENT)
        )
        return self.filter(mine | _at_desk(visitor))

    def at_desk_of(self, visitor: Visitor) -> Self:
        """What the SPK looks after in the regions one moderates."""
        return self.filter(_at_desk(visitor))


def _at_desk(visitor: Visitor) -> Q:
    if not can_see_desk(visitor):
        return Q(pk__in=[])
    region_ids = visitor.region_ids(*MODERATING)
    if region_ids is None:
        return Q(pk__isnull=False)
    return Q(idea__region_id__in=sorted(region_ids))


class Referral(Deadline):
    """An idea handed to one department; its delivery is written with it, or follows
    where several go in one mail."""

    idea = models.ForeignKey(Idea, on_delete=models.PROTECT, related_name="referrals")
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, related_name="referrals"
    )
    role = models.CharField(max_length=10, choices=ReferralRole)
    state = models.CharField(
        max_length=15, choices=ReferralState, default=ReferralState.QUEUED
    )
    cover_note = models.TextField(_("Anschreiben"), blank=True)
    working_days = models.PositiveSmallIntegerField(_("Frist in Arbeitstagen"))
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
    # Who gave it back, as they wrote it.
    return_speaker = models.CharField(max_length=200, blank=True, db_default="")
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
    # One for several where they go together; none yet while they are collected.
    delivery = models.ForeignKey(
        Delivery, on_delete=models.PROTECT, null=True, related_name="+"
    )
    # Its mail is one for several: whoever made that looks after it (`companions`).
    goes_along = models.BooleanField(default=False, db_default=False)
    # Why it went there; none where it was referred before there were rules.
    route = models.OneToOneField(
        Route, on_delete=models.PROTECT, null=True, related_name="referral"
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
                condition=Q(role="lead", state__in=sorted(UNFINISHED)),
                name="referral_one_open_lead_per_idea",
            ),
            models.UniqueConstraint(
                fields=["idea", "department"],
                condition=Q(state__in=sorted(UNFINISHED)),
                name="referral_one_open_per_department",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=sorted(OPEN)) | Q(due_on__isnull=False),
                name="referral_open_has_due_date",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=sorted(SENT)) | Q(sent_at__isnull=False),
                name="referral_sent_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(state="returned") | ~Q(return_reason=""),
                name="referral_returned_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(state__in=sorted(UNFINISHED)) | Q(closed_at__isnull=False),
                name="referral_ended_has_time",
            ),
            models.CheckConstraint(
                condition=Q(paused_at__isnull=True) | Q(state="question"),
                name="referral_paused_by_question",
            ),
            models.CheckConstraint(
                condition=Q(working_days__gte=1, working_days__lte=120),
                name="referral_working_days_in_range",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.idea_id} to {self.department_id}"

    def get_absolute_url(self) -> str:
        return reverse("referrals:referral-detail", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def due_day(self) -> date:
        """The due date as a day; a referral is born with one."""
        assert self.due_on_id is not None  # noqa: S101 -- see above
        return self.due_on_id

    @property
    def is_lead(self) -> bool:
        return self.role == ReferralRole.LEAD

    @property
    def is_by_hand(self) -> bool:
        """No mail goes there: somebody hands it over."""
        return self.link_id is None

    @property
    def shown_state(self) -> str:
        if self.state == ReferralState.QUEUED and self.is_by_hand:
            return gettext("von Hand weiterzugeben")
        if self.goes_along and self.delivery_id is None and self.is_open:
            return gettext("wartet auf die gemeinsame Mail")
        return str(self.get_state_display())

    @property
    def is_paused(self) -> bool:
        return self.paused_at is not None
