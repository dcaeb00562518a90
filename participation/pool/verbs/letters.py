"""What people read about entries and bookings, by bell and by mail."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from participation.moderation import letters

LOOK, ANSWER = _("Eintrag ansehen"), _("Anfrage ansehen")


@dataclass(frozen=True)
class Letter(letters.Letter):
    """Words with places for title, side and whatever the verb's own words bring."""

    action: str | Promise = LOOK


PUBLISHED = Letter(
    line=_("Ihr Eintrag „%(title)s“ ist veröffentlicht"),
    subject=_("Ihr Eintrag im Pool ist veröffentlicht"),
    text=_(
        "„%(title)s“ steht jetzt im Pool (%(side)s). Wenn etwas dazu passt, schreiben "
        "wir Ihnen.\n\n%(words)s"
    ),
)
CHANGES_REQUESTED = Letter(
    line=_("Bitte ändern Sie Ihren Eintrag „%(title)s“"),
    subject=_("Eine Bitte zu Ihrem Eintrag im Pool"),
    text=_(
        "Bevor wir „%(title)s“ veröffentlichen, bitten wir um eine Änderung."
        "\n\n%(why)s\n\n%(words)s\n\n%(objection)s"
    ),
    action=_("Eintrag ändern"),
)
DECLINED = Letter(
    line=_("Ihr Eintrag „%(title)s“ wird nicht veröffentlicht"),
    subject=_("Ihr Eintrag im Pool wird nicht veröffentlicht"),
    text=_(
        "„%(title)s“ veröffentlichen wir nicht.\n\n%(why)s\n\n%(words)s\n\n"
        "%(objection)s"
    ),
)
REDIRECTED = Letter(
    line=_("Für Ihren Eintrag „%(title)s“ gibt es einen besseren Weg"),
    subject=_("Ihr Eintrag im Pool: So kommen Sie weiter"),
    text=_(
        "„%(title)s“ ist hier nicht am richtigen Ort, auf einem anderen Weg geht es."
        "\n\n%(why)s\n\n%(words)s\n\n%(way)s\n\n%(objection)s"
    ),
)
HIDDEN = Letter(
    line=_("Ihr Eintrag „%(title)s“ ist vorläufig nicht mehr zu sehen"),
    subject=_("Ihr Eintrag im Pool ist vorläufig verborgen"),
    text=_(
        "Wir zeigen „%(title)s“ zurzeit nicht und prüfen den Eintrag noch einmal. Das "
        "Ergebnis teilen wir Ihnen mit. Bestätigte Buchungen gelten weiter."
        "\n\n%(why)s\n\n%(words)s\n\n%(objection)s"
    ),
)
RESTORED = Letter(
    line=_("Ihr Eintrag „%(title)s“ ist wieder zu sehen"),
    subject=_("Ihr Eintrag im Pool ist wieder zu sehen"),
    text=_(
        "Wir haben „%(title)s“ noch einmal geprüft. Der Eintrag steht wieder im Pool."
        "\n\n%(words)s"
    ),
)
REMOVED = Letter(
    line=_("Ihr Eintrag „%(title)s“ ist entfernt"),
    subject=_("Ihr Eintrag im Pool ist entfernt"),
    text=_(
        "„%(title)s“ haben wir von der Plattform entfernt.\n\n%(why)s\n\n%(words)s\n\n"
        "%(objection)s"
    ),
)
TAKEN_BACK = Letter(
    line=_("Wir prüfen Ihren Eintrag „%(title)s“ noch einmal"),
    subject=_("Ihr Eintrag im Pool wird neu geprüft"),
    text=_(
        "Unsere Entscheidung über „%(title)s“ nehmen wir zurück und prüfen den "
        "Eintrag noch einmal.\n\n%(why)s\n\n%(words)s\n\n%(objection)s"
    ),
)
ASKED = Letter(
    line=_("Gilt „%(title)s“ noch?"),
    subject=_("Gilt „%(title)s“ noch?"),
    text=_(
        "Ihr Eintrag „%(title)s“ (%(side)s) steht bis zum %(until)s im Pool. Gilt er "
        "weiter? Dann genügt ein Klick auf der nächsten Seite. Sonst nehmen wir ihn an "
        "diesem Tag aus der Liste; wieder einstellen können Sie ihn jederzeit."
    ),
    action=_("Gilt noch, oder nicht mehr"),
)
EXPIRED = Letter(
    line=_("„%(title)s“ steht nicht mehr im Pool"),
    subject=_("„%(title)s“ steht nicht mehr im Pool"),
    text=_(
        "Die Zeit Ihres Eintrags „%(title)s“ (%(side)s) ist um. Wir haben ihn aus der "
        "Liste genommen. Gelöscht ist nichts: Mit einem Klick steht er wieder da."
    ),
    action=_("Wieder einstellen"),
)
MATCHED_OFFER = Letter(
    line=_("Jemand sucht, was Sie anbieten: „%(other)s“"),
    subject=_("Im Pool sucht jemand, was Sie anbieten"),
    text=_(
        "Zu Ihrem Angebot „%(title)s“ passt ein Gesuch: „%(other)s“ (%(where)s).\n\n"
        "Auf der Seite des Gesuchs können Sie antworten."
    ),
    action=_("Gesuch ansehen"),
)
MATCHED_REQUEST = Letter(
    line=_("Jemand bietet an, was Sie suchen: „%(other)s“"),
    subject=_("Im Pool gibt es, was Sie suchen"),
    text=_(
        "Zu Ihrem Gesuch „%(title)s“ passt ein Angebot: „%(other)s“ (%(where)s).\n\n"
        "Auf der Seite des Angebots können Sie anfragen."
    ),
    action=_("Angebot ansehen"),
)
INQUIRED = Letter(
    line=_("Nachricht zu „%(title)s“"),
    subject=_("Nachricht zu „%(title)s“"),
    text=_(
        "%(name)s schreibt zu Ihrem Eintrag „%(title)s“:\n\n%(text)s\n\n"
        "So erreichen Sie %(name)s: %(contact)s"
    ),
)
CALENDAR_FAILED = Letter(
    line=_("Ihr Kalender zu „%(title)s“ ist nicht zu lesen"),
    subject=_("Ihr Kalender zu „%(title)s“ ist nicht zu lesen"),
    text=_(
        "Seit einem Tag können wir den Kalender nicht lesen, aus dem wir die belegten "
        "Zeiten von „%(title)s“ übernehmen: %(problem)s\n\nSolange gelten die Zeiten, "
        "die wir zuletzt gelesen haben."
    ),
    action=_("Kalender prüfen"),
)
REQUESTED = Letter(
    line=_("Anfrage für „%(title)s“: %(when)s"),
    subject=_("Anfrage für „%(title)s“"),
    text=_(
        "%(name)s möchte „%(title)s“ buchen: %(when)s%(count)s.\n\nWofür: %(purpose)s"
        "\n\nBitte antworten Sie bis zum %(until)s. Bis dahin halten wir die Zeit frei."
    ),
    action=ANSWER,
)
CONFIRMED = Letter(
    line=_("Bestätigt: „%(title)s“, %(when)s"),
    subject=_("Ihre Buchung ist bestätigt: „%(title)s“"),
    text=_(
        "Ihre Buchung von „%(title)s“ ist bestätigt: %(when)s%(count)s.\n\n%(place)s"
        "\n\n%(conditions)s"
    ),
    action=_("Buchung ansehen"),
)
DECLINED_BOOKING = Letter(
    line=_("Leider nicht möglich: „%(title)s“, %(when)s"),
    subject=_("Ihre Anfrage für „%(title)s“ ist abgelehnt"),
    text=_(
        "„%(title)s“ können Sie zu dieser Zeit leider nicht bekommen: %(when)s."
        "\n\n%(reason)s"
    ),
    action=_("Andere Zeiten ansehen"),
)
CANCELLED = Letter(
    line=_("Abgesagt: „%(title)s“, %(when)s"),
    subject=_("Abgesagt: „%(title)s“"),
    text=_("Die Buchung von „%(title)s“ ist abgesagt: %(when)s.\n\n%(reason)s"),
    action=_("Buchung ansehen"),
)
LAPSED = Letter(
    line=_("Ohne Antwort verfallen: „%(title)s“, %(when)s"),
    subject=_("Die Anfrage für „%(title)s“ ist verfallen"),
    text=_(
        "Die Anfrage für „%(title)s“ (%(when)s) hat niemand beantwortet. Die Zeit ist "
        "wieder frei."
    ),
    action=ANSWER,
)
