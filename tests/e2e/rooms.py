"""What fills the world beside its ideas: each room brings rows and pages of its own."""

from tests.e2e import (
    bringing,
    carrying,
    directing,
    gathering,
    housing,
    lettering,
    networking,
    pooling,
    spacing,
)

ALL = (
    lettering,
    carrying,
    networking,
    housing,
    directing,
    pooling,
    spacing,
    bringing,
    gathering,
)
