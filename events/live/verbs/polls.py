"""What can happen to a poll; nobody is told, open pages see it."""

from django.utils.translation import gettext_lazy as _

from commons.verbs.registry import Verb

VERBS = (
    Verb("poll.prepared", words=_("hat eine Umfrage vorbereitet")),
    Verb("poll.changed", words=_("hat eine Umfrage geändert")),
    Verb("poll.dropped", words=_("hat eine Umfrage verworfen")),
    Verb("poll.opened", words=_("hat eine Umfrage geöffnet")),
    Verb("poll.closed", words=_("hat eine Umfrage beendet")),
    Verb("poll.result_shown", words=_("hat das Ergebnis einer Umfrage gezeigt")),
)
