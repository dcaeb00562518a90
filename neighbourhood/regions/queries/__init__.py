from neighbourhood.regions.queries.addresses import (
    Suggestion,
    find_address,
    suggest_addresses,
)
from neighbourhood.regions.queries.district_map import DistrictMap, map_shapes
from neighbourhood.regions.queries.elsewhere import (
    Elsewhere,
    district_at,
    district_named,
)
from neighbourhood.regions.queries.find import (
    Candidate,
    Finding,
    Outcome,
    find_region,
)
from neighbourhood.regions.queries.locate import (
    Answer,
    Location,
    OutsideDistrict,
    locate,
)
from neighbourhood.regions.queries.outlines import outlines
from neighbourhood.regions.queries.region import (
    generations_of,
    home_region_of,
    ortsteile_of,
    planning_areas_of,
    region_choices,
    regions_with_ortsteile,
)

__all__ = [
    "Answer",
    "Candidate",
    "DistrictMap",
    "Elsewhere",
    "Finding",
    "Location",
    "Outcome",
    "OutsideDistrict",
    "Suggestion",
    "district_at",
    "district_named",
    "find_address",
    "find_region",
    "generations_of",
    "home_region_of",
    "locate",
    "map_shapes",
    "ortsteile_of",
    "outlines",
    "planning_areas_of",
    "region_choices",
    "regions_with_ortsteile",
    "suggest_addresses",
]
