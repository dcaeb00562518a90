"""What the registries know of events and their dates."""

from django.utils.translation import gettext, gettext_lazy as _

from commons import kinds, owndata, slots
from commons.clock import berlin_date
from commons.files import registry as files
from commons.spoken import day_in_words
from events.calendar import manage_panel, rules
from events.calendar.models import Event, Occurrence
from events.calendar.queries import afterwards
from events.calendar.register import redaction
from events.calendar.register.redaction import AFTERWARDS
from events.calendar.services import cancelling, publication, succeeding
from events.calendar.services.contents import CLOSED_WORDS, WORDS
from events.calendar.services.enclosing import DOCUMENT_PURPOSE, PHOTO_PURPOSE
from neighbourhood.departments import following
from participation.moderation import desk
from participation.moderation.services.keeping import columns

KIND, DATE = "event", "occurrence"
NUMBER = "V"  # before the number at the desk: V-17
BODIES = ("region", "actor", "network", "department")


def register() -> None:
    _register_kinds()
    _register_desk()
    _register_own_data()
    redaction.register()
    following.on_merged(succeeding.follow, preview=succeeding.preview)
    slots.fill(
        "event-side",
        template="calendar/_manage.html",
        context=manage_panel.beside,
        order=10,
        query_budget=3,
    )
    for purpose in (PHOTO_PURPOSE, DOCUMENT_PURPOSE):
        files.guard(purpose, rules.can_see_file, is_public=rules.is_public_file)


def _register_kinds() -> None:
    kinds.register(
        kinds.Kind(
            key=KIND,
            model="calendar.Event",
            label=_("Veranstaltung"),
            title=lambda event: event.title,
            url=lambda event: event.get_absolute_url(),
            region_id=lambda event: event.region_id,
            visible_to=kinds.as_the_rows_say,
            related=BODIES,
        )
    )
    kinds.register(
        kinds.Kind(
            key=DATE,
            model="calendar.Occurrence",
            label=_("Termin einer Veranstaltung"),
            title=_title_of_date,
            url=lambda date: date.get_absolute_url(),
            region_id=lambda date: date.event.region_id,
            visible_to=kinds.as_the_rows_say,
            related=tuple(f"event__{name}" for name in BODIES),
        )
    )


def _title_of_date(date: Occurrence) -> str:
    words = {
        "title": date.event.title,
        "day": day_in_words(berlin_date(date.starts_at)),
    }
    return gettext("%(title)s am %(day)s") % words


def _register_desk() -> None:
    desk.register(
        desk.DeskKind(
            kind=KIND,
            template="calendar/_event_at_desk.html",
            title_of=lambda event: event.title,
            text_of=_words_of,
            number_of=lambda event: f"{NUMBER}-{event.pk}",
            apply=publication.apply,
            verdicts=tuple(publication.VERBS),
            withdraw=cancelling.withdraw,
            by_number=_by_number,
            # Two houses may well invite to the same; only ideas are merged.
            twins_of=lambda _event, _most: (),
            versions_of=_versions_of,
            related=("actor", "network", "department"),
            is_placed=True,
            keep=columns,
            undo=publication.undo,
            redacting=redaction.EVENT,
        )
    )


def _words_of(event: Event) -> str:
    texts = [getattr(event, name) for name in (*WORDS, *CLOSED_WORDS)]
    for row in afterwards.written_about(event):
        texts += [getattr(row, name) for name in AFTERWARDS]
    return "\n\n".join(filter(None, texts))


def _by_number(number: str) -> Event | None:
    rows = Event.objects.select_related(*BODIES)
    return desk.numbered(rows, number, NUMBER)


def _versions_of(event: Event) -> list[desk.Version]:
    return desk.versions(event.snapshots)


def _register_own_data() -> None:
    owndata.register(
        model="calendar.Event",
        user_fields=("author",),
        label=_("Veranstaltungen, die Sie angekündigt haben"),
        retain=_("Bleiben ohne Ihren Namen: Eingeladen hat nicht eine Person."),
        erase=owndata.Erasure.UNLINK,
        exported_fields=(
            *("pk", "title", "text", "place_text", "starts_at", "ends_at"),
            *("submitted_at", "publication", "cancelled_at"),
        ),
    )
    owndata.register(
        model="calendar.EventSnapshot",
        user_fields=("created_by",),
        label=_("Frühere Fassungen Ihrer Veranstaltungen"),
        retain=_("Bleiben ohne Ihren Namen bei der Veranstaltung."),
        erase=owndata.Erasure.UNLINK,
        exported_fields=("target_id", "version", "content", "created_at"),
    )
