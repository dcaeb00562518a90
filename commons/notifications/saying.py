"""What somebody's wishes about mail mean, in a sentence or two."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _, ngettext

from commons.clock import BERLIN, berlin_date
from commons.notifications import origins, subjects
from commons.notifications.enums import Pace
from commons.notifications.models import Digest
from commons.notifications.queries.wishes import Wishes
from commons.notifications.unsubscribing import Stopped
from commons.spoken import is_german


def sentence_of(wishes: Wishes, paces: Collection[str], now: datetime) -> str:
    """When the next mails come.

    Args:
        paces: those in use, of subjects and of single follows.
    """
    if not wishes.wants_mail:
        return _("Sie bekommen keine Mails zu Mitteilungen.")
    mailed = [pace for pace in Pace if pace in paces and pace != Pace.BELL]
    if not mailed:
        return _("Sie bekommen keine Mails: Überall steht „nur hier“.")
    parts = [_pause(wishes, now), _gathered(wishes, mailed, now)]
    if mailed == [Pace.AT_ONCE]:
        parts.append(_("Mails kommen, sobald es etwas Neues gibt."))
    return " ".join(part for part in parts if part)


def names_of(stopped: Stopped) -> list[str]:
    """What was stopped, line by line; single things without their names."""
    names = [str(subjects.get(key).label) for key in stopped.paces]
    if number := len(stopped.follows):
        single = ngettext(
            "Einzelnes, für das Sie selbst gewählt haben, wie oft Sie davon hören",
            "%(number)s Dinge, für die Sie selbst gewählt haben, wie oft Sie davon "
            "hören",
            number,
        )
        names.append(single % {"number": number})
    return [*names, *_wishes_in(stopped)]


def _wishes_in(stopped: Stopped) -> list[str]:
    known = [(origins.wish_behind(key), pks) for key, pks in stopped.wishes.items()]
    return [wish.label(len(pks)) for wish, pks in known if wish is not None]


def has_work(stopped: Stopped) -> bool:
    return any(subjects.get(key).is_work for key in stopped.paces)


def named_digest(digest: Digest) -> str:
    return {
        Pace.DAILY: _("die Tagesmail"),
        Pace.WEEKLY: _("die Wochenmail"),
    }.get(Pace(digest.pace), _("diese Mail"))


def _pause(wishes: Wishes, now: datetime) -> str:
    if wishes.paused_until is None or not wishes.is_paused(now):
        return ""
    last = wishes.paused_until - timedelta(days=1)
    return _("Bis einschließlich %(day)s, schicken wir Ihnen keine Mails.") % {
        "day": named_day(last, now)
    }


def _gathered(wishes: Wishes, mailed: Collection[Pace], now: datetime) -> str:
    when = {
        pace: _moment(wishes.next_at(pace, now), now)
        for pace in (Pace.DAILY, Pace.WEEKLY)
        if pace in mailed
    }
    if len(when) > 1:
        return _(
            "Ihre nächste Tagesmail kommt am %(daily)s, Ihre nächste Wochenmail am "
            "%(weekly)s."
        ) % {"daily": when[Pace.DAILY], "weekly": when[Pace.WEEKLY]}
    if Pace.DAILY in when:
        return _("Ihre nächste Tagesmail kommt am %(when)s.") % {
            "when": when[Pace.DAILY]
        }
    if Pace.WEEKLY in when:
        return _("Ihre nächste Wochenmail kommt am %(when)s.") % {
            "when": when[Pace.WEEKLY]
        }
    return ""


def _moment(moment: datetime, now: datetime) -> str:
    local = timezone.localtime(moment, BERLIN)
    return _("%(day)s, um %(hour)s Uhr") % {
        "day": named_day(local.date(), now),
        "hour": local.hour,
    }


def named_day(day: date, now: datetime) -> str:
    """`Donnerstag, 26. November`; with the year where it is another."""
    form = "l, j. F" if is_german() else "l, j F"
    if day.year != berlin_date(now).year:
        form += " Y"
    return date_format(day, form)
