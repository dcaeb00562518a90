"""What people read about their registration, by mail and by bell."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

RENDERER = "calendar.registration"
LOOK = _("Anmeldung ansehen")


class Mail(StrEnum):
    """One sort of mail each; those about the date are named as `telling.What`."""

    HELD = "held"
    WAITING = "waiting"
    OFFERED = "offered"
    EXPIRED = "expired"
    CANCELLED = "cancelled"
    DISMISSED = "dismissed"
    REMINDER = "reminder"
    CHANGED = "changed"
    MOVED = "moved"
    CALLED_OFF = "called_off"
    REINSTATED = "reinstated"
    RESTORED = "restored"
    HIDDEN = "hidden"
    REMOVED = "removed"


@dataclass(frozen=True)
class Letter:
    """Words with places for `title`, `when`, `until`, `place` and `why`."""

    subject: str | Promise
    lead: str | Promise
    more: str | Promise = ""
    action: str | Promise = LOOK


CHANGE_OR_CANCEL = _(
    "Kommen Sie doch nicht? Dann melden Sie sich bitte auf Ihrer Seite ab, damit "
    "jemand anderes den Platz bekommt."
)
LETTERS: dict[Mail, Letter] = {
    Mail.HELD: Letter(
        subject=_("Angemeldet: %(title)s"),
        lead=_("Sie haben einen Platz. Der Termin liegt als Kalenderdatei bei."),
        more=CHANGE_OR_CANCEL,
    ),
    Mail.WAITING: Letter(
        subject=_("Auf der Warteliste: %(title)s"),
        lead=_(
            "Zurzeit sind nicht genug Plätze frei. Sie stehen auf der Warteliste, auf "
            "Platz %(place)s."
        ),
        more=_(
            "Wird etwas frei, schreiben wir Ihnen. Dann haben Sie eine bestimmte Zeit, "
            "um zuzusagen."
        ),
    ),
    Mail.OFFERED: Letter(
        subject=_("Ein Platz ist frei: %(title)s"),
        lead=_(
            "Für Sie ist ein Platz frei geworden. Wir halten ihn bis %(until)s für Sie "
            "bereit."
        ),
        more=_(
            "Bitte sagen Sie bis dahin zu oder ab. Sonst bekommt den Platz, wer als "
            "Nächstes wartet."
        ),
        action=_("Zusagen oder absagen"),
    ),
    Mail.EXPIRED: Letter(
        subject=_("Angebot abgelaufen: %(title)s"),
        lead=_(
            "Wir haben nichts von Ihnen gehört und den Platz weitergegeben. Sie stehen "
            "nicht mehr auf der Warteliste."
        ),
        more=_("Möchten Sie doch kommen? Dann melden Sie sich einfach wieder an."),
        action=_("Zum Termin"),
    ),
    Mail.CANCELLED: Letter(
        subject=_("Abgemeldet: %(title)s"),
        lead=_("Sie sind abgemeldet. Danke, dass Sie Bescheid gegeben haben."),
        more=_(
            "Der Termin steht noch im Kalender? Die Datei in dieser Mail löscht ihn."
        ),
        action=_("Zum Termin"),
    ),
    Mail.DISMISSED: Letter(
        subject=_("Ihre Anmeldung gilt nicht mehr: %(title)s"),
        lead=_(
            "Wer die Veranstaltung ausrichtet, hat Ihre Anmeldung gestrichen. Bitte "
            "fragen Sie dort nach, wenn Sie damit nicht gerechnet haben."
        ),
        action=_("Zum Termin"),
    ),
    Mail.REMINDER: Letter(
        subject=_("Bald ist es so weit: %(title)s"),
        lead=_("Wir erinnern Sie an Ihren Termin: %(when)s."),
        more=CHANGE_OR_CANCEL,
    ),
    Mail.CHANGED: Letter(
        subject=_("Geändert: %(title)s"),
        lead=_(
            "An diesem Termin hat sich etwas geändert. So steht es jetzt da; Ihre "
            "Anmeldung gilt weiter."
        ),
        more=CHANGE_OR_CANCEL,
    ),
    Mail.MOVED: Letter(
        subject=_("Verlegt: %(title)s"),
        lead=_(
            "Dieser Termin ist verlegt. Er ist jetzt: %(when)s. Ihre Anmeldung gilt "
            "weiter."
        ),
        more=CHANGE_OR_CANCEL,
    ),
    Mail.CALLED_OFF: Letter(
        subject=_("Abgesagt: %(title)s"),
        lead=_("Dieser Termin fällt aus. Sie müssen nichts tun."),
        more="%(why)s",
        action=_("Zum Termin"),
    ),
    Mail.REINSTATED: Letter(
        subject=_("Findet doch statt: %(title)s"),
        lead=_(
            "Die Absage ist zurückgenommen. Der Termin findet statt: %(when)s. Ihre "
            "Anmeldung gilt weiter."
        ),
        more=CHANGE_OR_CANCEL,
    ),
    Mail.RESTORED: Letter(
        subject=_("Findet statt: %(title)s"),
        lead=_("Die Veranstaltung ist wieder zu sehen. Ihre Anmeldung gilt weiter."),
    ),
    Mail.HIDDEN: Letter(
        subject=_("Wir prüfen eine Veranstaltung: %(title)s"),
        lead=_(
            "Sie sind zu einer Veranstaltung angemeldet, die wir zurzeit nicht zeigen, "
            "weil wir sie prüfen. Ob sie stattfindet, sagt Ihnen, wer dazu einlädt."
        ),
        more=_(
            "Ihre Anmeldung ist noch da. Ist die Prüfung vorbei, hören Sie von uns."
        ),
    ),
    Mail.REMOVED: Letter(
        subject=_("Nicht mehr hier: %(title)s"),
        lead=_(
            "Sie waren zu einer Veranstaltung angemeldet, die wir von der Plattform "
            "genommen haben. Ob sie stattfindet, sagt Ihnen, wer dazu eingeladen hat."
        ),
        more=_("Ihre Anmeldung über uns gilt nicht mehr."),
    ),
}
BELL: dict[Mail, str | Promise] = {
    Mail.OFFERED: _("Für Sie ist ein Platz frei: „%(title)s“. Bitte sagen Sie zu."),
    Mail.EXPIRED: _("Ihr Angebot für „%(title)s“ ist abgelaufen"),
    Mail.DISMISSED: _("Ihre Anmeldung für „%(title)s“ gilt nicht mehr"),
    Mail.CHANGED: _("„%(title)s“ hat sich geändert"),
    Mail.MOVED: _("„%(title)s“ ist verlegt: %(when)s"),
    Mail.CALLED_OFF: _("„%(title)s“ ist abgesagt"),
    Mail.REINSTATED: _("„%(title)s“ findet doch statt: %(when)s"),
    Mail.RESTORED: _("„%(title)s“ ist wieder zu sehen"),
    Mail.HIDDEN: _("„%(title)s“ zeigen wir zurzeit nicht"),
    Mail.REMOVED: _("„%(title)s“ ist nicht mehr auf der Plattform"),
}
