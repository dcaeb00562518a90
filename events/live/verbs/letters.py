"""What people read when the desk has decided on a question that was reported."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from participation.moderation import letters

ROOM = _("Zum Saal")


@dataclass(frozen=True)
class Letter(letters.Letter):
    """Words with a place for the title of the assembly."""

    action: str | Promise = ROOM


HIDDEN = Letter(
    line=_("Ihre Frage bei „%(title)s“ ist nicht mehr zu sehen"),
    subject=_("Ihre Frage bei „%(title)s“"),
    text=_(
        "Ihre Frage im Saal „%(title)s“ zeigen wir nicht mehr.\n\n%(why)s\n\n"
        "%(words)s\n\n%(objection)s"
    ),
)
DECLINED = Letter(
    line=_("Ihre Frage bei „%(title)s“ bleibt verborgen"),
    subject=_("Ihre Frage bei „%(title)s“"),
    text=_(
        "Wir haben Ihre Frage im Saal „%(title)s“ geprüft. Sie bleibt verborgen.\n\n"
        "%(why)s\n\n%(words)s\n\n%(objection)s"
    ),
)
RESTORED = Letter(
    line=_("Ihre Frage bei „%(title)s“ ist wieder zu sehen"),
    subject=_("Ihre Frage bei „%(title)s“ ist wieder zu sehen"),
    text=_(
        "Wir haben Ihre Frage im Saal „%(title)s“ noch einmal geprüft. Sie ist wieder "
        "zu sehen.\n\n%(words)s"
    ),
)
TAKEN_BACK = Letter(
    line=_("Wir prüfen Ihre Frage bei „%(title)s“ noch einmal"),
    subject=_("Ihre Frage bei „%(title)s“ wird neu geprüft"),
    text=_(
        "Unsere Entscheidung über Ihre Frage im Saal „%(title)s“ haben wir "
        "zurückgenommen. Wir prüfen sie noch einmal. Bis dahin ist sie nicht zu "
        "sehen.\n\n%(why)s\n\n%(words)s\n\n%(objection)s"
    ),
)
