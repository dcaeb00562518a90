"""Why a referral went where it went, and what kind of place an idea is about."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from neighbourhood.departments.models import Department
from participation.ideas.models import Idea
from participation.referrals.enums import Departure, RouteWay, SiteKind
from participation.referrals.models.routing import Rule

LONGEST_WORDS = 300


class Route(models.Model):
    """What sent a referral to its department; the referral has the key.

    `rule` and `proposed` are what the rules said, taken or not; `conditions` are those
    of the rule that the idea fulfilled, as `[code, value]`, and never words of the
    idea. `departure` and `words` say why a person chose otherwise.
    """

    way = models.CharField(max_length=10, choices=RouteWay)
    rule = models.ForeignKey(
        Rule, on_delete=models.PROTECT, null=True, related_name="+"
    )
    proposed = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, related_name="+"
    )
    conditions = models.JSONField(default=list, blank=True)
    departure = models.CharField(max_length=10, choices=Departure, blank=True)
    words = models.CharField(_("Warum"), max_length=LONGEST_WORDS, blank=True)
    chosen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    chosen_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(way="rule") | Q(rule__isnull=False),
                name="route_by_rule_names_it",
            ),
            models.CheckConstraint(
                condition=Q(rule__isnull=True) | Q(proposed__isnull=False),
                name="route_rule_names_department",
            ),
            models.CheckConstraint(
                condition=Q(rule__isnull=False) | Q(departure=""),
                name="route_departs_from_a_rule",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.way} by rule {self.rule_id}"


class SiteAnswer(models.Model):
    """What a moderator said about the kind of place; counts before any map."""

    idea = models.OneToOneField(
        Idea, on_delete=models.CASCADE, primary_key=True, related_name="site_answer"
    )
    kind = models.CharField(_("Art des Ortes"), max_length=20, choices=SiteKind)
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    said_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=SiteKind.values), name="siteanswer_known_kind"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} for idea {self.idea_id}"


class Site(models.Model):
    """An area or a street of a map that says what kind of place it is.

    `outline` is GeoJSON in metres (EPSG:25833), as ideas keep their place.
    """

    layer = models.SlugField(_("Ebene"), max_length=40)
    key = models.CharField(_("Schlüssel"), max_length=80)
    name = models.CharField(_("Name"), max_length=160, blank=True)
    kind = models.CharField(_("Art des Ortes"), max_length=20, choices=SiteKind)
    outline = models.JSONField()

    class Meta:
        ordering = ["layer", "key"]
        constraints = [
            models.UniqueConstraint(fields=["layer", "key"], name="site_key_once"),
            models.CheckConstraint(
                condition=Q(kind__in=SiteKind.values), name="site_known_kind"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.layer} {self.key}"
