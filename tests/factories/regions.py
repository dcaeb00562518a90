import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from neighbourhood.regions.enums import LorVersion, PlaceKind
from neighbourhood.regions.models import (
    Address,
    PlaceName,
    PlaceShare,
    PlanningArea,
    Region,
    RegionGrant,
    Residence,
)
from neighbourhood.regions.queries.names import compact
from neighbourhood.regions.rules import VALIDITY


class RegionFactory(DjangoModelFactory):
    """A region beside the 16 that are facts; its key is free in the real system."""

    class Meta:
        model = Region

    district_key = "03"
    number = factory.Sequence(lambda n: 100 + n)
    name = factory.Sequence(lambda n: f"Neuland {n}")
    slug = factory.Sequence(lambda n: f"neuland-{n}")
    sort_key = factory.LazyAttribute(lambda region: region.name.lower())
    key_2021 = factory.Sequence(lambda n: f"0390{n % 100:02}")
    valid_from = VALIDITY[LorVersion.SINCE_2021][0]


class PlanningAreaFactory(DjangoModelFactory):
    class Meta:
        model = PlanningArea

    region = factory.SubFactory(RegionFactory)
    lor_version = LorVersion.SINCE_2021
    key = factory.Sequence(lambda n: f"0390{n % 10_000:04}")
    name = factory.Sequence(lambda n: f"Neuland am See {n}")
    sort_key = factory.LazyAttribute(lambda area: area.name.lower())
    valid_from = VALIDITY[LorVersion.SINCE_2021][0]


class AddressFactory(DjangoModelFactory):
    class Meta:
        model = Address

    street = "Neulandweg"
    street_norm = factory.LazyAttribute(lambda address: compact(address.street))
    number = factory.Sequence(lambda n: n + 1)
    postcode = "13127"
    ortsteil = "Neuland"
    planning_area = factory.SubFactory(PlanningAreaFactory)
    region = factory.LazyAttribute(lambda address: address.planning_area.region)


class PlaceNameFactory(DjangoModelFactory):
    class Meta:
        model = PlaceName

    kind = PlaceKind.STREET
    name = factory.Sequence(lambda n: f"Neulandweg {n}")
    norm = factory.LazyAttribute(lambda place: compact(place.name))
    sort_key = factory.LazyAttribute(lambda place: place.norm)


class PlaceShareFactory(DjangoModelFactory):
    class Meta:
        model = PlaceShare

    place = factory.SubFactory(PlaceNameFactory)
    region = factory.SubFactory(RegionFactory)
    addresses = 1


class ResidenceFactory(DjangoModelFactory):
    class Meta:
        model = Residence

    since = factory.LazyFunction(timezone.now)


class RegionGrantFactory(DjangoModelFactory):
    """Needs a user, a role and a region."""

    class Meta:
        model = RegionGrant
