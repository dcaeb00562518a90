"""What people read about their comments and about answers, by bell and by mail."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LOOK = _("Kommentar ansehen")


@dataclass(frozen=True)
class Letter:
    """Words with places for title, yours, name, text, why, words, way, objection."""

    line: str | Promise
    subject: str | Promise
    text: str | Promise
    action: str | Promise = LOOK


PUBLISHED = Letter(
    line=_("Ihr Kommentar zu „%(title)s“ ist veröffentlicht"),
    subject=_("Ihr Kommentar ist veröffentlicht"),
    text=_(
        "Ihr Kommentar zu „%(title)s“ steht jetzt auf der Plattform. Alle können ihn "
        "lesen und darauf antworten.\n\n%(words)s"
    ),
)
DECLINED = Letter(
    line=_("Ihr Kommentar zu „%(title)s“ wird nicht veröffentlicht"),
    subject=_("Ihr Kommentar wird nicht veröffentlicht"),
    text=_(
        "Ihren Kommentar zu „%(title)s“ veröffentlichen wir nicht.\n\n%(why)s\n\n"
        "%(words)s\n\n%(objection)s"
    ),
)
REDIRECTED = Letter(
    line=_("Für Ihren Kommentar zu „%(title)s“ gibt es einen besseren Weg"),
    subject=_("Ihr Kommentar: So kommen Sie weiter"),
    text=_(
        "Danke für Ihren Kommentar zu „%(title)s“. Hier können wir Ihr Anliegen nicht "
        "voranbringen, auf einem anderen Weg geht es.\n\n%(why)s\n\n%(words)s\n\n"
        "%(way)s\n\n%(objection)s"
    ),
)
HIDDEN = Letter(
    line=_("Ihr Kommentar zu „%(title)s“ ist vorläufig nicht mehr zu sehen"),
    subject=_("Ihr Kommentar ist vorläufig verborgen"),
    text=_(
        "Wir zeigen Ihren Kommentar zu „%(title)s“ zurzeit nicht und prüfen ihn noch "
        "einmal. Das Ergebnis teilen wir Ihnen mit.\n\n%(why)s\n\n%(words)s\n\n"
        "%(objection)s"
    ),
)
RESTORED = Letter(
    line=_("Ihr Kommentar zu „%(title)s“ ist wieder zu sehen"),
    subject=_("Ihr Kommentar ist wieder zu sehen"),
    text=_(
        "Wir haben Ihren Kommentar zu „%(title)s“ noch einmal geprüft. Er steht wieder "
        "auf der Plattform, mit allen Antworten.\n\n%(words)s"
    ),
)
REMOVED = Letter(
    line=_("Ihr Kommentar zu „%(title)s“ ist entfernt"),
    subject=_("Ihr Kommentar ist entfernt"),
    text=_(
        "Ihren Kommentar zu „%(title)s“ haben wir von der Plattform entfernt. "
        "Antworten von anderen bleiben stehen.\n\n%(why)s\n\n%(words)s\n\n"
        "%(objection)s"
    ),
)
TAKEN_BACK = Letter(
    line=_("Wir prüfen Ihren Kommentar zu „%(title)s“ noch einmal"),
    subject=_("Ihr Kommentar wird neu geprüft"),
    text=_(
        "Unsere Entscheidung über Ihren Kommentar zu „%(title)s“ nehmen wir zurück. "
        "Wir prüfen ihn noch einmal und schreiben Ihnen, was daraus wird. Bis dahin "
        "ist er nicht zu sehen.\n\n%(why)s\n\n%(words)s\n\n%(objection)s"
    ),
)
ANSWERED = Letter(
    line=_("Antwort auf Ihren Kommentar zu „%(title)s“"),
    subject=_("Antwort auf Ihren Kommentar"),
    text=_("%(name)s hat auf Ihren Kommentar zu „%(title)s“ geantwortet:\n\n%(text)s"),
    action=_("Antwort ansehen"),
)
ON_YOURS = Letter(
    line=_("Neuer Kommentar zu %(yours)s „%(title)s“"),
    subject=_("Neuer Kommentar zu %(yours)s"),
    text=_("%(name)s schreibt zu %(yours)s „%(title)s“:\n\n%(text)s"),
)
ON_FOLLOWED = Letter(
    line=_("Neuer Kommentar zu „%(title)s“"),
    subject=_("Neuer Kommentar zu „%(title)s“"),
    text=_("%(name)s schreibt zu „%(title)s“:\n\n%(text)s"),
)
