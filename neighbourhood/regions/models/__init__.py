from neighbourhood.regions.models.areas import (
    OutlineGeneration,
    PlanningArea,
    PlanningAreaOutline,
    Region,
    RegionOutline,
)
from neighbourhood.regions.models.people import RegionGrant, Residence
from neighbourhood.regions.models.places import Address, PlaceName, PlaceShare

__all__ = [
    "Address",
    "OutlineGeneration",
    "PlaceName",
    "PlaceShare",
    "PlanningArea",
    "PlanningAreaOutline",
    "Region",
    "RegionGrant",
    "RegionOutline",
    "Residence",
]
