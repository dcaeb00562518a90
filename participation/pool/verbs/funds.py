"""What can happen to calls for money and to applications; nobody is told of it."""

from django.utils.translation import gettext_lazy as _

from commons.verbs.registry import Verb

VERBS = (
    Verb("fund.written", words=_("hat eine Förderung beschrieben")),
    Verb(
        "fund.changed",
        words=_("hat die Seite einer Förderung geändert"),
        search="index",
    ),
    Verb(
        "fund.published",
        words=_("hat eine Förderung veröffentlicht"),
        search="index",
    ),
    Verb("fund.hidden", words=_("hat eine Förderung verborgen"), search="remove"),
    Verb("application.begun", words=_("hat einen Förderantrag begonnen")),
    Verb("application.changed", words=_("hat einen Förderantrag geändert")),
    Verb("application.noted", words=_("hat den Stand eines Förderantrags eingetragen")),
    Verb("application.deleted", words=_("hat einen Förderantrag gelöscht")),
)
