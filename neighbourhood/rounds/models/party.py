from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from commons.accounts.visitors import Visitor
from commons.delivery.models import Delivery
from commons.links.models import SignedLink
from neighbourhood.deadlines.models import Deadline, ReminderStep
from neighbourhood.departments.models import Department
from neighbourhood.rounds.enums import PartyRole, PartyState, Step
from neighbourhood.rounds.models.round import MODERATING, Round, covering
from neighbourhood.rounds.party_states import SILENT, UNANSWERED
from neighbourhood.rounds.workflow import LIVE


class RoundPartyQuerySet(models.QuerySet):
    def live(self) -> Self:
        return self.filter(round__state__in=sorted(LIVE))

    def present(self) -> Self:
        """Those who have not been let go."""
        return self.exclude(state=PartyState.REMOVED)

    def asked(self) -> Self:
        return self.filter(role=PartyRole.ASKED)

    def awaited(self) -> Self:
        """The round still waits for them, late or not."""
        return self.asked().filter(state__in=sorted(UNANSWERED))

    def unreached(self) -> Self:
        """Without a mailbox, and nobody has told them by hand."""
        return self.present().filter(link__isnull=True, told_by_hand_at__isnull=True)

    def of(self, visitor: Visitor) -> Self:
        """Those of the departments one works for."""
        rows = self.present()
        return rows.filter(department_id__in=sorted(visitor.department_ids))

    def visible_to(self, visitor: Visitor) -> Self:
        rounds = Round.objects.filter(covering(visitor, MODERATING))
        mine = Q(department_id__in=sorted(visitor.department_ids))
        mine &= ~Q(state=PartyState.REMOVED)
        return self.filter(mine | Q(round__in=rounds))


class RoundParty(Deadline):
    """One department in a round; who is only informed owes nothing by a date.

    `told_at` is until when its mailbox knows what the others said. `given_days` is how
    many working days it had when its date was set last; null where that was the round's
    own number. `told_by_hand_*` says who invited a body without a mailbox, and on which
    day that was.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="parties")
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, related_name="+"
    )
    role = models.CharField(max_length=10, choices=PartyRole, default=PartyRole.ASKED)
    state = models.CharField(
        max_length=10, choices=PartyState, default=PartyState.INVITED
    )
    invited_at = models.DateTimeField()
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    read_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField()
    reason = models.TextField(_("Warum das Amt nicht teilnimmt"), blank=True)
    given_days = models.PositiveSmallIntegerField(null=True)
    told_by_hand_on = models.DateField(_("Von Hand eingeladen am"), null=True)
    told_by_hand_at = models.DateTimeField(null=True)
    told_by_hand_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    link = models.ForeignKey(
        SignedLink, on_delete=models.PROTECT, null=True, related_name="+"
    )
    delivery = models.OneToOneField(
        Delivery, on_delete=models.PROTECT, null=True, related_name="+"
    )

    # Whether its newest words came since the reader's last visit (`queries.visits`).
    is_new = False

    objects = RoundPartyQuerySet.as_manager()

    class Meta(Deadline.Meta):
        ordering = ["role", "pk"]
        indexes = [
            models.Index(fields=["department", "state"], name="roundparty_department"),
        ]
        constraints = [
            *Deadline.Meta.constraints,
            models.UniqueConstraint(
                fields=["round", "department"], name="roundparty_once"
            ),
            models.CheckConstraint(
                condition=Q(role__in=PartyRole.values), name="roundparty_known_role"
            ),
            models.CheckConstraint(
                condition=Q(state__in=PartyState.values),
                name="roundparty_known_state",
            ),
            models.CheckConstraint(
                condition=Q(role="informed") | Q(due_on__isnull=False),
                name="roundparty_asked_has_due_date",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["stated", "declined"], answered_at__isnull=False)
                | Q(state__in=sorted(SILENT), answered_at__isnull=True),
                name="roundparty_answered_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["declined", "removed"]) | ~Q(reason=""),
                name="roundparty_declined_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(told_by_hand_on__isnull=True, told_by_hand_at__isnull=True)
                | Q(told_by_hand_on__isnull=False, told_by_hand_at__isnull=False),
                name="roundparty_told_by_hand_is_whole",
            ),
            # Nobody asks the round something first: talking does not stop the clock.
            models.CheckConstraint(
                condition=Q(paused_at__isnull=True), name="roundparty_never_paused"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.department_id} in round {self.round_id}"

    def get_absolute_url(self) -> str:
        return reverse("rounds:party-show", args=[self.pk])

    @property
    def due_day(self) -> date | None:
        """None for a department that is only informed."""
        return self.due_on_id

    @property
    def is_asked(self) -> bool:
        return self.role == PartyRole.ASKED

    @property
    def is_unanswered(self) -> bool:
        return self.is_asked and self.state in UNANSWERED

    @property
    def is_removed(self) -> bool:
        return self.state == PartyState.REMOVED

    @property
    def days_given(self) -> int:
        return self.given_days or self.round.working_days

    @property
    def needs_a_call(self) -> bool:
        """No mailbox, and nobody has told them yet."""
        is_told = self.link_id is not None or self.told_by_hand_at is not None
        return not is_told and not self.is_removed

    @property
    def has_stated(self) -> bool:
        return self.state == PartyState.STATED


class RoundReminder(ReminderStep):
    party = models.ForeignKey(
        RoundParty, on_delete=models.CASCADE, related_name="reminders"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["party", "due_on", "step"], name="roundreminder_once"
            ),
            models.CheckConstraint(
                condition=Q(step__in=Step.values), name="roundreminder_known_step"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.step} for party {self.party_id}"
