from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons import facts, kinds, owndata, slots
from commons.followups import calendar
from commons.terms import registry as terms
from commons.terms.enums import Group
from commons.verbs import registry
from neighbourhood.deadlines import queries, rules
from neighbourhood.deadlines.forms import EvesForm
from neighbourhood.deadlines.models import CalendarTerms
from neighbourhood.deadlines.services.eves import change_eves
from neighbourhood.deadlines.services.facts import load_working_days
from neighbourhood.deadlines.services.office_days import (
    first_look_after,
    office_day_after,
)


def register() -> None:
    facts.register("working_days", load_working_days)
    calendar.follow(why_free=queries.why_free, next_open=_next_open)
    _register_closures()
    _register_calendar()
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
        staff=_("Wer einen freien Tag eingetragen hat, für Rückfragen."),
    )


def _register_calendar() -> None:
    _register_terms()
    registry.declare(
        registry.Verb(
            "calendar.changed", _("hat Heiligabend und Silvester neu geregelt")
        )
    )
    owndata.register(
        model="deadlines.CalendarTerms",
        user_fields=("changed_by",),
        label=_("Regeln des Kalenders, die Sie geändert haben"),
        retain=_("Bleibt ohne Ihren Namen im Kalender der Arbeitstage."),
        erase=owndata.Erasure.UNLINK,
        exported_fields=(
            "is_christmas_eve_free",
            "is_new_years_eve_free",
            "changed_at",
        ),
        staff=_("Wer den Kalender geändert hat, für Rückfragen."),
    )


def _register_closures() -> None:
    kinds.register(
        kinds.Kind(
            key="closure",
            model="deadlines.Closure",
            label=_("Schließtage"),
            title=lambda closure: closure.reason,
            url=lambda _closure: "",
            region_id=lambda _closure: None,
            visible_to=kinds.to_everyone,
        )
    )
    registry.declare(
        registry.Verb(
            "closure.announced",
            _("hat Schließtage angekündigt"),
            generations=_pages_of_the_spk,
        ),
        registry.Verb(
            "closure.withdrawn",
            _("hat Schließtage gestrichen"),
            generations=_pages_of_the_spk,
        ),
    )
    owndata.register(
        model="deadlines.Closure",
        user_fields=("announced_by",),
        label=_("Schließtage, die Sie angekündigt haben"),
        retain=_("Bleibt ohne Ihren Namen im Kalender der SPK."),
        erase=owndata.Erasure.UNLINK,
        exported_fields=("first_day", "last_day", "reason", "announced_at"),
        staff=_("Wer Schließtage angekündigt hat, für Rückfragen."),
    )
    slots.fill(
        "closures",
        template="deadlines/_closures.html",
        context=_near,
        query_budget=2,
    )
    slots.fill(
        "account-menu",
        template="components/menu_link.html",
        context=_menu_entry,
        order=47,
        query_budget=0,
    )


def _pages_of_the_spk(_closure: Any) -> list[str]:
    return ["contacts"]


def _next_open(day: Any) -> Any:
    return office_day_after(day, 0)


def _near(request: Any) -> dict[str, Any] | None:  # noqa: ARG001 -- the same for all
    closures = queries.closures_near()
    if not closures:
        return None
    return {"closures": closures, "first_look_on": first_look_after(timezone.now())}


def _menu_entry(request: Any) -> dict[str, Any] | None:
    if not rules.can_announce_closures(request.visitor):
        return None
    url = reverse("deadlines:closure-list")
    return {"url": url, "label": _("Schließtage"), "icon": "calendar"}


def _register_terms() -> None:
    terms.register(
        terms.House(
            key="calendar",
            model=CalendarTerms,
            form_class=EvesForm,
            title=_("Heiligabend und Silvester"),
            lead=_(
                "Beide sind keine gesetzlichen Feiertage. Wenn die Ämter geschlossen "
                "haben, sollte dann auch keine Frist ablaufen."
            ),
            verb="calendar.changed",
            url_name="deadlines:eves-change",
            may_change=rules.can_declare_holidays,
            group=Group.TIME,
            summary=str,
            change=change_eves,
            template="deadlines/eves_terms.html",
            saved=_("Gespeichert. Es gilt ab dem nächsten Jahresende."),
        )
    )
