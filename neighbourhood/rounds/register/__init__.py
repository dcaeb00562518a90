"""Several departments working on something together: what it tells the registries."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy

from commons import slots
from commons.accounts.visitors import Visitor
from commons.delivery import outcomes, renderers as delivery
from commons.files import registry as files
from commons.files.models import StoredFile
from commons.followups import registry as today
from commons.notifications import reasons, subjects
from commons.verbs import registry as verbs
from neighbourhood.deadlines import mornings, registry as deadlines
from neighbourhood.departments import following
from neighbourhood.rounds import procedures, registry, renderers
from neighbourhood.rounds.models import Round
from neighbourhood.rounds.party_states import AWAITED
from neighbourhood.rounds.queries import rounds, succeeding, waiting
from neighbourhood.rounds.register import rows
from neighbourhood.rounds.rules import can_see_rounds
from neighbourhood.rounds.services import (
    attaching,
    convening,
    dating,
    deciding,
    meeting,
    reaching,
    reminding,
    removing,
    reopening,
)
from neighbourhood.rounds.verbs import REASON_DESK, REASON_MEMBER, VERBS
from neighbourhood.rounds.workflow import LIVE


def register() -> None:
    for procedure in procedures.ALL:
        registry.register(procedure)
    verbs.declare(*VERBS)
    rows.register()
    _register_mails()
    following.on_merged(reaching.follow, preview=succeeding.moving)
    _register_today()
    deadlines.register(
        deadlines.DeadlineTable(
            model="rounds.RoundParty",
            is_open=Q(state__in=sorted(AWAITED), round__state__in=sorted(LIVE)),
            reminders="rounds.RoundReminder",
            reminder_key="party",
            on_moved=_stay_as_told,
        )
    )
    files.guard(attaching.PURPOSE, _can_see_paper)
    slots.fill(
        "account-menu",
        template="components/menu_link.html",
        context=_menu_entry,
        order=21,
        query_budget=0,
    )
    slots.fill(
        "department-inbox",
        template="rounds/_inbox.html",
        context=_inbox,
        query_budget=1,
    )


def _stay_as_told(_moved: QuerySet) -> None:
    """The page and the next mail say the new date; nobody else counted on it."""


def _register_mails() -> None:
    delivery.register(
        convening.INVITATION,
        renderers.invitation,
        label=gettext_lazy("Einladung in eine Runde mehrerer Ämter"),
    )
    outcomes.register(convening.INVITATION, on_readdressed=reaching.follow_address)
    mornings.register(
        reminding.DIGEST,
        renderers.digest,
        label=gettext_lazy("Neues und Erinnerungen aus Runden"),
    )
    news = (
        (deciding.ENDED, renderers.ended, gettext_lazy("Ergebnis einer Runde")),
        (dating.MOVED, renderers.moved, gettext_lazy("Neuer Termin einer Runde")),
        (meeting.MEETING, renderers.meeting, gettext_lazy("Treffen einer Runde")),
        (removing.REMOVED, renderers.removed, gettext_lazy("Amt nicht mehr gefragt")),
        (
            reopening.REOPENED,
            renderers.reopened,
            gettext_lazy("Ergebnis einer Runde zurückgenommen"),
        ),
    )
    for key, render, label in news:
        delivery.register(key, render, label=label)
    reasons.register(
        REASON_DESK,
        gettext_lazy("Sie bekommen diese Mail, weil Sie diese Runde begleiten."),
        short=gettext_lazy("von Ihnen begleitet"),
        is_work=True,
    )
    reasons.register(
        REASON_MEMBER,
        gettext_lazy("Sie bekommen diese Mail, weil Ihr Amt an der Runde teilnimmt."),
        short=gettext_lazy("Runde Ihres Amtes"),
        # Work, yet nobody's substitute hears: their Amt does, and it answers.
        subject=subjects.WORK,
    )


def _register_today() -> None:
    sections = (
        ("decide", gettext_lazy("Runde entscheiden"), waiting.to_decide, 23),
        ("invited", gettext_lazy("Runde mehrerer Ämter"), waiting.invited, 29),
        ("call", gettext_lazy("Runde: ohne Postfach"), waiting.to_call, 28),
        ("overdue", gettext_lazy("Runde: Amt nachfragen"), waiting.overdue, 30),
    )
    pages = {"decide": "entscheiden", "overdue": "offen"}
    for key, label, items, order in sections:
        page = _page_of(pages[key]) if key in pages else None
        today.register(f"rounds-{key}", label, items, order=order, page=page)


def _page_of(view: str) -> Any:
    return lambda: f"{reverse('rounds:round-list')}?ansicht={view}"


def _can_see_paper(visitor: Visitor, file: StoredFile) -> bool:
    """Whoever may see the round that it came with."""
    rows = Round.objects.visible_to(visitor)
    return rows.filter(parties__statements__files=file).exists()


def _menu_entry(request: HttpRequest | None) -> Mapping[str, Any] | None:
    visitor = getattr(request, "visitor", None)
    if visitor is None or not can_see_rounds(visitor):
        return None
    url = reverse("rounds:round-list")
    return {"url": url, "label": _("Runden mehrerer Ämter"), "icon": "people"}


def _inbox(request: HttpRequest | None) -> Mapping[str, Any] | None:
    visitor = getattr(request, "visitor", None)
    if visitor is None or not visitor.department_ids:
        return None
    parties = rounds.inbox(visitor)
    return {"parties": parties} if parties else None
