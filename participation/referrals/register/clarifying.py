"""Klärungsrunden: what they tell the registries, and how their round goes."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy

from commons import kinds, owndata, slots
from commons.accounts.enums import Role
from commons.accounts.visitors import Visitor
from commons.followups import registry as today
from commons.terms import registry as terms
from commons.terms.enums import Group
from neighbourhood.pages.queries import contact_for
from neighbourhood.rounds import contacts, registry as rounds
from neighbourhood.rounds.enums import RoundKind
from neighbourhood.rounds.models import Round
from participation.ideas.models import Idea
from participation.ideas.queries import way as idea_way
from participation.ideas.services import merging
from participation.referrals.enums import ClarifiedTo
from participation.referrals.forms.clarifying import ClarifyingTermsForm
from participation.referrals.models import ClarifyingTerms
from participation.referrals.queries import clarifying as queries
from participation.referrals.rules import can_change_terms, can_refer
from participation.referrals.services import clarifying


def _may_lead(visitor: Visitor, row: Round) -> bool:
    """Whoever may forward the idea: its author never looks after it."""
    clarification = queries.of_round(row)
    return clarification is not None and can_refer(visitor, clarification.idea)


def _next_page(row: Round) -> str:
    clarification = queries.of_round(row)
    if clarification is None:
        return row.get_absolute_url()
    if clarification.outcome in queries.BY_THE_SPK:
        return reverse("referrals:answer-edit", args=[clarification.idea.number])
    return row.get_absolute_url()


PROCEDURE = rounds.Procedure(
    kind=RoundKind.CLARIFICATION,
    purpose=gettext_lazy("Mehrere Ämter klären, wer für eine Idee zuständig ist."),
    positions={
        "ours": gettext_lazy("Wir sind zuständig"),
        "ours_partly": gettext_lazy("Wir sind für einen Teil zuständig"),
        "not_ours": gettext_lazy("Wir sind nicht zuständig"),
    },
    endings={
        ClarifiedTo.DEPARTMENT.value: rounds.Ending(
            gettext_lazy("Ein Amt übernimmt"),
            gettext_lazy(
                "Die Idee geht sofort an dieses Amt; Ihre Worte sind das Anschreiben."
            ),
            names_department=True,
        ),
        ClarifiedTo.SPK.value: rounds.Ending(
            gettext_lazy("Die SPK antwortet selbst"),
            gettext_lazy("Als Nächstes schreiben Sie die Antwort."),
        ),
        ClarifiedTo.ELSEWHERE.value: rounds.Ending(
            gettext_lazy("Zuständig ist jemand außerhalb des Bezirksamts"),
            gettext_lazy("In der Antwort steht dann, wohin man sich wenden kann."),
        ),
    },
    result_hint=gettext_lazy(
        "Lesen alle in der Runde. Übernimmt ein Amt, ist es auch das Anschreiben."
    ),
    conveners=(),
    deciders=(Role.COORDINATOR,),
    may_lead=_may_lead,
    lock=clarifying.lock,
    on_result=clarifying.apply_result,
    on_cancelled=clarifying.apply_cancelling,
    next_page=_next_page,
)


def register() -> None:
    rounds.register(PROCEDURE)
    contacts.follow(contact_for)
    idea_way.register(queries.steps)
    merging.add_obstacle("clarifying", _obstacle)
    _register_kinds()
    _register_terms()
    _register_own_data()
    slots.fill(
        "round-subject",
        template="referrals/_clarifying_subject.html",
        context=_subject,
        query_budget=2,
    )
    today.register(
        "referrals-clarified",
        gettext_lazy("Geklärt: selbst antworten"),
        queries.to_answer,
        order=25,
    )


def _obstacle(idea: Idea) -> str | None:
    if queries.open_on(idea) is None:
        return None
    return _("Die Ämter klären gerade, wer für diese Idee zuständig ist.")


def _subject(
    request: HttpRequest | None,  # noqa: ARG001 -- the same for all who take part
    round: Round,  # noqa: A002 -- the slot's argument
) -> Mapping[str, Any] | None:
    """The idea as everybody may read it, and who gave it back why."""
    if round.kind != RoundKind.CLARIFICATION:
        return None
    clarification = queries.of_round(round)
    if clarification is None:
        return None
    idea = clarification.idea
    return {"idea": idea, "returns": queries.returns_of(idea)}


def _register_kinds() -> None:
    kinds.register(
        kinds.Kind(
            key="clarification",
            model="referrals.Clarification",
            label=gettext_lazy("Klärungsrunde"),
            title=lambda row: row.idea.title,
            url=lambda row: row.get_absolute_url(),
            region_id=lambda row: row.idea.region_id,
            visible_to=_visible_to,
            related=("idea", "round"),
        )
    )


def _visible_to(rows: QuerySet, visitor: Visitor) -> QuerySet:
    return rows.filter(round__in=Round.objects.visible_to(visitor))


def _register_own_data() -> None:
    kept = gettext_lazy("Bleibt als Vorgang der Verwaltung.")
    owndata.register(
        model="referrals.Clarification",
        user_fields=("opened_by",),
        label=gettext_lazy("Klärungsrunden, die Sie eröffnet haben"),
        retain=kept,
        erase=owndata.Erasure.KEEP,
        exported_fields=("idea__number", "opened_at", "outcome"),
        staff=gettext_lazy("Wer eine Klärungsrunde eröffnet hat, für Rückfragen."),
    )
    owndata.register(
        model="referrals.ClarifyingTerms",
        user_fields=("changed_by",),
        label=gettext_lazy("Regeln für Klärungsrunden, die Sie geändert haben"),
        retain=kept,
        erase=owndata.Erasure.KEEP,
        exported_fields=("returns", "working_days", "changed_at"),
        staff=gettext_lazy("Wer die Regel geändert hat, als Nachweis."),
    )


def _register_terms() -> None:
    terms.register(
        terms.House(
            key="clarifying",
            model=ClarifyingTerms,
            form_class=ClarifyingTermsForm,
            title=gettext_lazy("Regeln für Klärungsrunden"),
            lead=gettext_lazy(
                "Gibt ein Amt nach dem anderen eine Idee zurück, kommen alle auf "
                "einer Seite zusammen. Gezählt wird, wer „nicht zuständig“ oder "
                "einen anderen Grund nennt."
            ),
            verb="clarification.terms_changed",
            url_name="referrals:clarifying-terms",
            may_change=can_change_terms,
            group=Group.DEPARTMENTS,
            summary=str,
            saved=gettext_lazy("Gespeichert. Es gilt ab der nächsten Rückgabe."),
        )
    )
