"""Several departments working on something together: what it tells the registries."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy

from commons import copies, kinds, owndata, slots
from commons.accounts.visitors import Visitor
from commons.blackening import Blackening
from commons.copies import About
from commons.delivery import outcomes, renderers as delivery
from commons.files import registry as files
from commons.files.models import StoredFile
from commons.followups import registry as today
from commons.notifications import reasons
from commons.verbs import registry as verbs
from neighbourhood.deadlines import registry as deadlines
from neighbourhood.departments import following
from neighbourhood.rounds import procedures, registry, renderers
from neighbourhood.rounds.models import (
    Round,
    RoundMessage,
    RoundParty,
    RoundStatement,
)
from neighbourhood.rounds.party_states import AWAITED
from neighbourhood.rounds.queries import rounds, waiting
from neighbourhood.rounds.rules import can_see_rounds
from neighbourhood.rounds.services import (
    attaching,
    convening,
    deciding,
    reaching,
    reminding,
)
from neighbourhood.rounds.verbs import REASON_DESK, REASON_MEMBER, VERBS
from neighbourhood.rounds.workflow import LIVE


def register() -> None:
    for procedure in procedures.ALL:
        registry.register(procedure)
    verbs.declare(*VERBS)
    _register_kinds()
    _register_own_data()
    _register_copies()
    _register_mails()
    following.on_merged(reaching.follow, preview=rounds.moving)
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


def _register_kinds() -> None:
    kinds.register(
        kinds.Kind(
            key="round",
            model="rounds.Round",
            label=gettext_lazy("Runde"),
            title=lambda row: row.title,
            url=lambda row: row.get_absolute_url(),
            region_id=lambda row: row.region_id,
            visible_to=kinds.as_the_rows_say,
        )
    )
    kinds.register(
        kinds.Kind(
            key="round_party",
            model="rounds.RoundParty",
            label=gettext_lazy("Teilnahme an einer Runde"),
            title=lambda party: party.round.title,
            url=lambda party: party.get_absolute_url(),
            region_id=lambda party: party.round.region_id,
            visible_to=kinds.as_the_rows_say,
            related=("round",),
        )
    )


def _register_own_data() -> None:
    kept = gettext_lazy("Bleibt als Vorgang der Verwaltung.")
    owndata.register(
        model="rounds.Round",
        user_fields=("convened_by", "ended_by"),
        label=gettext_lazy("Runden, die Sie einberufen oder beendet haben"),
        retain=kept,
        erase=owndata.Erasure.KEEP,
        exported_fields=("title", "convened_at", "result_code", "ended_at"),
        staff=gettext_lazy(
            "Wer eine Runde einberufen und wer entschieden hat, als Nachweis der "
            "Zuständigkeit."
        ),
    )
    owndata.register(
        model="rounds.RoundParty",
        user_fields=("invited_by",),
        label=gettext_lazy("Ämter, die Sie in eine Runde eingeladen haben"),
        retain=kept,
        erase=owndata.Erasure.KEEP,
        exported_fields=("round__title", "department__name", "invited_at"),
        staff=gettext_lazy("Wer ein Amt eingeladen hat, für Rückfragen."),
    )
    owndata.register(
        model="rounds.RoundStatement",
        user_fields=("stated_by",),
        label=gettext_lazy("Stellungnahmen, die Sie in Runden geschrieben haben"),
        retain=kept,
        erase=owndata.Erasure.KEEP,
        exported_fields=("party__round__title", "position", "text", "stated_at"),
        staff=gettext_lazy(
            "Wer in einer Runde für das Amt gesprochen hat, als Nachweis der "
            "Zuständigkeit."
        ),
    )
    owndata.register(
        model="rounds.RoundMessage",
        user_fields=("said_by",),
        label=gettext_lazy("Nachrichten, die Sie in Runden geschrieben haben"),
        retain=kept,
        erase=owndata.Erasure.KEEP,
        exported_fields=("round__title", "text", "said_at"),
        staff=gettext_lazy("Wer in einer Runde geschrieben hat, für Rückfragen."),
    )


def _register_copies() -> None:
    copies.register(
        "rounds.Round", ("title", "question", "result", "meets_where"), _rounds
    )
    copies.register("rounds.RoundParty", ("reason",), _parties)
    copies.register("rounds.RoundStatement", ("text", "reference"), _statements)
    copies.register("rounds.RoundMessage", ("text",), _messages)


def _rounds(about: About, _black: Blackening) -> QuerySet:
    return Round.objects.filter(about.rows("about_kind", "about_id"))


def _parties(about: About, black: Blackening) -> QuerySet:
    return RoundParty.objects.filter(round__in=_rounds(about, black))


def _statements(about: About, black: Blackening) -> QuerySet:
    return RoundStatement.objects.filter(party__in=_parties(about, black))


def _messages(about: About, black: Blackening) -> QuerySet:
    return RoundMessage.objects.filter(round__in=_rounds(about, black))


def _register_mails() -> None:
    delivery.register(
        convening.INVITATION,
        renderers.invitation,
        label=gettext_lazy("Einladung in eine Runde mehrerer Ämter"),
    )
    outcomes.register(convening.INVITATION, on_readdressed=reaching.follow_address)
    delivery.register(
        reminding.DIGEST,
        renderers.digest,
        label=gettext_lazy("Neues und Erinnerungen aus Runden"),
    )
    delivery.register(
        deciding.ENDED, renderers.ended, label=gettext_lazy("Ergebnis einer Runde")
    )
    reasons.register(
        REASON_DESK,
        gettext_lazy("Sie bekommen diese Mail, weil Sie diese Runde begleiten."),
        is_work=True,
    )
    reasons.register(
        REASON_MEMBER,
        gettext_lazy("Sie bekommen diese Mail, weil Ihr Amt an der Runde teilnimmt."),
    )


def _register_today() -> None:
    sections = (
        ("decide", gettext_lazy("Runde entscheiden"), waiting.to_decide, 23),
        ("invited", gettext_lazy("Runde mehrerer Ämter"), waiting.invited, 29),
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
