"""How soon somebody hears of one thing, in words, and what they may choose instead."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext as _, gettext_lazy

from commons.notifications import reasons
from commons.notifications.enums import SHORT, Pace
from commons.notifications.followables import Followable
from commons.notifications.models import Follow
from commons.notifications.queries.follows import PLAIN
from commons.notifications.queries.wishes import Wishes
from commons.notifications.saying import named_day

OFTEN: dict[Pace, str | Promise] = {
    Pace.AT_ONCE: gettext_lazy("Sie hören sofort davon, per E-Mail."),
    Pace.DAILY: gettext_lazy("Sie hören einmal am Tag davon, gesammelt per E-Mail."),
    Pace.WEEKLY: gettext_lazy(
        "Sie hören einmal in der Woche davon, gesammelt per E-Mail."
    ),
    Pace.BELL: gettext_lazy("Sie hören davon nur hier, unter „Mitteilungen“."),
}


@dataclass(frozen=True)
class Hearing:
    """`own` is the pace chosen for just this, empty where the usual one holds."""

    sentence: str
    short: str
    is_by_mail: bool
    own: str
    choices: list[tuple[str, str]]


def hearing_of(
    followable: Followable, row: Follow | None, wishes: Wishes, now: datetime
) -> Hearing:
    """As it is for somebody who follows, or as it would be."""
    subject = followable.subject
    if row is not None and row.reason != PLAIN:
        subject = reasons.of(row.reason).subject
    return hearing(subject, row.pace if row is not None else "", wishes, now)


def hearing(subject: str, own: str, wishes: Wishes, now: datetime) -> Hearing:
    """Of news about a subject, with a pace chosen for just one thing, or none."""
    usual = wishes.pace_for(subject)
    pace = Pace(own) if own else usual
    shown = pace if wishes.wants_mail else Pace.BELL
    return Hearing(
        sentence=_sentence(pace, wishes, now),
        short=str(shown.label),
        is_by_mail=shown != Pace.BELL,
        own=own,
        choices=choices_beside(usual),
    )


def choices_beside(usual: Pace) -> list[tuple[str, str]]:
    """What may be chosen for one thing; first, to have it as its like."""
    as_usual = _("wie sonst: %(pace)s") % {"pace": SHORT[usual]}
    return [("", as_usual), *((each.value, str(each.label)) for each in Pace)]


def _sentence(pace: Pace, wishes: Wishes, now: datetime) -> str:
    if not wishes.wants_mail:
        return _(
            "Sie hören davon nur hier, unter „Mitteilungen“. "
            "Mails haben Sie abgestellt."
        )
    said = str(OFTEN[pace])
    if pace == Pace.BELL or wishes.paused_until is None or not wishes.is_paused(now):
        return said
    last = wishes.paused_until - timedelta(days=1)
    pause = _("Bis einschließlich %(day)s, machen Ihre Mails Pause.")
    return f"{said} {pause % {'day': named_day(last, now)}}"
