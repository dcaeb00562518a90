"""The words that moderators start from."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import User
from commons.verbs.services import happened
from participation.moderation.enums import Reason
from participation.moderation.models import TextModule

FIRST_MODULES = (
    (
        Reason.UNCLEAR,
        _("Ort fehlt"),
        _(
            "Danke für Ihre Idee. Damit wir sie an das richtige Amt geben können: Wo "
            "genau ist das? Eine Straße mit Hausnummer oder eine Kreuzung hilft uns."
        ),
    ),
    (
        Reason.UNCLEAR,
        _("Wunsch fehlt"),
        _(
            "Danke für Ihren Hinweis. Was soll sich ändern? Ein oder zwei Sätze "
            "genügen, dann können wir Ihre Idee veröffentlichen."
        ),
    ),
    (
        Reason.PERSONAL_DATA,
        _("Angaben zu Personen"),
        _(
            "Ihr Text nennt persönliche Angaben, zum Beispiel einen Namen, eine "
            "Telefonnummer oder ein Kennzeichen. Bitte nehmen Sie diese heraus, denn "
            "alle können den Text lesen."
        ),
    ),
    (
        Reason.INSULT,
        _("Bitte sachlich"),
        _(
            "Ihr Anliegen ist wichtig. So, wie es dasteht, verletzt es aber andere. "
            "Bitte beschreiben Sie die Sache, nicht die Menschen."
        ),
    ),
    (
        Reason.DEFECT,
        _("Mangel melden"),
        _(
            "Was Sie beschreiben, ist ein Mangel, den das Ordnungsamt behebt. "
            "Schneller geht es über Ordnungsamt-Online: ordnungsamt.berlin.de. Dort "
            "sehen Sie auch, was daraus wird."
        ),
    ),
    (
        Reason.NOT_IN_DISTRICT,
        _("Anderer Bezirk"),
        _(
            "Der Ort liegt in einem anderen Bezirk. Für ganz Berlin gibt es "
            "mein.berlin.de; dort erreichen Sie die richtige Stelle."
        ),
    ),
    (
        Reason.ADVERTISING,
        _("Werbung"),
        _("Hier geht es um Ideen für den Stadtteil. Werbung zeigen wir nicht."),
    ),
    (
        Reason.PARTY_POLITICAL,
        _("Parteien"),
        _(
            "Als Plattform der Verwaltung sind wir neutral. Werbung für Parteien oder "
            "gegen sie zeigen wir deshalb nicht."
        ),
    ),
)


@transaction.atomic
def save(module: TextModule, *, by: User) -> TextModule:
    """Store a text module; the form has cleaned it."""
    module.save()
    happened("text_module.saved", module, by=by)
    return module


def load_text_modules() -> int:
    """Give an empty desk its first text modules; later ones are the staff's own."""
    if TextModule.objects.exists():
        return 0
    modules = [
        TextModule(reason=reason, title=str(title), text=str(text))
        for reason, title, text in FIRST_MODULES
    ]
    return len(TextModule.objects.bulk_create(modules))
