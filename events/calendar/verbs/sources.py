"""What happens to partners' calendars and to what came in from them."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from commons.verbs.registry import Params, Recipient, Told, Verb
from events.calendar.models import CalendarSource
from events.calendar.queries.generations import generations_of
from events.calendar.source_states import SourceState
from events.calendar.verbs.letters import Letter
from participation.actors.queries.people import speaker_ids
from participation.moderation.letters import told

OWNER = "calendar_keeper"
LOOK = _("Kalender ansehen")
FAILED = Letter(
    line=_("Wir können den Kalender „%(name)s“ nicht mehr lesen"),
    subject=_("Ihr verbundener Kalender wird nicht mehr gelesen"),
    text=_(
        "Den Kalender „%(name)s“ von %(actor)s (%(host)s) können wir seit Stunden "
        "nicht lesen.\n\n%(problem)s\n\n"
        "Was schon da ist, bleibt stehen. Nach zwei Wochen ohne Abgleich nehmen wir "
        "die Termine aus den Listen, damit nichts Falsches dort steht."
    ),
    action=LOOK,
)
STOPPED = Letter(
    line=_("Der Kalender „%(name)s“ wird nicht mehr gelesen"),
    subject=_("Ihr verbundener Kalender ist angehalten"),
    text=_(
        "%(actor)s ist zurzeit nicht von der Stadtteilkoordination bestätigt. Deshalb "
        "lesen wir den Kalender „%(name)s“ (%(host)s) nicht mehr.\n\n"
        "Sobald die Bestätigung wieder da ist, können Sie ihn auf seiner Seite "
        "fortsetzen."
    ),
    action=LOOK,
)


def owners_of(source: CalendarSource, _params: Params) -> Iterable[Recipient]:
    """Everybody who speaks for the actor."""
    for user_id in speaker_ids(source.actor):
        yield Recipient(user_id=user_id, reason=OWNER)


def tell_failed(
    source: CalendarSource, _params: Params, _who: Recipient
) -> Told | None:
    """Nothing once it is read again, or somebody has let it rest."""
    if not source.problem or source.state != SourceState.ACTIVE:
        return None
    words = {**_words(source), "problem": source.get_problem_display()}
    return told(FAILED, words, url=source.get_absolute_url())


def tell_stopped(
    source: CalendarSource, _params: Params, _who: Recipient
) -> Told | None:
    if source.state != SourceState.STOPPED:
        return None
    return told(STOPPED, _words(source), url=source.get_absolute_url())


def _words(source: CalendarSource) -> dict[str, str]:
    return {"name": str(source), "host": source.host, "actor": source.actor.name}


VERBS = (
    Verb("calendar_source.tried", words=_("hat einen Kalender ausprobiert")),
    Verb("calendar_source.connected", words=_("hat einen Kalender verbunden")),
    Verb("calendar_source.changed", words=_("hat einen Kalender neu zugeordnet")),
    Verb("calendar_source.paused", words=_("hat einen Kalender angehalten")),
    Verb("calendar_source.resumed", words=_("hat einen Kalender fortgesetzt")),
    Verb("calendar_source.disconnected", words=_("hat einen Kalender getrennt")),
    Verb(
        "calendar_source.failed",
        words=_("konnte einen Kalender nicht lesen"),
        audience=owners_of,
        tell=tell_failed,
    ),
    Verb(
        "calendar_source.stopped",
        words=_("hat einen Kalender beendet"),
        audience=owners_of,
        tell=tell_stopped,
    ),
    Verb(
        "event.imported",
        words=_("hat eine Veranstaltung aus einem Kalender übernommen"),
        generations=generations_of,
        search="index",
    ),
    Verb(
        "event.vanished",
        words=_(
            "hat eine Veranstaltung herausgenommen, die ihr Kalender nicht mehr hat"
        ),
        generations=generations_of,
        search="remove",
    ),
    Verb(
        "event.laid_aside",
        words=_(
            "hat eine Veranstaltung aus den Listen genommen, die zu lange niemand "
            "abgleichen konnte"
        ),
        generations=generations_of,
        search="remove",
    ),
    Verb(
        "event.returned",
        words=_("hat eine Veranstaltung wieder aufgenommen"),
        generations=generations_of,
        search="index",
    ),
    Verb(
        "event.made_own",
        words=_("hat eine Veranstaltung aus einem Kalender als eigene behalten"),
        generations=generations_of,
        search="index",
    ),
)
