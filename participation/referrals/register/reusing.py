"""Answer once: what it tells the registries."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from commons import kinds, owndata, pagecache, slots
from commons.delivery import renderers as delivery
from commons.followups import registry as today
from commons.terms import registry as terms
from commons.terms.enums import Group
from commons.verbs import registry as verbs
from commons.verbs.registry import Verb
from participation.ideas.models import Idea
from participation.ideas.verbs.telling import own_page
from participation.referrals import reuse_panels
from participation.referrals.forms.reusing import ReuseTermsForm
from participation.referrals.models import Reuse, ReuseTerms
from participation.referrals.queries import waiting
from participation.referrals.renderers import cases as renderers
from participation.referrals.rules import can_change_terms
from participation.referrals.services import reusing, reviewing


def register() -> None:
    _register_kinds()
    _register_terms()
    _register_own_data()
    verbs.add_effect("reuse", refresh_where_told_again)
    slots.fill(
        "desk",
        template="referrals/_reuse_offer.html",
        context=reuse_panels.at_desk,
        order=40,
        query_budget=6,
    )
    delivery.register(
        reusing.RENDERER, renderers.reuse, label=_("Kenntnis an ein Amt, ohne Aufgabe")
    )
    delivery.register(
        reviewing.RENDERER,
        renderers.reuse_reviewed,
        label=_("Antwort auf den Widerspruch eines Amtes"),
    )
    today.register(
        "referrals-objection", _("Ein Amt widerspricht"), waiting.objections, order=23
    )
    today.register(
        "referrals-untold",
        _("Amt über seine Antwort informieren"),
        waiting.untold,
        order=27,
    )


def refresh_where_told_again(*, verb: Verb, target: Any, **_more: Any) -> None:
    """An idea that leaves the public takes its answer along, wherever that stands."""
    if verb.search and isinstance(target, Idea):
        pointing = Reuse.objects.filter(answer__source__idea=target)
        pages = [page for row in pointing for page in own_page(row.idea)]
        if pages:
            pagecache.bump(*pages)


def _register_kinds() -> None:
    kinds.register(
        kinds.Kind(
            key="reuse",
            model="referrals.Reuse",
            label=_("Frühere Antwort"),
            title=lambda reuse: reuse.idea.title,
            url=lambda reuse: reuse.get_absolute_url(),
            region_id=lambda reuse: reuse.idea.region_id,
            visible_to=kinds.as_the_rows_say,
            related=("idea",),
        )
    )


def _register_own_data() -> None:
    kept = _("Bleibt als Vorgang der Verwaltung.")
    owndata.register(
        model="referrals.Reuse",
        user_fields=("objected_by", "reviewed_by"),
        label=_("Widersprüche, die Sie geschrieben oder beantwortet haben"),
        retain=kept,
        erase=owndata.Erasure.KEEP,
        exported_fields=("idea__number", "objection", "objected_at", "review"),
        staff=_(
            "Wer einer wieder verwendeten Antwort widersprochen und wer das geprüft "
            "hat."
        ),
    )
    owndata.register(
        model="referrals.ReuseTerms",
        user_fields=("changed_by",),
        label=_("Fristen, die Sie geändert haben"),
        retain=kept,
        erase=owndata.Erasure.KEEP,
        exported_fields=("months", "working_days", "changed_at"),
        staff=_("Wer Fristen geändert hat, als Nachweis der Zuständigkeit."),
    )


def _register_terms() -> None:
    terms.register(
        terms.House(
            key="reuse",
            model=ReuseTerms,
            form_class=ReuseTermsForm,
            title=_("Frühere Antworten wiederverwenden"),
            lead=_(
                "Wie alt eine Antwort sein darf, um vorgeschlagen zu werden, und wie "
                "lange das Amt dahinter widersprechen kann. Was schon beantwortet ist, "
                "behält seine Frist."
            ),
            verb="reuse.terms_changed",
            url_name="referrals:reuse-terms",
            may_change=can_change_terms,
            group=Group.ANSWERS,
            summary=str,
        )
    )
