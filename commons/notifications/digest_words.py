"""The words around a gathered mail: its subject, why it comes, how one ends it."""

from collections.abc import Sequence
from datetime import timedelta

from django.utils.translation import gettext as _, gettext_lazy, ngettext

from commons.clock import berlin_date
from commons.notifications import reasons, subjects
from commons.notifications.enums import Pace
from commons.notifications.models import Digest
from commons.notifications.queries.wishes import Wishes
from commons.notifications.services.telling import Entry, Section, count_of
from commons.spoken import day_in_words

# What reaches further back waited for a pause or for us, and the subject says so.
REACHES_BACK = {Pace.DAILY: timedelta(days=2), Pace.WEEKLY: timedelta(days=8)}
WEEKDAYS = (
    gettext_lazy("montags"),
    gettext_lazy("dienstags"),
    gettext_lazy("mittwochs"),
    gettext_lazy("donnerstags"),
    gettext_lazy("freitags"),
    gettext_lazy("samstags"),
    gettext_lazy("sonntags"),
)
NAMES = {
    Pace.AT_ONCE: gettext_lazy("Mitteilungen einer Stunde"),
    Pace.DAILY: gettext_lazy("Mitteilungen eines Tages"),
    Pace.WEEKLY: gettext_lazy("Mitteilungen einer Woche"),
}


def name_of(digest: Digest) -> str:
    return str(NAMES[Pace(digest.pace)])


def subject_of(digest: Digest, sections: Sequence[Section]) -> str:
    """What is in it: one piece of news says itself what, several say where."""
    count = count_of(sections)
    if count == 1:
        entry = sections[0].entries[0]
        return entry.line if entry.is_folded else entry.told.subject
    if digest.pace == Pace.AT_ONCE and _is_talk(sections):
        return _("Neues in Ihren Gesprächen: %(count)s Mitteilungen") % {"count": count}
    news = ngettext("%(count)s Neuigkeit", "%(count)s Neuigkeiten", count)
    words = {"news": news % {"count": count}, "places": _places(sections)}
    words["opening"] = _opening(digest, sections)
    if words["places"]:
        return _("%(opening)s in %(places)s: %(news)s") % words
    return _("%(opening)s: %(news)s") % words


def reason_of(digest: Digest, wishes: Wishes, single: Entry | None) -> str:
    """Why one gets it, and how often."""
    if single is not None:
        why = reasons.words_of(single.row.reason)
    elif digest.pace == Pace.AT_ONCE:
        why = _("Neben jeder Mitteilung steht, warum Sie sie bekommen.")
    else:
        why = _(
            "Sie bekommen diese Mail, weil Sie das verfolgen oder daran beteiligt "
            "sind. Neben jeder Mitteilung steht, warum sie darin ist."
        )
    return f"{why} {_rhythm(digest, wishes)}"


def stop_label_of(digest: Digest) -> str:
    if digest.pace == Pace.DAILY:
        return _("Tägliche Mails abbestellen")
    if digest.pace == Pace.WEEKLY:
        return _("Wöchentliche Mails abbestellen")
    return _("Solche Mails abbestellen")


def _rhythm(digest: Digest, wishes: Wishes) -> str:
    if digest.pace == Pace.DAILY:
        words = _(
            "Sie kommt einmal am Tag, ab %(hour)s Uhr, und nur wenn es Neues gibt."
        )
        return words % {"hour": wishes.daily_hour}
    if digest.pace == Pace.WEEKLY:
        words = _(
            "Sie kommt einmal in der Woche, %(day)s ab %(hour)s Uhr, und nur wenn es "
            "Neues gibt."
        )
        day = str(WEEKDAYS[wishes.weekly_day - 1])
        return words % {"day": day, "hour": wishes.weekly_hour}
    return _("Solche Mails kommen höchstens einmal in der Stunde.")


def _opening(digest: Digest, sections: Sequence[Section]) -> str:
    pace = Pace(digest.pace)
    oldest = min(entry.row.created_at for one in sections for entry in one.entries)
    closed_at = digest.closed_at or oldest
    if pace in REACHES_BACK and closed_at - oldest > REACHES_BACK[pace]:
        return _("Seit dem %(day)s") % {"day": day_in_words(berlin_date(oldest))}
    if pace == Pace.WEEKLY:
        return _("Ihre Woche")
    if pace == Pace.DAILY:
        return _("Seit gestern")
    return _("Neu für Sie")


def _places(sections: Sequence[Section]) -> str:
    """Two Stadtteile by name, more than that as a number; none where all is beyond."""
    names = [section.name for section in sections if section.name]
    if len(names) <= 1:
        return "".join(names)
    if len(names) == 2:  # noqa: PLR2004 -- two are named
        return _("%(first)s und %(second)s") % {"first": names[0], "second": names[1]}
    words = {"first": names[0], "number": len(names) - 1}
    return _("%(first)s und %(number)s weiteren Stadtteilen") % words


def _is_talk(sections: Sequence[Section]) -> bool:
    told = [entry.row.subject for section in sections for entry in section.entries]
    return all(subjects.get(subject).is_hourly for subject in told)
