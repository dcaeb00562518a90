from neighbourhood.regions.queries.addresses import (
    Suggestion,
    find_address,
    suggest_addresses,
)
from neighbourhood.regions.queries.district_map import DistrictMap, map_shapes
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
from neighbourhood.regions.queries.region import (
    home_region_of,
    ortsteile_of,
    region_choices,
)

__all__ = [
    "Answer",
    "Candidate",
    "DistrictMap",
    "Finding",
    "Location",
    "Outcome",
    "OutsideDistrict",
    "Suggestion",
    "find_address",
    "find_region",
    "home_region_of",
    "locate",
    "map_shapes",
    "ortsteile_of",
    "region_choices",
    "suggest_addresses",
]
