"""What an organiser does with a list of participants; nobody is told."""

from django.utils.translation import gettext_lazy as _

from commons.verbs.registry import Verb
from events.calendar.queries.generations import generations_of

VERBS = (
    Verb(
        "registration.closed",
        words=_("hat die Anmeldung zu einer Veranstaltung geschlossen"),
        generations=generations_of,
    ),
    Verb(
        "registration.opened",
        words=_("hat die Anmeldung zu einer Veranstaltung geöffnet"),
        generations=generations_of,
    ),
    # It leaves the house, so it is written down who took it along.
    Verb(
        "registration.list_taken",
        words=_("hat eine Liste der Teilnehmenden heruntergeladen"),
    ),
)
