"""In whose name somebody may announce something."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from commons.accounts.visitors import Visitor
from events.calendar import rules
from events.calendar.enums import Organiser
from events.calendar.models import Event
from neighbourhood.departments.models import Department
from participation.actors.models import Actor
from participation.actors.queries.choices import speakable_for
from participation.networks.models import Network


@dataclass(frozen=True)
class Inviter:
    """Who invites: one body, or the SPK that needs no row."""

    organiser: Organiser
    actor: Actor | None = None
    network: Network | None = None
    department: Department | None = None

    @property
    def key(self) -> str:
        """How forms name it: `actor:12`."""
        body = self.actor or self.network or self.department
        return f"{self.organiser}:{body.pk if body else 0}"

    @property
    def label(self) -> str:
        body = self.actor or self.network or self.department
        return str(body) if body else str(self.organiser.label)

    @property
    def is_trusted(self) -> bool:
        return rules.is_trusted(self.organiser, self.actor)

    def columns(self) -> dict[str, object]:
        return {
            "organiser": self.organiser,
            "actor": self.actor,
            "network": self.network,
            "department": self.department,
        }


def inviter_of(event: Event) -> Inviter:
    return Inviter(
        Organiser(event.organiser), event.actor, event.network, event.department
    )


def inviters_for(visitor: Visitor) -> list[Inviter]:
    """Four queries at most, whatever somebody speaks for."""
    return list(_inviters(visitor))


def _inviters(visitor: Visitor) -> Iterator[Inviter]:
    for actor in speakable_for(visitor):
        yield Inviter(Organiser.ACTOR, actor=actor)
    if visitor.is_signed_in:
        for network in rules.may_invite(visitor).order_by("sort_key", "pk"):
            yield Inviter(Organiser.NETWORK, network=network)
    if rules.is_staff(visitor):
        yield Inviter(Organiser.SPK)
    for department in _departments(visitor):
        yield Inviter(Organiser.DEPARTMENT, department=department)


def _departments(visitor: Visitor) -> Iterator[Department]:
    """One's own; all of them for the SPK."""
    rows = Department.objects.active().order_by("sort_key", "pk")
    if rules.is_staff(visitor):
        yield from rows
    elif visitor.department_ids:
        yield from rows.filter(pk__in=visitor.department_ids)


def choices_of(inviters: list[Inviter]) -> list[tuple[str, object]]:
    """For a form, in groups by their sort."""
    groups: dict[Organiser, list[tuple[str, str]]] = {}
    for each in inviters:
        groups.setdefault(each.organiser, []).append((each.key, each.label))
    titles = {
        Organiser.ACTOR: _("Akteure"),
        Organiser.NETWORK: _("Netzwerke"),
        Organiser.SPK: _("Stadtteilkoordination"),
        Organiser.DEPARTMENT: _("Ämter"),
    }
    return [(titles[organiser], rows) for organiser, rows in groups.items()]
