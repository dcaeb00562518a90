"""What bundles show on pages of others: the Amt's inbox, a single case, the SPK."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from commons import slots
from commons.links.models import SignedLink
from participation.bundles.models import Bundle
from participation.bundles.queries import answering as queries
from participation.bundles.rules import DOOR
from participation.referrals.models import Referral


def register() -> None:
    slots.fill(
        "department-inbox",
        template="bundles/_inbox.html",
        context=_inbox,
        order=20,
        query_budget=1,
    )
    slots.fill(
        "case-back",
        template="bundles/_way_back.html",
        context=_way_back,
        query_budget=2,
    )
    slots.fill("bundle", template="bundles/_ways.html", context=_ways, query_budget=2)


def key_in(request: HttpRequest, referral_id: int) -> SignedLink | None:
    """The key to a case that the same mailbox has, once its bundle is open."""
    opened = DOOR.targets_opened_in(request)
    if not opened:
        return None
    bundle = queries.bundle_of_case(referral_id)
    if bundle is None or bundle.pk not in opened:
        return None
    link = DOOR.opened_in(request, bundle.pk)
    return queries.keys_of(link, [referral_id]).get(referral_id)


def _inbox(request: HttpRequest | None) -> Mapping[str, Any] | None:
    visitor = getattr(request, "visitor", None)
    if visitor is None or not visitor.department_ids:
        return None
    bundles = queries.inbox_of(visitor)
    return {"bundles": bundles} if bundles else None


def _way_back(
    request: HttpRequest | None, referral: Referral
) -> Mapping[str, Any] | None:
    """On the page of a single case, for whoever may open what it came with."""
    visitor = getattr(request, "visitor", None)
    if request is None or visitor is None or not referral.goes_along:
        return None
    bundle = queries.bundle_of_case(referral.pk)
    if bundle is None or not _is_open_to(request, visitor, bundle):
        return None
    return {"bundle": bundle, "url": reverse("bundles:bundle-show", args=[bundle.pk])}


def _is_open_to(request: HttpRequest, visitor: Any, bundle: Bundle) -> bool:
    is_member = bundle.department_id in visitor.department_ids
    return is_member or DOOR.opened_in(request, bundle.pk) is not None


def _ways(
    request: HttpRequest | None,  # noqa: ARG001 -- a slot's shape
    bundle: Bundle,
) -> Mapping[str, Any] | None:
    ways = queries.ways_of(bundle)
    has_any = ways.page or ways.sheet or ways.elsewhere
    return {"ways": ways, "bundle": bundle} if has_any else None
