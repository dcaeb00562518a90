"""Rundbriefe as they are read and subscribed to: what it tells the registries."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from commons import owndata, slots
from commons.delivery import addressees, outcomes, renderers as delivery
from neighbourhood.newsletters import renderers
from neighbourhood.newsletters.mailing import CORRECTION, RENDERER
from neighbourhood.newsletters.queries import archive
from neighbourhood.newsletters.queries.subscriptions import find_addressee
from neighbourhood.newsletters.services import leaving
from neighbourhood.newsletters.subscribing import BOOK, CONFIRM_RENDERER
from neighbourhood.regions.models import Region


def register() -> None:
    addressees.register(
        BOOK,
        addressees.Book(
            label=_("Person, die den Rundbrief bestellt hat"),
            find=find_addressee,
            # Nobody but its owner can give us another address: they confirm it.
            correct=lambda _pk, _addressee: False,
        ),
    )
    delivery.register(RENDERER, renderers.newsletter, label=_("Rundbrief"))
    delivery.register(
        CORRECTION, renderers.correction, label=_("Berichtigung zum Rundbrief")
    )
    delivery.register(
        CONFIRM_RENDERER,
        renderers.confirmation,
        label=_("Bestellung des Rundbriefs bestätigen"),
    )
    for key in (RENDERER, CORRECTION, CONFIRM_RENDERER):
        outcomes.register(
            key, on_failed=leaving.note_outcome, on_bounced=leaving.note_outcome
        )
    owndata.register(
        model="newsletters.Subscription",
        user_fields=("user",),
        label=_("Rundbriefe, die Sie bestellt haben"),
        retain=_(
            "Wird beim Abbestellen gelöscht. Drei Jahre lang bleibt als Nachweis, wann "
            "jemand bestellt und abbestellt hat, ohne Adresse."
        ),
        erase=leaving.forget_of,
        export=leaving.rows_of,
    )
    slots.fill(
        "home",
        template="newsletters/_home.html",
        context=lambda request: {},  # noqa: ARG005 -- the slot's signature
        order=80,
        query_budget=0,
    )
    slots.fill(
        "region_side",
        template="newsletters/_region_panel.html",
        context=_of_region,
        order=15,
        query_budget=1,
    )


def _of_region(
    request: HttpRequest | None,  # noqa: ARG001 -- the same for all
    region: Region,
) -> Mapping[str, Any]:
    return {"region": region, "newest": archive.newest_of(region.pk)}
