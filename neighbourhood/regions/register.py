from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from commons import facts, kinds, owndata
from commons.accounts import grants
from commons.accounts.enums import Scope
from neighbourhood.regions import finding
from neighbourhood.regions.models import Region
from neighbourhood.regions.queries.region import region_choices
from neighbourhood.regions.services.facts import load_places, load_regions


def register() -> None:
    facts.register("regions", load_regions)
    facts.register("places", load_places, after=("regions",))
    _register_kinds()
    finding.register()
    grants.register(
        "regions.RegionGrant", Scope.REGION, "region", choices=region_choices
    )
    owndata.register(
        model="regions.RegionGrant",
        user_fields=("user", "granted_by", "withdrawn_by"),
        label=_("Rollen in Stadtteilen"),
        retain=_("Bleibt als Nachweis, wer wann welche Rolle hatte."),
        erase=owndata.Erasure.KEEP,
        exported_fields=(
            "role",
            "region__name",
            "reason",
            "valid_from",
            "valid_until",
            "withdrawn_at",
        ),
        staff=_(
            "Welche Rolle jemand in welchem Stadtteil hat, seit wann und von wem: ohne "
            "sie kein Zugang."
        ),
    )
    owndata.register(
        model="regions.Residence",
        user_fields=("user",),
        label=_("Mein Stadtteil"),
        retain=_("Wird mit dem Konto gelöscht."),
        erase=owndata.Erasure.DELETE,
        exported_fields=("region__name", "since"),
    )


def _register_kinds() -> None:
    kinds.register(
        kinds.Kind(
            key="region",
            model="regions.Region",
            label=_("Stadtteil"),
            title=lambda region: region.name,
            url=Region.get_absolute_url,
            region_id=lambda region: region.pk,
            visible_to=kinds.to_everyone,
        )
    )
    kinds.register(
        kinds.Kind(
            key="planning_area",
            model="regions.PlanningArea",
            label=_("Planungsraum"),
            title=lambda area: area.name,
            url=lambda area: area.region.get_absolute_url(),
            region_id=lambda area: area.region_id,
            visible_to=_of_this_district,
            related=("region",),
        )
    )


def _of_this_district(rows: QuerySet, _visitor: Any) -> QuerySet:
    return rows.filter(region__in=Region.objects.all())
