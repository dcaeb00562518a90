from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from neighbourhood.regions.enums import LorVersion


class RegionManager(models.Manager["Region"]):
    """Regions of this installation's district; neighbours may be stored beside."""

    def get_queryset(self) -> models.QuerySet["Region"]:
        return super().get_queryset().filter(district_key=settings.DISTRICT_KEY)


class Area(models.Model):
    """What regions and planning areas have in common; outlines are rows of their own.

    Lists of ideas load their regions, and an outline is a hundred times as large.
    """

    area_m2 = models.PositiveBigIntegerField(_("Fläche in m²"), null=True, blank=True)
    label_lon = models.FloatField(null=True, blank=True)
    label_lat = models.FloatField(null=True, blank=True)
    valid_from = models.DateField(_("gilt ab"))
    valid_until = models.DateField(_("gilt bis"), null=True, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(label_lon__isnull=True, label_lat__isnull=True)
                | Q(label_lon__range=(-180, 180), label_lat__range=(-90, 90)),
                name="%(class)s_label_is_lon_lat",
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True)
                | Q(valid_until__gte=F("valid_from")),
                name="%(class)s_ends_after_start",
            ),
        ]


class Region(Area):
    """A Stadtteil: one of the district's Bezirksregionen.

    The Roman number equals the last digits of the old key only; V, VI and VII break
    the pattern since 2021. Never derive one from the other.
    """

    district_key = models.CharField(max_length=2)
    number = models.PositiveSmallIntegerField(_("Nummer"))
    roman = models.CharField(_("römische Nummer"), max_length=8, blank=True)
    slug = models.SlugField(max_length=60)
    name = models.CharField(_("Name"), max_length=80)
    sort_key = models.CharField(max_length=120)
    key_2021 = models.CharField(_("Schlüssel seit 2021"), max_length=6, unique=True)
    key_until_2020 = models.CharField(
        _("Schlüssel bis 2020"), max_length=6, unique=True, null=True, blank=True
    )
    space_key = models.CharField(_("Prognoseraum"), max_length=4, blank=True)
    space_name = models.CharField(
        _("Name des Prognoseraums"), max_length=80, blank=True
    )

    objects = RegionManager()
    everywhere: models.Manager["Region"] = models.Manager()

    class Meta(Area.Meta):
        ordering = ["number"]
        constraints = [
            *Area.Meta.constraints,
            models.UniqueConstraint(
                fields=["district_key", "number"], name="region_number_once"
            ),
            models.UniqueConstraint(
                fields=["district_key", "slug"], name="region_slug_once"
            ),
            models.CheckConstraint(
                condition=Q(key_2021__startswith=F("district_key"))
                & Q(key_2021__regex=r"^\d{6}$"),
                name="region_key_of_district",
            ),
            models.CheckConstraint(
                condition=Q(key_until_2020__isnull=True)
                | Q(key_until_2020__startswith=F("district_key")),
                name="region_old_key_of_district",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("regions:region-detail", args=[self.slug])

    @property
    def name_parts(self) -> list[str]:
        """Long names may break after a slash."""
        return self.name.split("/")

    @property
    def area_km2(self) -> float | None:
        return self.area_m2 / 1_000_000 if self.area_m2 else None


class PlanningArea(Area):
    """A Planungsraum: the smallest statistical area, below a region."""

    region = models.ForeignKey(
        Region, on_delete=models.PROTECT, related_name="planning_areas"
    )
    lor_version = models.CharField(_("Stand"), max_length=4, choices=LorVersion)
    key = models.CharField(_("Schlüssel"), max_length=8)
    name = models.CharField(_("Name"), max_length=80)
    sort_key = models.CharField(max_length=120)

    class Meta(Area.Meta):
        ordering = ["lor_version", "key"]
        constraints = [
            *Area.Meta.constraints,
            models.UniqueConstraint(
                fields=["lor_version", "key"], name="planningarea_key_once"
            ),
            models.CheckConstraint(
                condition=Q(key__regex=r"^\d{8}$"), name="planningarea_key_has_8_digits"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Outline(models.Model):
    """An official outline as GeoJSON in WGS84, at two levels.

    `fine` is exact to about a metre (locating), `coarse` to about fifteen (maps).
    """

    fine = models.JSONField()
    coarse = models.JSONField()

    class Meta:
        abstract = True


class RegionOutline(Outline):
    """`lor_version` says which file it is from; the regions did not change in 2021."""

    region = models.OneToOneField(
        Region, on_delete=models.CASCADE, primary_key=True, related_name="outline"
    )
    lor_version = models.CharField(max_length=4, choices=LorVersion)

    def __str__(self) -> str:
        return f"{self.region_id}"


class PlanningAreaOutline(Outline):
    planning_area = models.OneToOneField(
        PlanningArea,
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="outline",
    )

    def __str__(self) -> str:
        return f"{self.planning_area_id}"


class OutlineGeneration(models.Model):
    """Counts the changes of a district's outlines, so that every process reloads."""

    district_key = models.CharField(max_length=2, primary_key=True)
    number = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.district_key}: {self.number}"
