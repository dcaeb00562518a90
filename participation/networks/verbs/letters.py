"""What people read about a network, by bell and by mail."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from participation.moderation import letters

LOOK = _("Netzwerk ansehen")


@dataclass(frozen=True)
class Letter(letters.Letter):
    """Words with places for name, member, words, reason, and those of a decision."""

    action: str | Promise = LOOK


# What a moderator decided, for whom founded it.
PUBLISHED = Letter(
    line=_("Ihr Netzwerk „%(name)s“ ist da"),
    subject=_("Ihr Netzwerk ist da"),
    text=_(
        "Ihr Netzwerk „%(name)s“ haben wir freigegeben. Jetzt können Sie Menschen "
        "einladen und den ersten Beitrag schreiben.\n\n%(words)s"
    ),
)
CHANGES_REQUESTED = Letter(
    line=_("Bitte überarbeiten Sie Ihr Netzwerk „%(name)s“"),
    subject=_("Ihr Netzwerk: bitte überarbeiten"),
    text=_(
        "Danke, dass Sie ein Netzwerk gründen möchten. Bevor wir „%(name)s“ "
        "freigeben, bitten wir Sie um eine Änderung.\n\n%(why)s\n\n%(words)s\n\n"
        "%(objection)s"
    ),
    action=_("Netzwerk überarbeiten"),
)
DECLINED = Letter(
    line=_("Ihr Netzwerk „%(name)s“ geben wir nicht frei"),
    subject=_("Ihr Netzwerk"),
    text=_(
        "Ihr Netzwerk „%(name)s“ geben wir nicht frei.\n\n%(why)s\n\n%(words)s\n\n"
        "%(objection)s"
    ),
)
REDIRECTED = Letter(
    line=_("Für Ihr Netzwerk „%(name)s“ gibt es einen besseren Weg"),
    subject=_("Ihr Netzwerk: So kommen Sie weiter"),
    text=_(
        "Danke für Ihren Vorschlag. Was Sie mit „%(name)s“ vorhaben, gehört auf einen "
        "anderen Weg.\n\n%(why)s\n\n%(words)s\n\n%(way)s\n\n%(objection)s"
    ),
)
HIDDEN = Letter(
    line=_("Ihr Netzwerk „%(name)s“ ist zurzeit nicht zu sehen"),
    subject=_("Ihr Netzwerk ist zurzeit nicht zu sehen"),
    text=_(
        "Das Netzwerk „%(name)s“ zeigen wir vorerst nicht mehr.\n\n%(why)s\n\n"
        "%(words)s\n\n%(objection)s"
    ),
)
REMOVED = Letter(
    line=_("Ihr Netzwerk „%(name)s“ haben wir entfernt"),
    subject=_("Ihr Netzwerk haben wir entfernt"),
    text=_(
        "Das Netzwerk „%(name)s“ haben wir entfernt.\n\n%(why)s\n\n%(words)s\n\n"
        "%(objection)s"
    ),
)
RESTORED = Letter(
    line=_("Ihr Netzwerk „%(name)s“ ist wieder zu sehen"),
    subject=_("Ihr Netzwerk ist wieder zu sehen"),
    text=_(
        "Wir haben „%(name)s“ noch einmal geprüft. Das Netzwerk ist wieder da.\n\n"
        "%(words)s"
    ),
)
TAKEN_BACK = Letter(
    line=_("Wir prüfen Ihr Netzwerk „%(name)s“ noch einmal"),
    subject=_("Ihr Netzwerk wird neu geprüft"),
    text=_(
        "Unsere Entscheidung über das Netzwerk „%(name)s“ haben wir zurückgenommen. "
        "Wir prüfen es noch einmal und schreiben Ihnen, was daraus wird. Bis dahin ist "
        "es nicht zu sehen.\n\n%(why)s\n\n%(words)s\n\n%(objection)s"
    ),
)
# What happens with its members.
JOINED = Letter(
    line=_("%(member)s ist jetzt bei „%(name)s“"),
    subject=_("Neu bei „%(name)s“: %(member)s"),
    text=_("%(member)s ist jetzt Mitglied von „%(name)s“."),
)
JOIN_ASKED = Letter(
    line=_("%(member)s möchte bei „%(name)s“ mitmachen"),
    subject=_("Anfrage für „%(name)s“"),
    text=_(
        "%(member)s möchte beim Netzwerk „%(name)s“ mitmachen.\n\n%(said)s\n\n"
        "Bitte sagen Sie Ja oder Nein."
    ),
    action=_("Anfrage beantworten"),
)
JOIN_ACCEPTED = Letter(
    line=_("Willkommen bei „%(name)s“"),
    subject=_("Willkommen bei „%(name)s“"),
    text=_(
        "Ihre Anfrage ist angenommen: %(member)s gehört jetzt zum Netzwerk „%(name)s“."
    ),
)
JOIN_DECLINED = Letter(
    line=_("Ihre Anfrage an „%(name)s“ wurde nicht angenommen"),
    subject=_("Ihre Anfrage an „%(name)s“"),
    text=_(
        "Die Koordination von „%(name)s“ hat Ihre Anfrage nicht angenommen.\n\n"
        "%(answer)s"
    ),
)
MEMBER_REMOVED = Letter(
    line=_("%(member)s gehört nicht mehr zu „%(name)s“"),
    subject=_("Sie sind nicht mehr bei „%(name)s“"),
    text=_(
        "Die Koordination hat die Mitgliedschaft von %(member)s im Netzwerk "
        "„%(name)s“ beendet. Fragen Sie sie gern nach dem Grund."
    ),
)
ROLE_CHANGED = Letter(
    line=_("„%(name)s“: Ihre Aufgabe ist jetzt „%(role)s“"),
    subject=_("Ihre Aufgabe bei „%(name)s“"),
    text=_("Im Netzwerk „%(name)s“ hat %(member)s jetzt die Aufgabe „%(role)s“."),
)
ORPHANED = Letter(
    line=_("Wer koordiniert „%(name)s“?"),
    subject=_("Wer koordiniert „%(name)s“?"),
    text=_(
        "Das Netzwerk „%(name)s“ hat gerade niemanden, der es koordiniert. Jedes "
        "Mitglied kann das übernehmen: auf der Seite „Mitglieder“ genügt ein Knopf."
    ),
)
# How it goes on, or ends.
ASKED = Letter(
    line=_("Geht es mit „%(name)s“ weiter?"),
    subject=_("Geht es mit „%(name)s“ weiter?"),
    text=_(
        "Im Netzwerk „%(name)s“ war es lange still. Geht es weiter? Dann sagen Sie das "
        "bitte mit einem Knopf. Ist es zu Ende, können Sie es abschließen: Alles "
        "bleibt zum Nachlesen."
    ),
    action=_("Antworten"),
)
CLOSED = Letter(
    line=_("„%(name)s“ ist abgeschlossen"),
    subject=_("„%(name)s“ ist abgeschlossen"),
    text=_(
        "Das Netzwerk „%(name)s“ ist abgeschlossen: %(reason)s\n\nWas dort steht, "
        "bleibt zum Nachlesen."
    ),
)
REOPENED = Letter(
    line=_("„%(name)s“ geht weiter"),
    subject=_("„%(name)s“ geht weiter"),
    text=_("Das Netzwerk „%(name)s“ ist wieder aufgenommen."),
)
