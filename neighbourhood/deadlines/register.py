from django.utils.translation import gettext_lazy as _

from commons import facts, kinds, owndata
from commons.verbs import registry
from neighbourhood.deadlines.services.facts import load_working_days


def register() -> None:
    facts.register("working_days", load_working_days)
    kinds.register(
        kinds.Kind(
            key="holiday",
            model="deadlines.DeclaredHoliday",
            label=_("Freier Tag"),
            title=lambda holiday: holiday.name,
            url=lambda _holiday: "",
            region_id=lambda _holiday: None,
            visible_to=kinds.to_everyone,
        )
    )
    registry.declare(
        registry.Verb("holiday.declared", _("hat einen freien Tag eingetragen")),
        registry.Verb("holiday.withdrawn", _("hat einen freien Tag gestrichen")),
    )
    owndata.register(
        model="deadlines.DeclaredHoliday",
        user_fields=("declared_by",),
        label=_("Freie Tage, die Sie eingetragen haben"),
        retain=_("Bleibt ohne Ihren Namen im Kalender der Arbeitstage."),
        erase=owndata.Erasure.UNLINK,
        exported_fields=("day", "name", "declared_at"),
    )
