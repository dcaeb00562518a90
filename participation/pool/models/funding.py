from decimal import Decimal
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from commons.accounts.visitors import Visitor
from commons.clock import berlin_today
from neighbourhood.regions.models import Region
from participation.actors.models import Actor, spoken_for
from participation.networks.models import NetworkDate
from participation.pool.enums import ApplicationState

MOST_COSTS = 20


class FundingCallQuerySet(models.QuerySet):
    def published(self) -> Self:
        return self.filter(published_at__isnull=False)

    def running(self) -> Self:
        """Still to be applied for; without a last day it always is."""
        over = Q(closes_on__lt=berlin_today())
        return self.published().exclude(over)


class FundingCall(models.Model):
    """Money for neighbours that somebody gives away; the SPK keeps its page.

    `closes_on` is the last day to apply, empty where one can apply all year.
    """

    title = models.CharField(_("Name der Förderung"), max_length=120)
    slug = models.SlugField(max_length=80)
    giver = models.CharField(_("Wer das Geld gibt"), max_length=160)
    summary = models.TextField(_("Wofür es gedacht ist"), max_length=4_000)
    criteria = models.TextField(_("Was gefördert wird und was nicht"), max_length=6_000)
    most_amount = models.PositiveIntegerField(
        _("Höchstens so viel Euro je Antrag"), null=True, blank=True
    )
    opens_on = models.DateField(_("Anträge ab"), null=True, blank=True)
    closes_on = models.DateField(_("Anträge bis"), null=True, blank=True)
    regions = models.ManyToManyField(
        Region,
        blank=True,
        related_name="+",
        verbose_name=_("Nur in diesen Stadtteilen"),
    )
    contact_office = models.CharField(_("Wen man fragt"), max_length=160)
    contact_phone = models.CharField(_("Telefon"), max_length=60, blank=True)
    contact_email = models.EmailField(_("E-Mail"), blank=True)
    send_to = models.TextField(_("Wohin der Antrag geht"), max_length=600)
    official_url = models.URLField(_("Offizielle Seite"), blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    objects = FundingCallQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(opens_on__isnull=True)
                | Q(closes_on__isnull=True)
                | Q(closes_on__gte=F("opens_on")),
                name="fundingcall_closes_after_it_opens",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("pool:fund-show", args=[self.pk, self.slug])

    @property
    def is_public(self) -> bool:
        return self.published_at is not None

    @property
    def is_over(self) -> bool:
        return self.closes_on is not None and self.closes_on < berlin_today()

    @property
    def is_early(self) -> bool:
        return self.opens_on is not None and self.opens_on > berlin_today()


class FundingApplicationQuerySet(models.QuerySet):
    def visible_to(self, visitor: Visitor) -> Self:
        """One's own, and those of actors one may speak for. The SPK reads none.

        Whoever no longer speaks for a house leaves its papers there.
        """
        if visitor.user_id is None:
            return self.none()
        own = Q(actor__isnull=True, user_id=visitor.user_id)
        return self.filter(own | Q(actor__in=spoken_for(visitor)))


class FundingApplication(models.Model):
    """What somebody writes to apply for money; it is sent where the call says.

    No bank data: nobody needs them before the money is granted, and then elsewhere.
    `state` is what the applicant says became of it, `state_on` since when. One's own
    goes with the account; that of an `actor` stays with the house, without `user`.
    """

    call = models.ForeignKey(
        FundingCall, on_delete=models.PROTECT, related_name="applications"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="funding_applications",
    )
    actor = models.ForeignKey(
        Actor, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    title = models.CharField(_("Name des Vorhabens"), max_length=120)
    purpose = models.TextField(_("Zweck"), max_length=3_000)
    kind = models.TextField(_("Art"), max_length=2_000)
    extent = models.TextField(_("Umfang"), max_length=2_000, blank=True)
    from_on = models.DateField(_("Von"))
    until_on = models.DateField(_("Bis"))
    own_share = models.DecimalField(
        _("Davon selbst oder von anderen bezahlt, in Euro"),
        max_digits=10,
        decimal_places=2,
        default=Decimal(0),
    )
    contact_name = models.CharField(_("Ansprechperson"), max_length=120, blank=True)
    contact_email = models.EmailField(_("E-Mail"), blank=True)
    contact_phone = models.CharField(_("Telefon"), max_length=60, blank=True)
    state = models.CharField(
        _("Stand"),
        max_length=10,
        choices=ApplicationState,
        default=ApplicationState.WRITING,
    )
    state_on = models.DateField()
    granted = models.DecimalField(
        _("Bewilligt, in Euro"), max_digits=10, decimal_places=2, null=True, blank=True
    )
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    objects = FundingApplicationQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["user", "-id"], name="fundingapplication_of_person"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(user__isnull=False) | Q(actor__isnull=False),
                name="fundingapplication_is_somebodys",
            ),
            models.CheckConstraint(
                condition=Q(until_on__gte=F("from_on")),
                name="fundingapplication_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(own_share__gte=0), name="fundingapplication_share_counts"
            ),
            models.CheckConstraint(
                condition=Q(granted__isnull=True) | Q(state="granted", granted__gte=0),
                name="fundingapplication_granted_has_sum",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("pool:application-show", args=[self.pk])

    @property
    def total(self) -> Decimal:
        return sum((cost.amount for cost in self.costs.all()), Decimal(0))

    @property
    def wanted(self) -> Decimal:
        """What is asked for: the costs without what others pay."""
        return self.total - self.own_share


class CostItem(models.Model):
    """One thing that costs money."""

    application = models.ForeignKey(
        FundingApplication, on_delete=models.CASCADE, related_name="costs"
    )
    position = models.PositiveSmallIntegerField()
    label = models.CharField(_("Was"), max_length=160)
    amount = models.DecimalField(_("Euro"), max_digits=10, decimal_places=2)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "position"], name="costitem_position_once"
            ),
            models.CheckConstraint(
                condition=Q(amount__gt=0), name="costitem_costs_something"
            ),
        ]

    def __str__(self) -> str:
        return self.label


class Headcount(models.Model):
    """How many people were at a date of a network, as somebody counted them."""

    date = models.OneToOneField(
        NetworkDate, on_delete=models.CASCADE, related_name="headcount"
    )
    number = models.PositiveIntegerField(_("Teilnehmende"))
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(number__lte=100_000), name="headcount_is_sane"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} at {self.date_id}"
