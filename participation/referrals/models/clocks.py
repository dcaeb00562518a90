from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext, gettext_lazy as _

from commons.terms.models import Terms
from neighbourhood.deadlines.models import ClockEvent
from neighbourhood.departments.models import Department
from neighbourhood.regions.models import Region
from participation.referrals.enums import Automatic, Cause, ReferralRole, ReferralState
from participation.referrals.models.referral import Referral


class ReferralClockEvent(ClockEvent):
    """What the clock of a referral did; why, says `enums.Cause` in words."""

    referral = models.ForeignKey(
        Referral, on_delete=models.PROTECT, related_name="clock_events"
    )

    class Meta(ClockEvent.Meta):
        indexes = [models.Index(fields=["referral", "id"], name="referral_clock")]

    def __str__(self) -> str:
        return f"{self.kind} of referral {self.referral_id}"

    @property
    def cause_label(self) -> str:
        return str(Cause(self.cause).label)


class PunctualityFigure(models.Model):
    """How long a referral took, written down when it ended; a trigger keeps it so.

    Days are working days. `desk_days` is how long the idea lay at the SPK before this
    department got it (leads alone); the days of `spk_days` and `resident_days` lie
    within the department's time and do not count against it. Whether a recalled one
    would have been in time nobody knows, unless it was late already.
    """

    referral = models.OneToOneField(
        Referral, on_delete=models.PROTECT, related_name="punctuality"
    )
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, related_name="+"
    )
    region = models.ForeignKey(
        Region, on_delete=models.PROTECT, null=True, related_name="+"
    )
    role = models.CharField(max_length=10, choices=ReferralRole)
    ended_as = models.CharField(max_length=15, choices=ReferralState)
    referred_on = models.DateField()
    first_due_on = models.DateField()
    due_on = models.DateField()
    done_on = models.DateField()
    # The day it was written down, which is later where a mail lay unread: so no
    # month that is over ever changes. Older figures have none.
    counted_on = models.DateField(null=True)
    reaction_due_on = models.DateField()
    reacted_on = models.DateField(null=True)
    amt_days = models.PositiveSmallIntegerField()
    spk_days = models.PositiveSmallIntegerField()
    resident_days = models.PositiveSmallIntegerField()
    desk_days = models.PositiveSmallIntegerField(null=True)
    is_on_time = models.BooleanField(null=True)
    is_extended = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["done_on", "pk"]
        indexes = [
            models.Index(fields=["done_on", "region"], name="punctuality_month"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_as__in=["stated", "returned", "recalled"]),
                name="punctualityfigure_has_ended",
            ),
            models.CheckConstraint(
                condition=Q(ended_as="recalled") | Q(is_on_time__isnull=False),
                name="punctualityfigure_says_if_on_time",
            ),
            models.CheckConstraint(
                condition=Q(is_on_time__isnull=True)
                | Q(is_on_time=True, done_on__lte=F("due_on"))
                | Q(is_on_time=False, done_on__gt=F("due_on")),
                name="punctualityfigure_is_true",
            ),
        ]

    def __str__(self) -> str:
        return f"punctuality of referral {self.referral_id}"


class ClockTerms(Terms):
    """When somebody is reminded, and how long a clock may rest.

    Days are working days, those of the rungs count from the due date.
    """

    before_days = models.PositiveSmallIntegerField(
        _("Erinnerung an das Amt, so viele Arbeitstage vor der Frist"), default=5
    )
    substitute_days = models.PositiveSmallIntegerField(
        _("Erinnerung an Amt und Vertretung, Arbeitstage nach der Frist"), default=5
    )
    head_days = models.PositiveSmallIntegerField(
        _("Vorschlag: Amtsleitung, Arbeitstage nach der Frist"), default=10
    )
    division_days = models.PositiveSmallIntegerField(
        _("Vorschlag: Abteilung, Arbeitstage nach der Frist"), default=15
    )
    board_days = models.PositiveSmallIntegerField(
        _("Vorschlag: Liste für das Bezirksamt, Arbeitstage nach der Frist"),
        default=20,
    )
    automatic = models.CharField(
        _("Ohne Freigabe geht hinaus"),
        max_length=10,
        choices=Automatic,
        default=Automatic.NONE,
    )
    board_email = models.EmailField(
        _("Postfach für die Liste des Bezirksamts"), blank=True
    )
    resident_days = models.PositiveSmallIntegerField(
        _("So lange warten wir auf eine Auskunft der Person, in Arbeitstagen"),
        default=10,
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(before_days__gte=1, before_days__lte=20),
                name="clockterms_before_in_range",
            ),
            models.CheckConstraint(
                condition=Q(
                    substitute_days__gte=1,
                    head_days__gt=F("substitute_days"),
                    division_days__gt=F("head_days"),
                    board_days__gt=F("division_days"),
                    board_days__lte=120,
                ),
                name="clockterms_rungs_rise",
            ),
            models.CheckConstraint(
                condition=Q(resident_days__gte=1, resident_days__lte=60),
                name="clockterms_resident_in_range",
            ),
            models.CheckConstraint(
                condition=Q(automatic__in=Automatic.values),
                name="clockterms_known_automatic",
            ),
        ]

    def __str__(self) -> str:
        return gettext(
            "Erinnerung %(before)s Arbeitstage vor der Frist, %(substitute)s danach; "
            "Vorschlag an Leitung, Abteilung und Bezirksamt nach %(head)s, "
            "%(division)s und %(board)s."
        ) % {
            "before": self.before_days,
            "substitute": self.substitute_days,
            "head": self.head_days,
            "division": self.division_days,
            "board": self.board_days,
        }
