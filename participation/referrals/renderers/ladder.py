"""The mails of the ladder: one for a mailbox and run, whatever it is about."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _, ngettext

from commons.accounts.visitors import Visitor
from commons.clock import berlin_today
from commons.delivery import mails
from commons.delivery.models import Delivery
from commons.delivery.renderers import Rendered, Withdrawn
from commons.links import services as links
from commons.notifications.unsubscribing import preferences_url_for
from neighbourhood.deadlines.services import working_days_between
from neighbourhood.pages.queries import contact_for
from participation.ideas.models import Idea
from participation.referrals import companions
from participation.referrals.companions import Company
from participation.referrals.enums import Step
from participation.referrals.letters import GERMAN, german_day, reply_address
from participation.referrals.models import ReferralReminder
from participation.referrals.queries import ladder as queries
from participation.referrals.queries.colleagues import links_of
from participation.referrals.queries.weekly import week_of
from participation.referrals.services.replies import address_of

LATE = frozenset({Step.OVERDUE, *queries.PROPOSED})


@dataclass(frozen=True)
class Line:
    """One referral in the mail, or several that went together.

    `url` opens it, where the mailbox has a link; `company` opens all at once.
    """

    reminder: ReferralReminder
    due_on: str
    days_late: int
    url: str
    company: Company | None = None
    count: int = 1

    @property
    def step(self) -> Step:
        return Step(self.reminder.step)

    @property
    def number(self) -> str:
        return self.company.number if self.company else self._idea.number

    @property
    def title(self) -> str:
        return self.company.title if self.company else self._idea.title

    @property
    def region(self) -> str:
        own = self._idea.region
        return "" if self.company or own is None else own.name

    @property
    def _idea(self) -> Idea:
        return self.reminder.referral.idea


def reminder(delivery: Delivery) -> Rendered:
    """What still holds when it goes; withdrawn if nothing does."""
    rows = ReferralReminder.objects.filter(_asked(delivery)).order_by("due_on", "pk")
    found = list(queries.current(queries.with_referral(rows)))
    if not found:
        raise Withdrawn
    with translation.override(GERMAN):
        lines = _lines(found, delivery.to_address)
        contact = contact_for(found[0].referral.idea.region)
        worst = max((line.step for line in lines), key=list(Step).index)
        return mails.compose(
            "referral_reminder",
            {
                "lines": lines,
                "intro": _intro(worst, lines),
                "department": found[0].referral.department,
                "is_for_department": worst not in queries.PROPOSED,
                "contact": contact,
            },
            subject=_subject(worst, lines),
            language=GERMAN,
            button=_button(lines),
            reply_to=_own_address(lines) or reply_address(contact),
        )


def _own_address(lines: list[Line]) -> str:
    """That of the case, where the mail is about one."""
    if any(line.company for line in lines):
        return ""
    cases = {line.reminder.referral_id: line.reminder.referral for line in lines}
    return address_of(*cases.values()) if len(cases) == 1 else ""


def _asked(delivery: Delivery) -> Q:
    """Mails on their way from before there was one for all name a referral instead."""
    params = delivery.params
    if "reminders" in params:
        return Q(pk__in=params["reminders"])
    return Q(referral=params["referral"], step=params["step"])


def _lines(rows: list[ReferralReminder], mailbox: str) -> list[Line]:
    """One for each case; several that went together are one line with one key."""
    companies = companions.opening((row.referral for row in rows), mailbox)
    together: dict[str, list[ReferralReminder]] = {}
    for row in rows:
        company = companies.get(row.referral_id)
        key = company.key if company else f"referral:{row.pk}"
        together.setdefault(key, []).append(row)
    lines: list[Line] = []
    for group in together.values():
        cases = {row.referral_id for row in group}
        if len(cases) == 1:
            lines.extend(_line(row, mailbox) for row in group)
        else:
            lines.append(_joint(group, companies[group[0].referral_id], len(cases)))
    return lines


def _joint(rows: list[ReferralReminder], company: Company, count: int) -> Line:
    """The first of them is the one that is due first, and speaks for all."""
    worst = max(rows, key=lambda row: list(Step).index(Step(row.step)))
    due = rows[0].referral.due_day
    late = max(working_days_between(due, berlin_today()), 0)
    return Line(worst, german_day(due), late, company.url, company, count)


def _line(row: ReferralReminder, mailbox: str) -> Line:
    due = row.referral.due_day
    late = working_days_between(due, berlin_today())
    return Line(row, german_day(due), max(late, 0), _url(row, mailbox))


def _url(row: ReferralReminder, mailbox: str) -> str:
    """Only who holds a link gets one, and of several the one that opens longest."""
    known = (
        links_of(row.referral)
        .filter(recipient=mailbox, revoked_at__isnull=True)
        .order_by("-expires_at", "-pk")
        .first()
    )
    if known is None:
        return ""
    path = reverse("referrals:link-show", args=[links.token_of(known)])
    return f"{settings.BASE_URL}{path}"


def _button(lines: list[Line]) -> tuple[str, str]:
    """With several, each line has its own."""
    if len(lines) == 1 and lines[0].url:
        opens = _("Alle öffnen") if lines[0].company else _("Vorgang öffnen")
        return lines[0].url, opens
    return "", ""


def _subject(worst: Step, lines: list[Line]) -> str:
    only, count = lines[0], sum(line.count for line in lines)
    if len(lines) == 1 and worst not in queries.PROPOSED:
        return _one(worst) % {"date": only.due_on, "number": only.number}
    subjects = {
        Step.HEAD: _("%(count)s Vorgänge Ihres Amtes sind überfällig"),
        Step.DIVISION: _("%(count)s Vorgänge Ihrer Abteilung sind überfällig"),
        Step.BOARD: _("Liste für das Bezirksamt: %(count)s überfällige Vorgänge"),
    }
    if count == 1:
        subjects = {
            Step.HEAD: _("Ein Vorgang Ihres Amtes ist überfällig"),
            Step.DIVISION: _("Ein Vorgang Ihrer Abteilung ist überfällig"),
            Step.BOARD: _("Liste für das Bezirksamt: ein überfälliger Vorgang"),
        }
    usual = _("Erinnerung: %(count)s Vorgänge warten auf Ihr Amt")
    return subjects.get(worst, usual) % {"count": count}


def _one(step: Step) -> str:
    subjects = {
        Step.REACTION: _("Bitte bestätigen Sie den Eingang: %(number)s"),
        Step.BEFORE: _("Erinnerung: Stellungnahme bis %(date)s (%(number)s)"),
        Step.DUE: _("Heute ist die Frist: Stellungnahme zu %(number)s"),
    }
    late = _("Überfällig seit %(date)s: Stellungnahme zu %(number)s")
    return subjects.get(step, late)


def _intro(worst: Step, lines: list[Line]) -> str:
    count = sum(line.count for line in lines)
    if worst == Step.BOARD:
        return _(
            "Zu diesen Ideen aus den Stadtteilen fehlt noch eine Stellungnahme. Die "
            "Frist ist deutlich überschritten."
        )
    if worst in queries.PROPOSED:
        return ngettext(
            "zu dieser Idee haben wir Ihr Haus um eine Stellungnahme gebeten. Trotz "
            "Erinnerung ist bisher keine da. Bitte helfen Sie, dass die Menschen im "
            "Stadtteil eine Antwort bekommen.",
            "zu diesen Ideen haben wir Ihr Haus um eine Stellungnahme gebeten. Trotz "
            "Erinnerung ist bisher keine da. Bitte helfen Sie, dass die Menschen im "
            "Stadtteil eine Antwort bekommen.",
            count,
        )
    return ngettext(
        "diese Idee liegt bei Ihrem Amt und wartet:",
        "diese Ideen liegen bei Ihrem Amt und warten:",
        count,
    )


def weekly(delivery: Delivery) -> Rendered:
    """The list as it is when it goes; who has nothing by then gets nothing."""
    reader = delivery.to_user
    if reader is None:
        raise Withdrawn
    today = berlin_today()
    week = week_of(Visitor(user=reader), today)
    if week.is_empty:
        raise Withdrawn
    with translation.override(reader.language):
        sections: list[tuple[str, Any]] = [
            (_("Überfällig"), week.overdue),
            (_("Rückfragen, die auf uns warten"), week.questions),
            (_("Diese Woche fällig"), week.due),
            (_("Noch ohne erste Reaktion"), week.silent),
        ]
        return mails.compose(
            "referral_week",
            {
                "sections": [(title, rows) for title, rows in sections if rows],
                "proposals": week.proposals,
                "ladder_url": mails.absolute(reverse("referrals:ladder-show")),
                "preferences_url": preferences_url_for(reader),
            },
            subject=_("Ihre Woche: Vorgänge bei den Ämtern"),
            language=reader.language,
            button=(reverse("referrals:referral-list"), _("Alle Weiterleitungen")),
        )
