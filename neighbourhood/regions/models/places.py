from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from neighbourhood.regions.enums import PlaceKind
from neighbourhood.regions.models.areas import PlanningArea, Region


class PlaceNameQuerySet(models.QuerySet["PlaceName"]):
    def with_shares(self) -> "PlaceNameQuerySet":
        """Each with its shares and their regions, in one more query."""
        shares = PlaceShare.objects.select_related("region").order_by(
            "-addresses", "region__number"
        )
        return self.prefetch_related(models.Prefetch("shares", queryset=shares))


class PlaceName(models.Model):
    """A name people know their home by: street, postcode, Ortsteil or Kiez.

    `norm` is the name as `commons.text.normalise` spells it. How far the name lies
    in which region is told by its shares.
    """

    kind = models.CharField(max_length=10, choices=PlaceKind)
    name = models.CharField(max_length=120)
    norm = models.CharField(max_length=150)
    sort_key = models.CharField(max_length=150)

    objects = PlaceNameQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "sort_key"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "name"], name="placename_once"),
        ]
        indexes = [
            models.Index(
                OpClass("norm", name="text_pattern_ops"), name="placename_by_beginning"
            ),
            GinIndex(
                OpClass("norm", name="gin_trgm_ops"), name="placename_by_likeness"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PlaceShare(models.Model):
    """How many addresses of a place lie in a region; zero where nobody counted."""

    place = models.ForeignKey(
        PlaceName, on_delete=models.CASCADE, related_name="shares"
    )
    region = models.ForeignKey(
        Region, on_delete=models.CASCADE, related_name="place_shares"
    )
    addresses = models.PositiveIntegerField()

    class Meta:
        ordering = ["place", "-addresses", "region"]
        constraints = [
            models.UniqueConstraint(
                fields=["place", "region"], name="placeshare_once_a_region"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place_id} in {self.region_id}: {self.addresses}"


class Address(models.Model):
    """A house of the district; a square without numbers is one row without number.

    Its point is known only where the official file brought it along.
    """

    street = models.CharField(_("Straße"), max_length=120)
    street_norm = models.CharField(max_length=150)
    number = models.PositiveSmallIntegerField(_("Hausnummer"), null=True, blank=True)
    suffix = models.CharField(_("Zusatz"), max_length=10, blank=True)
    postcode = models.CharField(_("Postleitzahl"), max_length=5)
    ortsteil = models.CharField(_("Ortsteil"), max_length=60)
    planning_area = models.ForeignKey(
        PlanningArea, on_delete=models.PROTECT, related_name="addresses"
    )
    region = models.ForeignKey(
        Region, on_delete=models.PROTECT, related_name="addresses"
    )
    lon = models.FloatField(_("Länge"), null=True, blank=True)
    lat = models.FloatField(_("Breite"), null=True, blank=True)

    class Meta:
        ordering = ["street_norm", "postcode", F("number").asc(nulls_first=True)]
        constraints = [
            models.UniqueConstraint(
                fields=["street", "number", "suffix", "postcode"],
                nulls_distinct=False,
                name="address_once",
            ),
            models.CheckConstraint(
                condition=Q(postcode__regex=r"^\d{5}$"),
                name="address_postcode_has_5_digits",
            ),
            models.CheckConstraint(
                condition=Q(lon__isnull=True, lat__isnull=True)
                | Q(lon__range=(-180, 180), lat__range=(-90, 90)),
                name="address_point_is_lon_lat",
            ),
        ]
        indexes = [
            models.Index(
                OpClass("street_norm", name="text_pattern_ops"),
                F("number"),
                F("suffix"),
                name="address_by_street",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.line}, {self.postcode} Berlin"

    @property
    def point(self) -> tuple[float, float] | None:
        """Longitude and latitude in WGS84, if they are known."""
        if self.lon is None or self.lat is None:
            return None
        return self.lon, self.lat

    @property
    def line(self) -> str:
        """Street and number, as on an envelope."""
        if self.number is None:
            return self.street
        return f"{self.street} {self.number}{self.suffix}"
