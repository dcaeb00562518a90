"""The Amt's side: what it tells the registries."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from commons import copies, owndata
from commons.accounts.visitors import Visitor
from commons.blackening import Blackening
from commons.copies import About
from commons.delivery import outcomes, renderers as delivery
from commons.files import registry as files
from commons.files.models import StoredFile
from commons.followups import registry as today
from commons.notifications import reasons
from commons.terms import registry as terms
from commons.terms.enums import Group
from participation.referrals.forms.desks import DepartmentTermsForm
from participation.referrals.models import (
    Assignment,
    Attachment,
    DepartmentTerms,
    HandOver,
    InternalNote,
    PendingStatement,
    Referral,
)
from participation.referrals.queries import desks
from participation.referrals.renderers import departments as renderers
from participation.referrals.rules import can_change_terms
from participation.referrals.services import attaching, colleagues
from participation.referrals.verbs.departments import REASON

KEPT = _("Bleibt als Vorgang der Verwaltung.")


def register() -> None:
    _register_terms()
    _register_own_data()
    _register_own_data_of_colleagues()
    _register_copies()
    files.guard(attaching.PURPOSE, _can_see_file, is_public=_is_public_file)
    delivery.register(
        colleagues.RENDERER, renderers.colleague, label=_("Link für Kolleg:innen")
    )
    outcomes.register(colleagues.RENDERER, on_readdressed=colleagues.follow_address)
    reasons.register(
        REASON,
        _("Sie bekommen diese Mail, weil Sie für Ihr Amt antworten."),
        short=_("für Ihr Amt"),
        is_work=True,
    )
    today.register(
        "referrals-four-eyes",
        _("Freigeben für Ihr Amt"),
        desks.to_release,
        order=28,
    )


def _can_see_file(visitor: Visitor, file: StoredFile) -> bool:
    """The SPK of the region, and members; on a link a page of the case shows it."""
    rows = Attachment.objects.select_related("statement", "pending")
    row = rows.filter(stored_file=file).first()
    if row is None:
        return False
    if row.statement_id is not None:
        cases = Referral.objects.filter(statements=row.statement)
        return bool(cases.visible_to(visitor).exists())
    waiting = Referral.objects.filter(pending=row.pending)
    mine = waiting.filter(department_id__in=sorted(visitor.department_ids))
    return mine.exists()


def _is_public_file(file: StoredFile) -> bool:
    """Chosen by the SPK, below an answer that everybody may read."""
    rows = Attachment.objects.filter(stored_file=file, is_shown=True)
    row = rows.select_related("statement").first()
    if row is None or row.statement is None:
        return False
    answers = row.statement.answers.select_related("idea")
    return any(answer.is_shown for answer in answers)


def _register_own_data() -> None:
    owndata.register(
        model="referrals.PendingStatement",
        user_fields=("written_by", "released_by"),
        label=_("Stellungnahmen, die Sie vorbereitet oder freigegeben haben"),
        retain=KEPT,
        erase=owndata.Erasure.KEEP,
        exported_fields=("referral__idea__number", "text", "written_at", "settled_at"),
        staff=_(
            "Wer eine Stellungnahme geschrieben und wer sie freigegeben hat, für das "
            "Vier-Augen-Prinzip des Amtes."
        ),
    )
    owndata.register(
        model="referrals.ContactRelease",
        user_fields=("released_by",),
        label=_("Kontaktdaten, die Sie für ein Amt freigegeben haben"),
        retain=KEPT,
        erase=owndata.Erasure.KEEP,
        exported_fields=("referral__idea__number", "consent_on", "released_at"),
        staff=_("Wer Kontaktdaten freigegeben hat, als Nachweis der Einwilligung."),
    )
    owndata.register(
        model="referrals.DepartmentTerms",
        user_fields=("changed_by",),
        label=_("Regeln für Ämter, die Sie geändert haben"),
        retain=KEPT,
        erase=owndata.Erasure.KEEP,
        exported_fields=("interim_days", "interims", "colleagues", "changed_at"),
        staff=_("Wer Regeln geändert hat, als Nachweis der Zuständigkeit."),
    )


def _register_own_data_of_colleagues() -> None:
    owndata.register(
        model="referrals.HandOver",
        user_fields=("handed_by",),
        label=_("Vorgänge, die Sie weitergegeben haben"),
        retain=KEPT,
        erase=owndata.Erasure.KEEP,
        exported_fields=("referral__idea__number", "note", "handed_at"),
        staff=_("Wer einen Vorgang im Amt weitergegeben hat, damit ihn jemand findet."),
    )
    owndata.register(
        model="referrals.Assignment",
        user_fields=("assignee", "assigned_by"),
        label=_("Vorgänge, die Ihnen zugeteilt sind"),
        retain=_("Wird mit dem Konto gelöscht."),
        erase=_forget_assignments,
        exported_fields=("referral__idea__number", "assigned_at"),
        staff=_("Wer sich um einen Vorgang kümmert; nur wie es jetzt ist."),
    )
    owndata.register(
        model="referrals.InternalNote",
        user_fields=("written_by",),
        label=_("Interne Notizen, die Sie geschrieben haben"),
        retain=KEPT,
        erase=owndata.Erasure.KEEP,
        exported_fields=("referral__idea__number", "text", "written_at"),
        staff=_("Wer eine interne Notiz geschrieben hat, damit man nachfragen kann."),
    )


def _forget_assignments(user: Any) -> None:
    Assignment.objects.filter(assignee=user).delete()
    Assignment.objects.filter(assigned_by=user).update(assigned_by=None)


def _register_copies() -> None:
    copies.register(
        "referrals.PendingStatement", ("text", "reference", "cost_note"), _pending
    )
    copies.register("referrals.HandOver", ("note",), _hand_overs)
    copies.register("referrals.InternalNote", ("text",), _notes)


def _pending(about: About, _black: Blackening) -> QuerySet:
    return PendingStatement.objects.filter(referral__idea__in=about.of("idea"))


def _hand_overs(about: About, _black: Blackening) -> QuerySet:
    return HandOver.objects.filter(referral__idea__in=about.of("idea"))


def _notes(about: About, _black: Blackening) -> QuerySet:
    return InternalNote.objects.filter(referral__idea__in=about.of("idea"))


def _register_terms() -> None:
    terms.register(
        terms.House(
            key="department",
            model=DepartmentTerms,
            form_class=DepartmentTermsForm,
            title=_("Regeln für Ämter"),
            lead=_(
                "Wie weit ein Amt von sich aus gehen kann: eigene Termine und Links "
                "für Kolleg:innen. Was schon geschehen ist, bleibt."
            ),
            verb="referral.terms_changed",
            url_name="referrals:department-terms",
            may_change=can_change_terms,
            group=Group.DEPARTMENTS,
            summary=str,
        )
    )
