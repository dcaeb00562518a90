"""The words of mails about signing in, in place of allauth's."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy as _

from commons.delivery import mails
from commons.delivery.renderers import Rendered

CODE_SUBJECT = _("%(code)s ist Ihr Code für Bindeglied")
TYPE_IT = _(
    "Geben Sie ihn auf der Seite ein, auf der Sie gerade sind. Er gilt %(minutes)s "
    "Minuten."
)
NOT_YOU = _("Waren Sie das nicht? Dann müssen Sie nichts tun.")
GIVEN = _("Sie bekommen diese Mail, weil jemand Ihre Adresse eingegeben hat.")


@dataclass(frozen=True)
class Letter:
    """`parts` are paragraphs; `link` names what of the context the button opens."""

    subject: str | Promise
    heading: str | Promise
    parts: tuple[str | Promise, ...]
    link: str = ""
    action: str | Promise = ""


_CONFIRM = Letter(
    subject=CODE_SUBJECT,
    heading=_("Ihr Code zum Bestätigen Ihrer Adresse"),
    parts=(TYPE_IT, NOT_YOU),
)
LETTERS = {
    "account/email/login_code": Letter(
        subject=CODE_SUBJECT,
        heading=_("Ihr Code zum Anmelden"),
        parts=(
            TYPE_IT,
            _("Geben Sie ihn niemandem weiter. Wir fragen Sie nie danach."),
            NOT_YOU,
        ),
    ),
    "account/email/email_confirmation": _CONFIRM,
    "account/email/email_confirmation_signup": _CONFIRM,
    "account/email/password_reset_key": Letter(
        subject=_("Ihr neues Passwort für Bindeglied"),
        heading=_("Wählen Sie ein neues Passwort"),
        parts=(
            _(
                "Sie wissen Ihr Passwort nicht mehr? Hier wählen Sie ein neues. Der "
                "Link gilt einmal, und nur wenige Tage."
            ),
            _(
                "Waren Sie das nicht? Dann müssen Sie nichts tun: Ihr Passwort bleibt, "
                "wie es ist."
            ),
        ),
        link="password_reset_url",
        action=_("Neues Passwort wählen"),
    ),
    "account/email/account_already_exists": Letter(
        subject=_("Sie haben schon ein Konto bei Bindeglied"),
        heading=_("Zu Ihrer Adresse gibt es schon ein Konto"),
        parts=(
            _(
                "Jemand wollte mit Ihrer Adresse ein Konto anlegen. Das gibt es schon: "
                "Melden Sie sich einfach an. Ohne Passwort geht es mit einem Code, den "
                "wir Ihnen schicken."
            ),
            NOT_YOU,
        ),
        link="password_reset_url",
        action=_("Neues Passwort wählen"),
    ),
    "account/email/unknown_account": Letter(
        subject=_("Zu Ihrer Adresse gibt es noch kein Konto"),
        heading=_("Zu dieser Adresse gibt es noch kein Konto"),
        parts=(
            _(
                "Jemand wollte sich mit Ihrer Adresse anmelden. Ein Konto gibt es zu "
                "ihr nicht. Vielleicht haben Sie sich mit einer anderen Adresse "
                "angemeldet? Sonst legen Sie hier eines an."
            ),
            NOT_YOU,
        ),
        link="signup_url",
        action=_("Konto anlegen"),
    ),
}


def compose(prefix: str, context: Mapping[str, Any]) -> Rendered:
    """In the active language. Raises KeyError for a mail that we have no words for."""
    letter = LETTERS[prefix]
    minutes = settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT // 60
    words = {"code": context.get("code", ""), "minutes": minutes}
    return mails.compose(
        "account",
        {
            "heading": letter.heading,
            "parts": [str(part) % words for part in letter.parts],
            "code": words["code"],
            "reason": GIVEN,
        },
        subject=str(letter.subject) % words,
        language=get_language() or settings.LANGUAGE_CODE,
        button=(context[letter.link], str(letter.action)) if letter.link else ("", ""),
    )
