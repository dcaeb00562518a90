"""What people read about their actor, by bell and by mail."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from participation.moderation import letters

LOOK = _("Profil ansehen")


@dataclass(frozen=True)
class Letter(letters.Letter):
    """Words with places for name, level, who, why, words, way, objection."""

    action: str | Promise = LOOK


PUBLISHED = Letter(
    line=_("Das Profil „%(name)s“ ist veröffentlicht"),
    subject=_("Ihr Profil ist veröffentlicht: %(name)s"),
    text=_(
        "Das Profil „%(name)s“ steht jetzt im Verzeichnis der Akteure.\n\n%(words)s\n\n"
        "Eine Bitte: Laden Sie eine zweite Person als Inhaber:in ein. Dann bleibt das "
        "Profil in guten Händen, auch wenn jemand geht oder krank wird."
    ),
)
CHANGES_REQUESTED = Letter(
    line=_("Zum Profil „%(name)s“ haben wir eine Bitte"),
    subject=_("Eine Bitte zu Ihrem Profil: %(name)s"),
    text=_(
        "Bevor wir das Profil „%(name)s“ veröffentlichen, haben wir eine Bitte.\n\n"
        "%(words)s\n\nÄndern Sie das Profil, dann sehen wir es uns gleich noch einmal "
        "an.\n\n%(objection)s"
    ),
)
DECLINED = Letter(
    line=_("Das Profil „%(name)s“ wird nicht veröffentlicht"),
    subject=_("Ihr Profil wird nicht veröffentlicht: %(name)s"),
    text=_(
        "Das Profil „%(name)s“ veröffentlichen wir nicht.\n\n%(why)s\n\n%(words)s\n\n"
        "%(objection)s"
    ),
)
REDIRECTED = Letter(
    line=_("Für „%(name)s“ gibt es einen besseren Weg"),
    subject=_("Ihr Profil: So kommen Sie weiter"),
    text=_(
        "Danke für das Profil „%(name)s“. Hier können wir Ihr Anliegen nicht "
        "voranbringen, auf einem anderen Weg geht es.\n\n%(why)s\n\n%(words)s\n\n"
        "%(way)s\n\n%(objection)s"
    ),
)
HIDDEN = Letter(
    line=_("Das Profil „%(name)s“ ist vorläufig nicht zu sehen"),
    subject=_("Ihr Profil ist vorläufig verborgen: %(name)s"),
    text=_(
        "Wir zeigen das Profil „%(name)s“ zurzeit nicht und prüfen es noch einmal. Das "
        "Ergebnis teilen wir Ihnen mit.\n\n%(why)s\n\n%(words)s\n\n%(objection)s"
    ),
)
RESTORED = Letter(
    line=_("Das Profil „%(name)s“ ist wieder zu sehen"),
    subject=_("Ihr Profil ist wieder zu sehen: %(name)s"),
    text=_(
        "Wir haben das Profil „%(name)s“ noch einmal geprüft. Es ist wieder zu sehen."
        "\n\n%(words)s"
    ),
)
REMOVED = Letter(
    line=_("Das Profil „%(name)s“ ist entfernt"),
    subject=_("Ihr Profil ist entfernt: %(name)s"),
    text=_(
        "Das Profil „%(name)s“ haben wir von der Plattform entfernt.\n\n%(why)s\n\n"
        "%(words)s\n\n%(objection)s"
    ),
)
TAKEN_BACK = Letter(
    line=_("Wir prüfen das Profil „%(name)s“ noch einmal"),
    subject=_("Ihr Profil wird neu geprüft: %(name)s"),
    text=_(
        "Unsere Entscheidung über das Profil „%(name)s“ nehmen wir zurück. Wir prüfen "
        "es noch einmal und schreiben Ihnen, was daraus wird. Bis dahin ist es nicht "
        "zu sehen.\n\n%(why)s\n\n%(words)s\n\n%(objection)s"
    ),
)
VERIFIED = Letter(
    line=_("„%(name)s“ ist bestätigt"),
    subject=_("Ihr Profil ist bestätigt: %(name)s"),
    text=_(
        "Die Stadtteilarbeit hat „%(name)s“ bestätigt. Änderungen am Profil und "
        "Beiträge in seinem Namen erscheinen jetzt sofort."
    ),
)
UNVERIFIED = Letter(
    line=_("„%(name)s“ ist nicht mehr bestätigt"),
    subject=_("Ihr Profil ist nicht mehr bestätigt: %(name)s"),
    text=_(
        "Die Stadtteilarbeit hat die Bestätigung von „%(name)s“ zurückgenommen. "
        "Änderungen am Profil und Beiträge in seinem Namen lesen wir jetzt wieder, "
        "bevor sie erscheinen. Haben Sie Fragen dazu, melden Sie sich bitte bei uns."
    ),
)
JOINED = Letter(
    line=_("%(who)s arbeitet jetzt bei „%(name)s“ mit"),
    subject=_("Jemand ist dazugekommen: %(name)s"),
    text=_("%(who)s arbeitet jetzt bei „%(name)s“ mit. Die Aufgabe dort: %(level)s."),
    action=_("Menschen und Aufgaben"),
)
LEFT = Letter(
    line=_("%(who)s ist bei „%(name)s“ nicht mehr dabei"),
    subject=_("Jemand ist gegangen: %(name)s"),
    text=_("%(who)s arbeitet nicht mehr bei „%(name)s“ mit."),
    action=_("Menschen und Aufgaben"),
)
LET_GO = Letter(
    line=_("Sie gehören nicht mehr zu „%(name)s“"),
    subject=_("Sie gehören nicht mehr zu: %(name)s"),
    text=_(
        "Jemand mit der Aufgabe Inhaber:in hat Ihre Mitarbeit bei „%(name)s“ beendet. "
        "Ihr Konto und was Sie geschrieben haben, bleiben, wie sie sind."
    ),
)
LEVEL_CHANGED = Letter(
    line=_("Ihre Aufgabe bei „%(name)s“: %(level)s"),
    subject=_("Ihre Aufgabe hat sich geändert: %(name)s"),
    text=_("Ihre Aufgabe bei „%(name)s“ ist jetzt: %(level)s."),
)
MOVED = Letter(
    line=_("Neue Öffnungszeiten oder Adresse: %(name)s"),
    subject=_("Neue Öffnungszeiten oder Adresse: %(name)s"),
    text=_(
        "„%(name)s“ hat Öffnungszeiten oder Adresse geändert. Im Profil steht, was "
        "jetzt gilt."
    ),
)
CHANGE_PUBLISHED = Letter(
    line=_("Ihre Änderung am Profil „%(name)s“ ist veröffentlicht"),
    subject=_("Ihre Änderung ist veröffentlicht: %(name)s"),
    text=_("Ihre Änderung am Profil „%(name)s“ steht jetzt online.\n\n%(words)s"),
)
CHANGE_DECLINED = Letter(
    line=_("Ihre Änderung am Profil „%(name)s“ wird nicht veröffentlicht"),
    subject=_("Ihre Änderung wird nicht veröffentlicht: %(name)s"),
    text=_(
        "Ihre Änderung am Profil „%(name)s“ veröffentlichen wir nicht. Das Profil "
        "selbst bleibt, wie es ist.\n\n%(why)s\n\n%(words)s\n\nSie können jederzeit "
        "eine neue Änderung schreiben.\n\n%(objection)s"
    ),
)
CHANGE_REDIRECTED = Letter(
    line=_("Für Ihre Änderung am Profil „%(name)s“ gibt es einen besseren Weg"),
    subject=_("Ihre Änderung: So kommen Sie weiter"),
    text=_(
        "Danke für Ihre Änderung am Profil „%(name)s“. Was Sie schreiben, gehört auf "
        "einen anderen Weg; das Profil selbst bleibt, wie es ist.\n\n%(why)s\n\n"
        "%(words)s\n\n%(way)s\n\n%(objection)s"
    ),
)
