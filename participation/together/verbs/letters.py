"""What people read where neighbours take an idea into their own hands."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _, pgettext_lazy

from participation.moderation import letters

IDEA = _("Idee ansehen")


@dataclass(frozen=True)
class Letter(letters.Letter):
    """Words with places for title, number, partner, words, reason and until."""

    action: str | Promise = IDEA


OFFERED_TO_AUTHOR = Letter(
    line=_("Dürfen wir „%(title)s“ an %(partner)s geben?"),
    subject=_("Frage zu Ihrer Idee %(number)s: gemeinsam machen?"),
    text=_(
        "Ihre Idee „%(title)s“ könnte etwas sein, das Menschen vor Ort selbst in die "
        "Hand nehmen. Wir möchten dafür %(partner)s fragen.\n\nSind Sie einverstanden? "
        "Bitte sagen Sie es uns bis zum %(until)s. Ihre Idee bleibt Ihre Idee, auch "
        "wenn Sie Nein sagen."
    ),
    action=pgettext_lazy("Verb", "Antworten"),
)
ADOPTED_TO_AUTHOR = Letter(
    line=_("%(partner)s möchte „%(title)s“ mittragen"),
    subject=_("Jemand möchte Ihre Idee %(number)s mittragen"),
    text=_(
        "%(partner)s möchte Ihre Idee „%(title)s“ aufgreifen und mittragen:\n\n"
        "%(words)s\n\nSind Sie einverstanden? Bitte sagen Sie es uns bis zum "
        "%(until)s. Ihre Idee bleibt Ihre Idee, auch wenn Sie Nein sagen."
    ),
    action=pgettext_lazy("Verb", "Antworten"),
)
OFFERED = Letter(
    line=_("Möchte %(partner)s „%(title)s“ mit anderen umsetzen?"),
    subject=_("Anfrage an %(partner)s: die Idee %(number)s gemeinsam machen"),
    text=_(
        "Die SPK fragt, ob %(partner)s die Idee „%(title)s“ mit anderen umsetzen "
        "möchte:\n\n%(words)s\n\nBitte sagen Sie bis zum %(until)s zu oder ab. Eine "
        "Zusage heißt nicht, dass Sie alles allein machen."
    ),
    action=_("Anfrage ansehen"),
)
ACCEPTED = Letter(
    line=_("%(partner)s macht sich an „%(title)s“"),
    subject=_("Die Idee %(number)s wird gemeinsam gemacht"),
    text=_(
        "%(partner)s nimmt die Idee „%(title)s“ mit anderen in die Hand. Spätestens am "
        "%(until)s lesen Sie, wie es läuft.\n\n%(joining)s"
    ),
)
REFUSED = Letter(
    line=_("„%(title)s“ soll nicht übernommen werden"),
    subject=_("Zur Idee %(number)s: lieber nicht"),
    text=_(
        "Die Person, von der die Idee „%(title)s“ ist, möchte nicht, dass %(partner)s "
        "sie übernimmt. Unterstützen und mitreden können Sie weiterhin."
    ),
)
DECLINED = Letter(
    line=_("%(partner)s sagt ab: %(number)s"),
    subject=_("%(partner)s übernimmt die Idee %(number)s nicht"),
    text=_(
        "%(partner)s kann die Idee „%(title)s“ nicht übernehmen.\n\nDer Grund: "
        "%(reason)s\n\nSie können jemand anderen fragen oder die Idee weiterleiten."
    ),
)
WITHDRAWN = Letter(
    line=_("Es hat sich erledigt: „%(title)s“ mit %(partner)s"),
    subject=_("Zur Idee %(number)s: Die Anfrage ist zurückgenommen"),
    text=_(
        "Dass %(partner)s die Idee „%(title)s“ übernimmt, ist zurückgenommen.\n\nDer "
        "Grund: %(reason)s"
    ),
)
GIVEN_UP = Letter(
    line=_("%(partner)s kann „%(title)s“ nicht weiterführen"),
    subject=_("Die Idee %(number)s: Wie es weitergeht"),
    text=_(
        "%(partner)s kann die Idee „%(title)s“ nicht weiterführen.\n\nDer Grund: "
        "%(reason)s\n\nDie Idee liegt wieder bei der SPK. Sie hören von uns."
    ),
)
DUE_AUTHOR = Letter(
    line=_("Noch offen: unsere Frage zu „%(title)s“"),
    subject=_("Noch eine Frage zu Ihrer Idee %(number)s"),
    text=_(
        "Wir haben Sie gefragt, ob %(partner)s Ihre Idee „%(title)s“ übernehmen darf. "
        "Dürfen wir noch mit einer Antwort rechnen? Hören wir nichts, entscheidet die "
        "SPK."
    ),
    action=pgettext_lazy("Verb", "Antworten"),
)
DUE_OFFERED = Letter(
    line=_("Noch offen: die Anfrage zu „%(title)s“"),
    subject=_("Noch offen: Anfrage an %(partner)s zur Idee %(number)s"),
    text=_(
        "Die SPK hat gefragt, ob %(partner)s die Idee „%(title)s“ mit anderen umsetzen "
        "möchte. Bitte sagen Sie zu oder ab. Auch eine Absage hilft weiter."
    ),
    action=_("Anfrage ansehen"),
)
DUE_REPORT = Letter(
    line=_("Wie läuft es mit „%(title)s“?"),
    subject=_("Bitte berichten: die Idee %(number)s"),
    text=_(
        "Für heute war angekündigt, dass %(partner)s von der Idee „%(title)s“ "
        "berichtet. Zwei Sätze genügen. Wer der Idee folgt, wartet darauf."
    ),
    action=_("Bericht schreiben"),
)
