"""The rules that say where an idea goes: what they tell the registries."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from commons import copies, facts, kinds, owndata, slots
from commons.blackening import Blackening
from commons.copies import About
from commons.followups import registry as today
from participation.referrals import route_panels
from participation.referrals.models import Route
from participation.referrals.queries import rules_today
from participation.referrals.services import starters


def register() -> None:
    kinds.register(
        kinds.Kind(
            key="rule_book",
            model="referrals.RuleBook",
            label=_("Regeln: Wohin geht was?"),
            title=str,
            url=lambda book: book.get_absolute_url(),
            region_id=lambda _book: None,
            visible_to=kinds.as_the_rows_say,
        )
    )
    _register_own_data()
    copies.register("referrals.Route", ("words",), _routes)
    facts.register("routing_rules", starters.load, after=("topics",))
    slots.fill(
        "account-menu",
        template="components/menu_link.html",
        context=route_panels.rules_menu,
        order=25,
        query_budget=0,
    )
    slots.fill(
        "staff-tools",
        template="referrals/_route.html",
        context=route_panels.on_referral,
        order=10,
        query_budget=1,
    )
    today.register(
        "referrals-rules",
        _("Regel ohne Amt"),
        rules_today.without_department,
        order=32,
        page=rules_today.where,
    )


def _routes(about: About, _black: Blackening) -> QuerySet:
    return Route.objects.filter(referral__idea__in=about.of("idea"))


def _register_own_data() -> None:
    kept = _("Bleibt als Vorgang der Verwaltung.")
    owndata.register(
        model="referrals.Route",
        user_fields=("chosen_by",),
        label=_("Wohin Sie Ideen weitergeleitet haben und warum"),
        retain=kept,
        erase=owndata.Erasure.KEEP,
        exported_fields=("way", "departure", "words", "chosen_at"),
        staff=_("Wer von einer Regel abgewichen ist und warum, damit sie besser wird."),
    )
    owndata.register(
        model="referrals.RuleBook",
        user_fields=("created_by", "published_by"),
        label=_("Regeln, die Sie entworfen oder veröffentlicht haben"),
        retain=kept,
        erase=owndata.Erasure.KEEP,
        exported_fields=("number", "note", "created_at", "published_at"),
        staff=_("Wer Regeln veröffentlicht hat, als Nachweis der Zuständigkeit."),
    )
    owndata.register(
        model="referrals.SiteAnswer",
        user_fields=("said_by",),
        label=_("Orte, zu denen Sie gesagt haben, was für welche es sind"),
        retain=kept,
        erase=owndata.Erasure.KEEP,
        exported_fields=("idea__number", "kind", "said_at"),
        staff=_("Wer gesagt hat, was für ein Ort gemeint ist, für Rückfragen."),
    )
    owndata.register(
        model="referrals.Trial",
        user_fields=("made_by",),
        label=_("Probeläufe von Regeln, die Sie gestartet haben"),
        retain=_("Die letzten Probeläufe eines Entwurfs, dann werden sie gelöscht."),
        erase=owndata.Erasure.UNLINK,
        exported_fields=("made_at", "total", "finished_at"),
        staff=_("Wer einen Entwurf zur Probe laufen ließ, um ihn wiederzufinden."),
    )
