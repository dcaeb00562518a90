"""What one department becoming part of another would move, before it does."""

import hashlib
from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from neighbourhood.departments import following
from neighbourhood.departments.following import Moving
from neighbourhood.departments.models import Department
from neighbourhood.departments.queries.departments import members_of
from neighbourhood.departments.queries.signposts import of_department

MOST_NAMES = 6


def targets_for(source: Department) -> QuerySet[Department]:
    """What a department may become part of."""
    rows = Department.objects.active().exclude(pk=source.pk)
    return rows.receiving() if source.takes_referrals else rows


def moving(source: Department, target: Department) -> list[Moving]:
    """Line by line what moves; only what there is any of."""
    known = set(target.topics.values_list("pk", flat=True))
    topics = source.topics.exclude(pk__in=known)
    children = source.children.exclude(pk=target.pk)
    members = [str(row.user.email) for row in members_of(source)]
    lines = [
        _line(_("Themen"), (row.name for row in topics)),
        _line(_("Gehört dazu"), (row.name for row in children)),
        _line(_("Mitglieder mit Konto"), members),
        _line(_("Karten „Was geht?“"), (row.title for row in source.cards.all())),
        _line(_("Wegweiser"), (row.name for row in of_department(source) if row.body)),
        _line(_("Eigene Texte"), (row.title for row in source.texts.all())),
    ]
    own = [line for line in lines if line.count]
    return [*own, *following.moving_with(source, target)]


def warnings_for(source: Department, target: Department) -> list[str]:
    """What one should know before agreeing."""
    found = []
    if source.has_mailbox and not target.has_mailbox:
        found.append(_("Das Ziel hat kein Postfach, das bisherige Amt hatte eines."))
    if source.kind != target.kind:
        found.append(_("Beide sind von verschiedener Art."))
    regions = [set(row.region_limits.all()) for row in (source, target)]
    if regions[1] and not regions[0]:
        found.append(_("Das Ziel arbeitet danach in allen Stadtteilen."))
    if source.kind == target.kind and source.working_days != target.working_days:
        days = {"days": target.working_days}
        found.append(
            _("Künftig gilt die Frist des Ziels: %(days)s Arbeitstage.") % days
        )
    return found


def fingerprint_of(lines: Iterable[Moving]) -> str:
    """What somebody has seen, to find out that something else would move by now."""
    seen = "\n".join(f"{line.label}:{line.count}:{line.names}" for line in lines)
    return hashlib.sha256(seen.encode()).hexdigest()[:16]


def _line(label: str, names: Iterable[str]) -> Moving:
    every = sorted(names)
    return Moving(label, len(every), tuple(every[:MOST_NAMES]))
