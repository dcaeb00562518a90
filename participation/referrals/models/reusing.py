from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy as _

from commons.accounts.visitors import Visitor
from commons.clock import berlin_today
from commons.delivery.models import Delivery
from commons.links.models import SignedLink
from commons.terms.models import Terms
from neighbourhood.departments.models import Department
from participation.ideas.models import Idea
from participation.moderation.models import Decision
from participation.moderation.rules import MODERATING, can_see_desk
from participation.referrals.enums import ReuseState
from participation.referrals.models.answer import Answer
from participation.referrals.reuse_states import CURRENT, MAY_OBJECT

LONGEST_OBJECTION = 4_000


class ReuseTerms(Terms):
    """How old an answer may be to be told again, and how long an Amt may object."""

    months = models.PositiveSmallIntegerField(
        _("Wie alt eine Antwort höchstens sein darf, in Monaten"), default=24
    )
    working_days = models.PositiveSmallIntegerField(
        _("Wie lange ein Amt widersprechen darf, in Arbeitstagen"), default=20
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(months__gte=1, months__lte=120),
                name="reuseterms_months_in_range",
            ),
            models.CheckConstraint(
                condition=Q(working_days__gte=5, working_days__lte=60),
                name="reuseterms_working_days_in_range",
            ),
        ]

    def __str__(self) -> str:
        return gettext(
            "Antworten bis zu %(months)s Monate alt; ein Amt kann %(days)s Arbeitstage "
            "lang widersprechen."
        ) % {"months": self.months, "days": self.working_days}


class ReuseQuerySet(models.QuerySet):
    def current(self) -> Self:
        return self.filter(state__in=sorted(CURRENT))

    def at_desk_of(self, visitor: Visitor) -> Self:
        """What the SPK looks after in the regions one moderates."""
        return self.filter(_at_desk(visitor))

    def visible_to(self, visitor: Visitor) -> Self:
        """Also to the departments whose answers were told again."""
        mine = Q(department_id__in=sorted(visitor.department_ids))
        return self.filter(mine | _at_desk(visitor))


def _at_desk(visitor: Visitor) -> Q:
    if not can_see_desk(visitor):
        return Q(pk__in=[])
    region_ids = visitor.region_ids(*MODERATING)
    if region_ids is None:
        return Q(pk__isnull=False)
    return Q(idea__region_id__in=sorted(region_ids))


class Reuse(models.Model):
    """An idea answered with an earlier answer; its Amt is told, and may object.

    What was said, when and to which idea stands in `answer.source`, never here, so
    that whatever happens to the source reaches both. `decision` published the idea
    in the same step, if it was not public yet.
    """

    idea = models.ForeignKey(Idea, on_delete=models.PROTECT, related_name="reuses")
    answer = models.OneToOneField(
        Answer, on_delete=models.PROTECT, related_name="reuse"
    )
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, related_name="+"
    )
    state = models.CharField(
        max_length=10, choices=ReuseState, default=ReuseState.INFORMING
    )
    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, related_name="+"
    )
    created_at = models.DateTimeField()
    working_days = models.PositiveSmallIntegerField()
    object_until = models.DateField()
    informed_at = models.DateTimeField(null=True)
    link = models.ForeignKey(
        SignedLink, on_delete=models.PROTECT, null=True, related_name="+"
    )
    delivery = models.OneToOneField(
        Delivery, on_delete=models.PROTECT, null=True, related_name="+"
    )
    objection = models.TextField(_("Widerspruch"), blank=True)
    objected_at = models.DateTimeField(null=True)
    objected_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    review_until = models.DateField(null=True)
    review = models.TextField(_("Warum die Antwort bleibt"), blank=True)
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    reminded_at = models.DateTimeField(null=True)

    objects = ReuseQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["state", "object_until"],
                condition=Q(state__in=["informing", "informed", "objected"]),
                name="reuse_waiting",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["idea"],
                condition=Q(state__in=sorted(CURRENT)),
                name="reuse_one_current_per_idea",
            ),
            models.CheckConstraint(
                condition=~Q(state="informed") | Q(informed_at__isnull=False),
                name="reuse_informed_has_time",
            ),
            models.CheckConstraint(
                condition=Q(objected_at__isnull=True, objection="", review_until=None)
                | (
                    Q(objected_at__isnull=False, review_until__isnull=False)
                    & ~Q(objection="")
                ),
                name="reuse_objection_is_whole",
            ),
            models.CheckConstraint(
                condition=~Q(state="objected") | Q(objected_at__isnull=False),
                name="reuse_objected_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(state="kept")
                | (Q(reviewed_at__isnull=False) & ~Q(review="")),
                name="reuse_kept_says_why",
            ),
            models.CheckConstraint(
                condition=Q(department__isnull=False)
                | ~Q(state__in=["informed", "objected", "kept"]),
                name="reuse_somebody_was_informed",
            ),
        ]

    def __str__(self) -> str:
        return f"answer {self.answer_id} on idea {self.idea_id}"

    def get_absolute_url(self) -> str:
        return reverse("referrals:reuse-review", args=[self.pk])

    @property
    def is_by_hand(self) -> bool:
        """The Amt has no mailbox: somebody tells it."""
        return self.link_id is None

    @property
    def may_be_objected_to(self) -> bool:
        return self.state in MAY_OBJECT and self.object_until >= berlin_today()

    @property
    def is_current(self) -> bool:
        return self.state in CURRENT

    @property
    def source_on(self) -> date:
        """The day residents read it was answered on."""
        assert self.answer.source_on is not None  # noqa: S101 -- a constraint says so
        return self.answer.source_on
