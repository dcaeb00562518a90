"""What waits for those who look after cards, for the page "Heute"."""

from collections.abc import Iterator

from django.db.models import Count, Min
from django.urls import reverse
from django.utils.translation import gettext as _, ngettext

from commons.accounts.enums import Role
from commons.accounts.visitors import Visitor
from commons.clock import berlin_today
from commons.followups.registry import MOST_ITEMS, Item
from neighbourhood.departments.queries.cards import editable_by, overdue_for


def cards_to_check(visitor: Visitor) -> Iterator[Item]:
    """Each overdue card for the department that owns it; one line for coordinators.

    One query.
    """
    if visitor.has_role(Role.COORDINATOR):
        yield from _summed(visitor)
    elif visitor.department_ids:
        for card in overdue_for(visitor, berlin_today())[:MOST_ITEMS]:
            yield Item(
                title=card.title,
                url=card.get_absolute_url(),
                due_on=card.check_due_on,
                detail=_("Stimmt die Karte noch?"),
            )


def _summed(visitor: Visitor) -> Iterator[Item]:
    rows = editable_by(visitor).overdue(berlin_today()).order_by()
    found = rows.aggregate(count=Count("pk"), since=Min("check_due_on"))
    if found["count"]:
        title = ngettext(
            "%(count)s Karte ist zu prüfen",
            "%(count)s Karten sind zu prüfen",
            found["count"],
        )
        yield Item(
            title=title % {"count": found["count"]},
            url=reverse("departments:card-check"),
            due_on=found["since"],
            detail=_("Das verantwortliche Amt oder die Koordination bestätigt sie."),
        )
