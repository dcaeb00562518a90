"""The calendar for readers: where it shows itself, how it is found and followed."""

from django.utils.translation import gettext_lazy as _

from commons import owndata, slots
from commons.notifications import followables, origins, subjects
from commons.search import registry as search
from commons.verbs import registry as verbs
from events.calendar import panels
from events.calendar.queries import finding, newsletters
from events.calendar.verbs import following, personal
from neighbourhood.newsletters import sources


def register() -> None:
    verbs.declare(*personal.VERBS)
    search.register(
        "event",
        document_of=finding.document_of,
        everything=finding.everything,
        label=_("Veranstaltungen"),
        slug="veranstaltungen",
        standing=0.1,
        prepare=finding.with_words,
    )
    origins.register("event", following.heard_through)
    followables.register(
        followables.Followable(
            kind="event",
            told=_("Wir sagen Ihnen, wenn sich etwas ändert oder ausfällt."),
            many=_("Veranstaltungen"),
            is_open=lambda event: event.is_public and not event.is_vanished,
            subject=subjects.FOLLOWED,
            order=18,
        )
    )
    owndata.register(
        model="calendar.PersonalCalendar",
        user_fields=("user",),
        label=_("Die geheime Adresse Ihres Kalenders"),
        retain=_("Bis Sie das Abo beenden oder Ihr Konto löschen."),
        erase=owndata.Erasure.DELETE,
        exported_fields=("created_at",),
    )
    sources.register(
        sources.Source(
            key="events",
            label=_("Was los ist"),
            order=40,
            collect=newsletters.coming,
            find=newsletters.still_to_come,
            usual=6,
        )
    )
    _fill_slots()


def _fill_slots() -> None:
    slots.fill(
        "home-events",
        template="calendar/_home.html",
        context=panels.on_home,
        query_budget=2,
    )
    slots.fill(
        "region",
        template="calendar/_region.html",
        context=panels.on_region,
        order=20,
        query_budget=2,
    )
    slots.fill(
        "actor",
        template="calendar/_of_body.html",
        context=panels.of_actor,
        order=20,
        query_budget=3,
    )
    slots.fill(
        "network-space",
        template="calendar/_of_body.html",
        context=panels.of_network,
        order=25,
        query_budget=2,
    )
    slots.fill(
        "account-menu",
        template="components/menu_link.html",
        context=panels.in_account_menu,
        order=13,
        query_budget=0,
    )
    slots.fill(
        "event-side",
        template="moderation/_beside.html",
        context=panels.beside,
        order=90,
        query_budget=2,
    )
    slots.fill(
        "event-side",
        template="moderation/_staff_entry.html",
        context=panels.staff_entry,
        order=95,
        query_budget=0,
    )
