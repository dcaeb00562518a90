"""What of bundles waits for somebody today; one query each."""

from collections.abc import Iterator

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _, ngettext

from commons.accounts.visitors import Visitor
from commons.followups.registry import MOST_ITEMS, Item
from participation.bundles.enums import BundleState
from participation.bundles.models import Bundle
from participation.bundles.queries.bundles import NOT_ARRIVED


def failed(visitor: Visitor) -> Iterator[Item]:
    """A mail with several ideas that did not arrive, or never left the outbox."""
    return _items(Bundle.objects.filter(NOT_ARRIVED), visitor)


def by_hand(visitor: Visitor) -> Iterator[Item]:
    """Departments without a mailbox, to be given the paper by hand."""
    rows = Bundle.objects.filter(
        state=BundleState.QUEUED, delivery__isnull=False, link__isnull=True
    )
    return _items(rows.exclude(NOT_ARRIVED), visitor)


def _items(rows: QuerySet[Bundle], visitor: Visitor) -> Iterator[Item]:
    at_desk = rows.at_desk_of(visitor).select_related("department")  # type: ignore[attr-defined]  # of its QuerySet
    counted = at_desk.annotate(row_count=Count("items"))
    for bundle in counted.order_by("queued_at", "pk")[:MOST_ITEMS]:
        count = ngettext("%(count)s Idee", "%(count)s Ideen", bundle.row_count)
        words = count % {"count": bundle.row_count}
        yield Item(
            title=bundle.title or _("Bündel %(number)s") % {"number": bundle.reference},
            url=bundle.get_absolute_url(),
            detail=f"{bundle.department.name} · {words}",
            since=bundle.queued_at or bundle.made_at,
        )
