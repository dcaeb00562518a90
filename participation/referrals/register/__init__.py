from functools import partial
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from commons import kinds, owndata, slots
from commons.accounts.visitors import Visitor
from commons.delivery import (
    events,
    outcomes as delivery_outcomes,
    renderers as delivery,
)
from commons.files import registry as files
from commons.files.models import StoredFile
from commons.followups import registry as today
from commons.verbs import registry as verbs
from neighbourhood.deadlines import registry as deadlines
from participation.ideas.models import Idea
from participation.ideas.queries import way as idea_way
from participation.ideas.services import merging
from participation.referrals import copies, dossiers, panels
from participation.referrals.models import Referral
from participation.referrals.queries import waiting, way
from participation.referrals.register import (
    answer_sets,
    clarifying,
    departments,
    durations,
    feedback,
    following,
    hearing,
    ladder,
    newsletters,
    promises,
    relinking,
    replies,
    reusing,
    routing,
    succeeding,
    suggesting,
    transcripts,
)
from participation.referrals.renderers import cases as renderers
from participation.referrals.rules import can_read_dossier
from participation.referrals.services import (
    outcomes,
    questions,
    recalling,
    redating,
    referring,
)
from participation.referrals.verbs import VERBS
from participation.referrals.workflow import OPEN

LADDER = "leiter"
# Sections of "Heute" that a list shows whole, and its filter.
PAGES = {
    "failed": "?ansicht=gescheitert",
    "escalated": LADDER,
    "question": "?ansicht=rueckfragen",
    "returned": "?ansicht=zurueck",
    "by-hand": "?ansicht=von-hand",
    "overdue": "?ansicht=ueberfaellig",
    "inbox": "",
}


def register() -> None:
    _register_kinds()
    _register_own_data()
    _register_mails()
    verbs.declare(*VERBS)
    idea_way.register(way.entries)
    files.guard(dossiers.PURPOSE, _can_see_dossier)
    merging.add_obstacle("referrals", _with_department)
    deadlines.register(
        deadlines.DeadlineTable(
            model="referrals.Referral",
            is_open=Q(state__in=sorted(OPEN)),
            reminders="referrals.ReferralReminder",
            reminder_key="referral",
            on_moved=redating.follow,
            events="referrals.ReferralClockEvent",
            event_key="referral",
        )
    )
    _fill_slots()
    _register_today()
    reusing.register()
    clarifying.register()
    succeeding.register()
    ladder.register()
    departments.register()
    routing.register()
    suggesting.register()
    replies.register()
    feedback.register()
    newsletters.register()
    promises.register()
    answer_sets.register()
    durations.register()
    transcripts.register()
    relinking.register()
    following.register()
    hearing.register()
    copies.register()


def _register_today() -> None:
    """The sections of "Heute", the most pressing first."""
    sections = (
        ("failed", _("Nicht angekommen"), waiting.failed),
        ("escalated", _("Nachhaken: freigeben"), waiting.escalated),
        ("question", _("Rückfrage eines Amtes"), waiting.questions),
        ("returned", _("Zurückgegeben: neu weiterleiten"), waiting.returned),
        ("undecided", _("Weiterleiten oder beantworten"), waiting.undecided),
        ("answer", _("Stellungnahme da: Antwort schreiben"), waiting.answers),
        ("release", _("Antwort freigeben (vier Augen)"), waiting.releases),
        ("by-hand", _("Von Hand weitergeben"), waiting.by_hand),
        ("overdue", _("Frist des Amtes überschritten"), waiting.overdue),
        ("inbox", _("Vorgang Ihres Amtes"), waiting.inbox),
    )
    for order, (key, label, items) in enumerate(sections, start=20):
        page = partial(_page_of, PAGES[key]) if key in PAGES else None
        today.register(f"referrals-{key}", label, items, order=order, page=page)


def _page_of(query: str) -> str:
    """Where all of a section are; the Amt has a list of its own, so has the ladder."""
    if query == LADDER:
        return reverse("referrals:ladder-show")
    name = "referral-list" if query else "department-inbox"
    return reverse(f"referrals:{name}") + query


def _fill_slots() -> None:
    slots.fill(
        "idea",
        template="referrals/_answer.html",
        context=panels.published_answer,
        order=10,
        query_budget=5,
    )
    slots.fill(
        "idea-staff",
        template="referrals/_desk_panel.html",
        context=panels.desk_panel,
        order=20,
        query_budget=4,
    )
    for context in (panels.desk_menu, panels.department_menu):
        slots.fill(
            "account-menu",
            template="components/menu_link.html",
            context=context,
            order=20,
            query_budget=0,
        )
    slots.fill(
        "link",
        template="referrals/_link_contact.html",
        context=panels.link_contact,
        query_budget=1,
    )


def _register_mails() -> None:
    delivery.register(
        referring.RENDERER, renderers.referral, label=_("Weiterleitung an ein Amt")
    )
    delivery_outcomes.register(
        referring.RENDERER,
        on_sent=outcomes.mark_sent,
        on_failed=outcomes.mark_failed,
        on_readdressed=outcomes.follow_address,
    )
    for verb, label in (
        ("referral.sent", _("Weiterleitung ist hinausgegangen")),
        ("referral.failed", _("Weiterleitung ist nicht angekommen")),
        ("referral.stated", _("Amt hat Stellung genommen")),
        ("answer.published", _("Antwort ist veröffentlicht")),
    ):
        events.offer(verb, label)
    delivery.register(
        questions.RENDERER,
        renderers.question_answered,
        label=_("Antwort auf eine Rückfrage"),
    )
    delivery.register(
        recalling.RENDERER, renderers.recalled, label=_("Rückruf einer Weiterleitung")
    )


def _register_kinds() -> None:
    kinds.register(
        kinds.Kind(
            key="referral",
            model="referrals.Referral",
            label=_("Weiterleitung"),
            title=lambda referral: str(referral.idea),
            url=lambda referral: referral.get_absolute_url(),
            region_id=lambda referral: referral.idea.region_id,
            visible_to=kinds.as_the_rows_say,
        )
    )
    kinds.register(
        kinds.Kind(
            key="answer",
            model="referrals.Answer",
            label=_("Antwort"),
            title=lambda answer: answer.idea.title,
            url=lambda answer: answer.get_absolute_url(),
            region_id=lambda answer: answer.idea.region_id,
            visible_to=_answers_visible_to,
            related=("idea",),
        )
    )


def _register_own_data() -> None:
    kept = _("Bleibt als Vorgang der Verwaltung.")
    owndata.register(
        model="referrals.Referral",
        user_fields=("referred_by",),
        label=_("Weiterleitungen, die Sie verfasst haben"),
        retain=kept,
        erase=owndata.Erasure.KEEP,
        exported_fields=("idea__number", "department__name", "referred_at"),
        staff=_("Wer weitergeleitet hat, damit das Amt weiß, mit wem es spricht."),
    )
    owndata.register(
        model="referrals.Statement",
        user_fields=("stated_by",),
        label=_("Stellungnahmen, die Sie verfasst haben"),
        retain=kept,
        erase=owndata.Erasure.KEEP,
        exported_fields=("referral__idea__number", "text", "outcome", "stated_at"),
        staff=_("Wer für das Amt geantwortet hat, als Nachweis der Zuständigkeit."),
    )
    owndata.register(
        model="referrals.Question",
        user_fields=("asked_by", "answered_by"),
        label=_("Rückfragen, die Sie gestellt oder beantwortet haben"),
        retain=kept,
        erase=owndata.Erasure.KEEP,
        exported_fields=("referral__idea__number", "text", "answer", "asked_at"),
        staff=_(
            "Wer eine Rückfrage gestellt oder beantwortet hat, damit beide miteinander "
            "sprechen können."
        ),
    )
    owndata.register(
        model="referrals.Answer",
        user_fields=("written_by", "approved_by", "published_by"),
        label=_("Antworten, die Sie verfasst haben"),
        retain=kept,
        erase=owndata.Erasure.KEEP,
        exported_fields=("idea__number", "text", "outcome", "published_at"),
        staff=_(
            "Wer eine Antwort geschrieben und wer sie freigegeben hat, für das "
            "Vier-Augen-Prinzip."
        ),
    )


def _answers_visible_to(rows: QuerySet, _visitor: Any) -> QuerySet:
    return rows.filter(state="published", idea__publication="published")


def _can_see_dossier(visitor: Visitor, file: StoredFile) -> bool:
    rows = Referral.objects.visible_to(visitor).filter(dossier=file)
    referrals = rows.select_related("idea")
    return any(can_read_dossier(visitor, referral) for referral in referrals)


def _with_department(idea: Idea) -> str | None:
    """Somebody works on it, if only as one who was asked besides."""
    if not idea.referrals.unfinished().exists():
        return None
    return str(merging.WITH_AN_AMT)
