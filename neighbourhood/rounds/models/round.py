from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Max, Min, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from commons.accounts.enums import Role
from commons.accounts.visitors import Visitor
from neighbourhood.departments.models import Department
from neighbourhood.regions.models import Region
from neighbourhood.rounds.enums import PartyRole, PartyState, RoundKind, RoundState
from neighbourhood.rounds.party_states import AWAITED
from neighbourhood.rounds.workflow import LIVE

MODERATING = (Role.MODERATOR, Role.COORDINATOR)
LONGEST_TITLE = 200


def covering(visitor: Visitor, roles: tuple[Role, ...]) -> Q:
    """Rounds of the regions where the visitor holds one of the roles.

    A round without a region belongs to everyone who holds one anywhere.
    """
    if not visitor.has_role(*roles):
        return Q(pk__in=[])
    region_ids = visitor.region_ids(*roles)
    if region_ids is None:
        return Q(pk__isnull=False)
    return Q(region__isnull=True) | Q(region_id__in=sorted(region_ids))


class RoundQuerySet(models.QuerySet):
    def live(self) -> Self:
        return self.filter(state__in=sorted(LIVE))

    def at_desk_of(self, visitor: Visitor) -> Self:
        """What the SPK looks after in the regions one works in."""
        return self.filter(covering(visitor, MODERATING))

    def visible_to(self, visitor: Visitor) -> Self:
        """Also to the departments that take part."""
        mine = self.model._default_manager.filter(
            Q(parties__department_id__in=sorted(visitor.department_ids))
            & ~Q(parties__state=PartyState.REMOVED)
        )
        return self.filter(Q(pk__in=mine.values("pk")) | covering(visitor, MODERATING))

    def with_dates(self) -> Self:
        """`next_due` is the first date still awaited, `last_due` the last of all."""
        asked = Q(parties__role=PartyRole.ASKED)
        return self.annotate(
            next_due=Min(
                "parties__due_on",
                filter=asked & Q(parties__state__in=sorted(AWAITED)),
            ),
            last_due=Max("parties__due_on", filter=asked),
        )


class Round(models.Model):
    """Several departments on one page: question, dates, statements, result.

    What it is about is a row of a higher app, named by `(about_kind, about_id)` for
    display; that row holds the key to the round. With its result a round is locked:
    taking the matter up again is a new one that `continues` it.
    """

    kind = models.CharField(_("Art"), max_length=20, choices=RoundKind)
    state = models.CharField(max_length=10, choices=RoundState, default=RoundState.OPEN)
    title = models.CharField(_("Worum es geht"), max_length=LONGEST_TITLE)
    question = models.TextField(_("Frage an alle"))
    about_kind = models.CharField(max_length=40, blank=True)
    about_id = models.BigIntegerField(null=True, blank=True)
    region = models.ForeignKey(
        Region,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Stadtteil"),
    )
    convened_at = models.DateTimeField()
    convened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    working_days = models.PositiveSmallIntegerField(_("Frist in Arbeitstagen"))
    meets_at = models.DateTimeField(_("Treffen am"), null=True, blank=True)
    meets_where = models.CharField(_("Ort"), max_length=200, blank=True)
    meets_link = models.URLField(_("Link zum Treffen"), blank=True)
    meets_minutes = models.PositiveSmallIntegerField(
        _("Dauer in Minuten"), default=60, db_default=60
    )
    meeting_set_at = models.DateTimeField(null=True)
    # What calendars know: RFC 5545 lets a change take the place of what came before
    # by its number, and a meeting that was called off still needs its day.
    meeting_sequence = models.PositiveSmallIntegerField(default=0, db_default=0)
    meeting_was_at = models.DateTimeField(null=True)
    decide_until = models.DateField(null=True)
    reminded_at = models.DateTimeField(null=True)
    result_code = models.CharField(max_length=30, blank=True)
    result = models.TextField(_("Ergebnis"), blank=True)
    chosen = models.ForeignKey(
        Department,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Amt"),
    )
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    continues = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="continued_by"
    )

    objects = RoundQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["region"],
                condition=Q(state__in=sorted(LIVE)),
                name="round_live",
            ),
            models.Index(fields=["about_kind", "about_id"], name="round_about"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=RoundKind.values), name="round_known_kind"
            ),
            models.CheckConstraint(
                condition=Q(state__in=RoundState.values), name="round_known_state"
            ),
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(question=""), name="round_asks_something"
            ),
            models.CheckConstraint(
                condition=Q(about_kind="", about_id__isnull=True)
                | (~Q(about_kind="") & Q(about_id__isnull=False)),
                name="round_about_is_whole",
            ),
            models.CheckConstraint(
                condition=~Q(state="deciding") | Q(decide_until__isnull=False),
                name="round_deciding_has_date",
            ),
            models.CheckConstraint(
                condition=Q(state__in=sorted(LIVE), ended_at__isnull=True, result="")
                | (
                    Q(state__in=["closed", "cancelled"], ended_at__isnull=False)
                    & ~Q(result="")
                ),
                name="round_ended_says_why",
            ),
            models.CheckConstraint(
                condition=Q(state="closed") & ~Q(result_code="")
                | ~Q(state="closed") & Q(result_code=""),
                name="round_closed_has_result",
            ),
            models.CheckConstraint(
                condition=Q(working_days__gte=1, working_days__lte=60),
                name="round_working_days_in_range",
            ),
            models.CheckConstraint(
                condition=Q(continues__isnull=True) | ~Q(continues=F("pk")),
                name="round_continues_another",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("rounds:round-detail", args=[self.pk])

    @property
    def is_live(self) -> bool:
        return self.state in LIVE

    @property
    def has_calendar(self) -> bool:
        """There is a meeting, or there was one that was called off."""
        return self.meets_at is not None or self.meeting_was_at is not None
