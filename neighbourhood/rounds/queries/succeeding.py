"""What a department has in rounds when it becomes part of another."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from neighbourhood.departments.following import Moving
from neighbourhood.departments.models import Department
from neighbourhood.rounds.models import RoundParty


def followers_of(source: Department, target: Department) -> QuerySet[RoundParty]:
    """Places in live rounds that `target` can take over: it has none there."""
    taken = RoundParty.objects.filter(department=target)
    return _live_of(source).exclude(round_id__in=taken.values("round_id"))


def beside_of(source: Department, target: Department) -> QuerySet[RoundParty]:
    """Places in live rounds where `target` has one of its own."""
    taken = RoundParty.objects.filter(department=target)
    return _live_of(source).filter(round_id__in=taken.values("round_id"))


def moving(source: Department, target: Department) -> list[Moving]:
    """For the page that asks before two departments become one."""
    count = followers_of(source, target).count() + beside_of(source, target).count()
    return [Moving(_("Runden mehrerer Ämter"), count)]


def _live_of(source: Department) -> QuerySet[RoundParty]:
    rows = RoundParty.objects.live().present().filter(department=source)
    return rows.order_by("round_id")
