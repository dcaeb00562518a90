from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from commons import kinds, owndata


def register() -> None:
    kinds.register(
        kinds.Kind(
            key="referral",
            model="referrals.Referral",
            label=_("Weiterleitung"),
            title=lambda referral: str(referral.idea),
            url=lambda referral: referral.get_absolute_url(),
            region_id=lambda referral: referral.idea.region_id,
            visible_to=_visible_to,
        )
    )
    owndata.register(
        model="referrals.Referral",
        user_fields=("referred_by",),
        label=_("Weiterleitungen, die Sie verfasst haben"),
        retain=_("Bleibt als Vorgang der Verwaltung."),
        erase=owndata.Erasure.KEEP,
        exported_fields=("idea__number", "department__name", "referred_at"),
    )
    owndata.register(
        model="referrals.Statement",
        user_fields=("stated_by",),
        label=_("Stellungnahmen, die Sie verfasst haben"),
        retain=_("Bleibt als Vorgang der Verwaltung."),
        erase=owndata.Erasure.KEEP,
        exported_fields=("referral__idea__number", "text", "outcome", "stated_at"),
    )
    owndata.register(
        model="referrals.Answer",
        user_fields=("written_by", "published_by"),
        label=_("Antworten, die Sie verfasst haben"),
        retain=_("Bleibt als Vorgang der Verwaltung."),
        erase=owndata.Erasure.KEEP,
        exported_fields=("idea__number", "text", "outcome", "published_at"),
    )


def _visible_to(rows: QuerySet, visitor: Any) -> QuerySet:
    return rows.visible_to(visitor)  # type: ignore[attr-defined, no-any-return]
