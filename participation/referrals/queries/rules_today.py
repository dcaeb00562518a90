"""Rules that lead nowhere any more, for the page "Heute"."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from commons.accounts.enums import Role
from commons.accounts.visitors import Visitor
from commons.clock import berlin_today
from commons.followups.registry import MOST_ITEMS, Item
from participation.referrals.models import Rule
from participation.referrals.queries.routing import living, rules_without_department


def without_department(visitor: Visitor) -> Iterator[Item]:
    """For coordinators: each published rule whose department is gone or merged.

    One query; a merged department's ideas go on to its successor meanwhile.
    """
    if not visitor.has_role(Role.COORDINATOR):
        return
    for rule in rules_without_department(berlin_today())[:MOST_ITEMS]:
        yield Item(
            title=_("Regel %(number)s: %(department)s")
            % {"number": rule.number, "department": rule.department.name},
            url=f"{where()}#regel-{rule.number}",
            due_on=rule.department.ended_on,
            detail=_what_to_do(rule),
        )


def where() -> str:
    return reverse("referrals:rule-list")


def _what_to_do(rule: Rule) -> str:
    successor = living(rule.department)
    if successor is not None:
        return _("Geht jetzt an %(new)s. Bitte in der Regel ändern.") % {
            "new": successor.name
        }
    return _("Nimmt nichts mehr an. Ideen finden hier niemanden.")
