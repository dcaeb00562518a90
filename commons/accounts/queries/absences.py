"""Who is away, and who does their work meanwhile."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from commons.accounts import grants, rules
from commons.accounts.models import Absence, User
from commons.accounts.queries.staff import Staff, name_of, staff
from commons.accounts.visitors import Visitor
from commons.followups.registry import Item


@dataclass(frozen=True)
class Away:
    """`present` does the work: the substitute, or theirs; None if nobody does."""

    absence: Absence
    present: User | None

    @property
    def name(self) -> str:
        return name_of(self.absence.user)

    @property
    def substitute_name(self) -> str:
        return name_of(self.present) if self.present else ""


def away_today() -> list[Away]:
    """Everybody who is away today; one query."""
    absences = list(_with_people(Absence.objects.active()))
    by_user = {absence.user_id: absence for absence in absences}
    return [Away(each, _present(each, by_user)) for each in absences]


def planned() -> list[Absence]:
    """What stands, from today on."""
    return list(_with_people(Absence.objects.standing()))


def planned_of(user: User) -> list[Absence]:
    return list(_with_people(Absence.objects.standing().filter(user=user)))


def substitutes_of(user_ids: Iterable[int]) -> dict[int, User]:
    """Who stands in today for those of the people who are away; one query."""
    wanted = set(user_ids)
    return {
        each.absence.user_id: each.present
        for each in away_today()
        if each.present is not None and each.absence.user_id in wanted
    }


def stands_in_for(visitor: Visitor) -> dict[int, str]:
    """Names of those whose work waits for the visitor too; one query."""
    if visitor.user_id is None:
        return {}
    covered = User.objects.filter(
        pk__in=grants.covered_by(visitor.user_id), is_active=True
    )
    return {user.pk: name_of(user) for user in covered}


def unattended() -> list[Away]:
    """Those whose work nobody does: no substitute, or none who may."""
    away = away_today()
    known = staff() if away else {}
    return [each for each in away if not _is_attended(each, known)]


def unattended_items(visitor: Visitor) -> Iterator[Item]:
    """For coordinators, on "Heute"."""
    if not rules.can_plan_absences(visitor):
        return
    for each in unattended():
        words = _("%(name)s ist nicht da, und niemand vertritt") % {"name": each.name}
        yield Item(
            title=words,
            url=reverse("accounts:absence-list"),
            due_on=each.absence.first_day,
            since=each.absence.first_day,
            detail=_("Bitte eine Vertretung eintragen."),
        )


def candidates_for(user: User, known: Staff) -> list[User]:
    """Who could stand in for somebody, by name."""
    needed = known.get(user, frozenset())
    return [
        candidate
        for candidate, held in known.items()
        if candidate != user and rules.fits(needed, held)
    ]


def _with_people(rows: QuerySet[Absence]) -> QuerySet[Absence]:
    return rows.select_related("user", "substitute").order_by("first_day", "pk")


def _present(absence: Absence, by_user: dict[int, Absence]) -> User | None:
    """Along the chain of substitutes to the first one who is there."""
    seen = {absence.user_id}
    substitute = absence.substitute
    while substitute is not None and substitute.pk in by_user:
        if substitute.pk in seen:
            return None
        seen.add(substitute.pk)
        substitute = by_user[substitute.pk].substitute
    return substitute if substitute is not None and substitute.is_active else None


def _is_attended(away: Away, known: Staff) -> bool:
    needed = known.get(away.absence.user)
    if needed is None:  # no role, so no work
        return True
    held = known.get(away.present) if away.present else None
    return held is not None and rules.fits(needed, held)
