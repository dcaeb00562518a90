"""What goes to an Amt with several ideas may quote one; its paper holds all of them."""

from django.db.models import Q, QuerySet

from commons import copies
from commons.blackening import Blackening
from commons.copies import About
from participation.bundles.models import Bundle, BundleHandOver, BundleItem
from participation.bundles.services import packing


def register() -> None:
    copies.register("bundles.Bundle", ("title", "cover_note"), _bundles)
    copies.register("bundles.BundleHandOver", ("note",), _hand_overs)
    copies.add_effect("bundle-dossiers", _set_papers_anew)


def _bundles(about: About, _black: Blackening) -> QuerySet:
    rows = BundleItem.objects.filter(referral__idea__in=about.of("idea"))
    return Bundle.objects.filter(pk__in=rows.values("bundle"))


def _hand_overs(about: About, black: Blackening) -> QuerySet:
    return BundleHandOver.objects.filter(bundle__in=_bundles(about, black))


def _set_papers_anew(about: About, black: Blackening) -> None:
    """The frozen papers: what was sent cannot be called back, ours can."""
    rows = _bundles(about, black).filter(~Q(dossier=None)).order_by("pk")
    for bundle in rows.select_related("department", "delivery", "dossier"):
        packing.renew_paper(bundle)
