"""Why a message did not arrive, in sentences, and what helps."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commons.delivery.enums import Cause


@dataclass(frozen=True)
class Words:
    """`helps` says whether sending it once more, unchanged, is worth a try."""

    title: str | Promise
    advice: str | Promise
    helps: bool = True


UNKNOWN_CAUSE = "other"
WORDS: dict[str, Words] = {
    Cause.UNKNOWN: Words(
        _("Diese Adresse gibt es nicht"),
        _("Fragen Sie nach der richtigen Adresse und tragen Sie sie hier ein."),
        helps=False,
    ),
    Cause.MAILBOX_FULL: Words(
        _("Das Postfach ist voll"),
        _(
            "Wir haben es mehrere Tage versucht. Ein Anruf hilft: Postfach leeren, "
            "dann erneut senden. Oder nehmen Sie eine andere Adresse."
        ),
    ),
    Cause.SUPPRESSED: Words(
        _("Die Adresse ist gesperrt"),
        _(
            "Früher kamen Mails von dort zurück, oder jemand möchte keine. "
            "Wir haben es deshalb nicht versucht."
        ),
        helps=False,
    ),
    Cause.CONTENT: Words(
        _("Der Mailserver dort lehnt den Inhalt ab"),
        _(
            "Oft ist die Anlage zu groß oder ein Spamfilter zu streng. "
            "Bitten Sie die Stelle, unsere Absenderadresse freizugeben."
        ),
    ),
    Cause.REFUSED: Words(
        _("Der Mailserver dort nimmt die Mail nicht an"),
        _("Der genaue Wortlaut hilft der IT-Stelle, die den Mailserver betreut."),
    ),
    Cause.RATE: Words(
        _("Es waren zu viele Mails auf einmal"),
        _("Warten Sie eine Stunde und senden Sie dann erneut."),
    ),
    Cause.GREYLISTED: Words(
        _("Der Mailserver dort hat uns zu lange vertröstet"),
        _("Senden Sie erneut. Bleibt es dabei, hilft ein Anruf bei der Stelle."),
    ),
    Cause.LATER: Words(
        _("Der Mailserver dort hat uns zu lange vertröstet"),
        _("Senden Sie erneut. Bleibt es dabei, hilft ein Anruf bei der Stelle."),
    ),
    Cause.CONNECTION: Words(
        _("Unser Mailserver war zu lange nicht zu erreichen"),
        _("Sobald er wieder da ist, senden Sie alle erneut."),
    ),
    Cause.SIGN_IN: Words(
        _("Unser Mailserver hat uns zu lange abgewiesen"),
        _("Die Zugangsdaten stimmen nicht. Danach senden Sie alle erneut."),
    ),
    Cause.ADDRESS: Words(
        _("Das ist keine E-Mail-Adresse"),
        _("Tragen Sie die richtige Adresse ein."),
        helps=False,
    ),
    Cause.OURS: Words(
        _("Bei uns ging etwas schief"),
        _("Die Mail ließ sich nicht schreiben. Sagen Sie bitte der IT Bescheid."),
    ),
    Cause.BROKEN: Words(
        _("Der Versand brach immer wieder ab"),
        _("Senden Sie erneut. Bleibt es dabei, sagen Sie bitte der IT Bescheid."),
    ),
    Cause.ENDPOINT: Words(
        _("Eine Schnittstelle antwortet nicht richtig"),
        _("Wer sie betreibt, kann nachsehen. Danach senden Sie erneut."),
    ),
    UNKNOWN_CAUSE: Words(
        _("Anderer Grund"),
        _("Der Wortlaut steht dabei."),
    ),
}


def words_of(cause: str | None) -> Words:
    return WORDS.get(cause or UNKNOWN_CAUSE, WORDS[UNKNOWN_CAUSE])
