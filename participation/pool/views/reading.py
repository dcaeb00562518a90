"""The pool as everybody reads it, and what of it is one's own."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from commons.accounts.http import HttpRequest
from commons.pagecache import cached_page
from commons.requests import public
from neighbourhood.regions.models import Region
from participation.pool import rules
from participation.pool.forms.listing import PoolFilterForm
from participation.pool.models import Offer
from participation.pool.queries import listing, matching, showing

GENERATIONS = ["pool", "actors", "regions"]
FILTERS = tuple(PoolFilterForm.base_fields)


def trail(offer: Offer | None = None) -> list[tuple[str, str]]:
    items = [(_("Pool"), reverse("pool:offer-list"))]
    if offer is not None:
        items.append((offer.title, offer.get_absolute_url()))
    return items


def visible_offer(request: HttpRequest, pk: int) -> Offer:
    """The entry behind a page; what one may not see is not there."""
    rows = Offer.objects.visible_to(request.visitor)
    related = rows.select_related("region", "actor", "author", "decision")
    found: Offer = get_object_or_404(related, pk=pk)
    return found


@public
@require_safe
@cached_page(generations=lambda _request: GENERATIONS, parameters=FILTERS)
def offer_list(request: HttpRequest) -> HttpResponse:
    names = Region.objects.order_by("number").values_list("slug", "name")
    form = PoolFilterForm(request.GET, regions=list(names))
    wish = form.wish
    page = listing.find(wish)
    address = reverse("pool:offer-list")
    query = wish.query(ab=page.after)
    context = {
        "form": form,
        "wish": wish,
        "page": page,
        "next_url": f"{address}?{query}" if page.after else "",
        "first_url": f"{address}?{wish.query()}" if wish.after else "",
    }
    return render(request, "pool/offer_list.html", context)


@public
@never_cache
@require_safe
def offer_show(request: HttpRequest, pk: int, slug: str = "") -> HttpResponse:
    offer = visible_offer(request, pk)
    if slug != offer.slug:
        return redirect(offer, permanent=False)
    visitor = request.visitor
    may_manage = rules.can_manage(visitor, offer)
    context = {
        "offer": offer,
        "trail": trail(),
        "may_manage": may_manage,
        "may_inquire": rules.can_inquire(visitor, offer),
        "matches": matching.best(offer) if may_manage and offer.is_listed else [],
        "inquiries": showing.inquiries_of(offer) if may_manage else [],
        "source": showing.source_of(offer) if may_manage else None,
        "weekdays": showing.weekdays_in_words(offer),
    }
    return render(request, "pool/offer_show.html", context)


@require_safe
def pool_mine(request: HttpRequest) -> HttpResponse:
    context = {"own": listing.own_of(request.visitor), "trail": trail()}
    return render(request, "pool/pool_mine.html", context)
