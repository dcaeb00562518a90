"""What people read about their events, by bell and by mail."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from participation.moderation import letters

LOOK = _("Veranstaltung ansehen")


@dataclass(frozen=True)
class Letter(letters.Letter):
    """Words with places for the title and what the verb's own words bring."""

    action: str | Promise = LOOK


PUBLISHED = Letter(
    line=_("Ihre Veranstaltung „%(title)s“ ist veröffentlicht"),
    subject=_("Ihre Veranstaltung ist veröffentlicht"),
    text=_("„%(title)s“ steht jetzt im Kalender.\n\n%(words)s"),
)
CHANGES_REQUESTED = Letter(
    line=_("Bitte ändern Sie Ihre Veranstaltung „%(title)s“"),
    subject=_("Eine Bitte zu Ihrer Veranstaltung"),
    text=_(
        "Bevor wir „%(title)s“ veröffentlichen, bitten wir um eine Änderung."
        "\n\n%(why)s\n\n%(words)s\n\n%(objection)s"
    ),
    action=_("Veranstaltung ändern"),
)
DECLINED = Letter(
    line=_("Ihre Veranstaltung „%(title)s“ wird nicht veröffentlicht"),
    subject=_("Ihre Veranstaltung wird nicht veröffentlicht"),
    text=_(
        "„%(title)s“ veröffentlichen wir nicht.\n\n%(why)s\n\n%(words)s\n\n"
        "%(objection)s"
    ),
)
REDIRECTED = Letter(
    line=_("Für Ihre Veranstaltung „%(title)s“ gibt es einen besseren Weg"),
    subject=_("Ihre Veranstaltung: So kommen Sie weiter"),
    text=_(
        "„%(title)s“ ist hier nicht am richtigen Ort, auf einem anderen Weg geht es."
        "\n\n%(why)s\n\n%(words)s\n\n%(way)s\n\n%(objection)s"
    ),
)
HIDDEN = Letter(
    line=_("Ihre Veranstaltung „%(title)s“ ist vorläufig nicht mehr zu sehen"),
    subject=_("Ihre Veranstaltung ist vorläufig verborgen"),
    text=_(
        "Wir zeigen „%(title)s“ zurzeit nicht und prüfen die Ankündigung noch einmal. "
        "Das Ergebnis teilen wir Ihnen mit. Wer angemeldet ist, hat von uns eine "
        "Nachricht bekommen.\n\n%(why)s\n\n%(words)s\n\n%(objection)s"
    ),
)
RESTORED = Letter(
    line=_("Ihre Veranstaltung „%(title)s“ ist wieder zu sehen"),
    subject=_("Ihre Veranstaltung ist wieder zu sehen"),
    text=_(
        "Wir haben „%(title)s“ noch einmal geprüft. Die Veranstaltung steht wieder im "
        "Kalender.\n\n%(words)s"
    ),
)
REMOVED = Letter(
    line=_("Ihre Veranstaltung „%(title)s“ ist entfernt"),
    subject=_("Ihre Veranstaltung ist entfernt"),
    text=_(
        "„%(title)s“ haben wir von der Plattform entfernt.\n\n%(why)s\n\n%(words)s\n\n"
        "%(objection)s"
    ),
)
TAKEN_BACK = Letter(
    line=_("Wir prüfen Ihre Veranstaltung „%(title)s“ noch einmal"),
    subject=_("Ihre Veranstaltung wird neu geprüft"),
    text=_(
        "Unsere Entscheidung über „%(title)s“ nehmen wir zurück und prüfen die "
        "Ankündigung noch einmal.\n\n%(why)s\n\n%(words)s\n\n%(objection)s"
    ),
)
