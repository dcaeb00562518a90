"""Notes about a contribution may quote it."""

from django.db.models import QuerySet

from commons import copies
from commons.blackening import Blackening
from commons.copies import About
from commons.followups.models import FollowUp


def register() -> None:
    copies.register("followups.FollowUp", ("note",), _about)


def _about(about: About, _black: Blackening) -> QuerySet:
    return FollowUp.objects.filter(about.rows())
