"""Answers that are published together: what the registries hear."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from commons import kinds, owndata, slots
from commons.followups import registry as today
from participation.referrals import promise_panels
from participation.referrals.models import AnswerSet
from participation.referrals.queries import promises_today


def register() -> None:
    kinds.register(
        kinds.Kind(
            key="answer_set",
            model="referrals.AnswerSet",
            label=_("Antwortpaket"),
            title=str,
            url=lambda answer_set: answer_set.get_absolute_url(),
            region_id=lambda _set: None,
            visible_to=_visible_to,
        )
    )
    _register_own_data()
    today.register(
        "referrals-sets",
        _("Antwortpaket: noch nicht veröffentlicht"),
        promises_today.sets,
        order=29,
    )
    slots.fill(
        "account-menu",
        template="components/menu_link.html",
        context=promise_panels.sets_menu,
        order=22,
        query_budget=0,
    )


def _register_own_data() -> None:
    kept = _("Bleibt als Vorgang der Verwaltung.")
    owndata.register(
        model="referrals.AnswerSet",
        user_fields=("created_by", "released_by"),
        label=_("Antwortpakete, die Sie angelegt oder freigegeben haben"),
        retain=kept,
        erase=owndata.Erasure.KEEP,
        exported_fields=("name", "created_at", "released_at"),
        staff=_("Wer ein Antwortpaket angelegt und wer es freigegeben hat."),
    )
    owndata.register(
        model="referrals.AnswerSetItem",
        user_fields=("added_by",),
        label=_("Antworten, die Sie in ein Paket gelegt haben"),
        retain=kept,
        erase=owndata.Erasure.KEEP,
        exported_fields=("answer_set__name", "answer__idea__number", "added_at"),
        staff=_("Wer eine Antwort in ein Paket gelegt hat."),
    )


def _visible_to(rows: QuerySet[AnswerSet], visitor: Any) -> QuerySet[AnswerSet]:
    found: QuerySet[AnswerSet] = rows.visible_to(visitor)  # type: ignore[attr-defined]  # of its QuerySet
    return found
