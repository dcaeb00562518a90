from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from commons.accounts.enums import Role
from commons.accounts.visitors import Visitor
from neighbourhood.departments.models.departments import Department, Topic

LONGEST_LINE = 240


class CardQuerySet(models.QuerySet["Card"]):
    def public(self) -> Self:
        return self.filter(is_public=True)

    def visible_to(self, visitor: Visitor) -> Self:
        """Public ones; hidden ones for coordinators and the owning department."""
        if visitor.has_role(Role.COORDINATOR):
            return self
        mine = Q(department_id__in=visitor.department_ids)
        return self.filter(Q(is_public=True) | mine)

    def overdue(self, today: date) -> Self:
        return self.filter(check_due_on__lte=today)


class Card(models.Model):
    """ "Was geht?": what is known of a topic before anybody writes about it.

    `words` are expressions (see `wording`), one a line, by which an idea finds it.
    """

    key = models.SlugField(_("Schlüssel"), max_length=60, unique=True)
    title = models.CharField(_("Titel"), max_length=80)
    sort_key = models.CharField(max_length=160, editable=False)
    topic = models.ForeignKey(
        Topic, on_delete=models.PROTECT, related_name="cards", verbose_name=_("Thema")
    )
    department = models.ForeignKey(
        Department,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="cards",
        verbose_name=_("Verantwortliches Amt"),
    )
    words = models.TextField(_("Wörter"), max_length=2_000)
    in_short = models.CharField(_("In einem Satz"), max_length=LONGEST_LINE)
    who_decides = models.CharField(_("Wer entscheidet"), max_length=LONGEST_LINE)
    usual_time = models.CharField(_("Wie lange es meist dauert"), max_length=160)
    usual_cost = models.CharField(_("Was es meist kostet"), max_length=160)
    district_can = models.TextField(_("Was der Bezirk kann"), max_length=2_000)
    district_cannot = models.TextField(
        _("Was der Bezirk nicht kann"), max_length=2_000, blank=True
    )
    neighbours_can = models.TextField(
        _("Was Nachbar:innen selbst tun können"), max_length=2_000, blank=True
    )
    sources = models.TextField(_("Quellen und Links"), max_length=1_000, blank=True)
    is_example = models.BooleanField(
        _("Beispiel, noch nicht vom Amt bestätigt"), default=False
    )
    is_public = models.BooleanField(_("öffentlich"), default=True)
    checked_on = models.DateField(_("geprüft am"), null=True, editable=False)
    check_months = models.PositiveSmallIntegerField(
        _("Wieder prüfen nach Monaten"), default=12
    )
    check_due_on = models.DateField(_("wieder zu prüfen am"), editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = CardQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(check_months__gte=1, check_months__lte=60),
                name="card_check_months_in_range",
            ),
            models.CheckConstraint(
                condition=Q(checked_on__isnull=True)
                | Q(check_due_on__gt=F("checked_on")),
                name="card_is_due_after_its_check",
            ),
            models.CheckConstraint(
                condition=Q(is_example=True) | Q(checked_on__isnull=False),
                name="card_is_an_example_until_checked",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("departments:card-detail", args=[self.key])
