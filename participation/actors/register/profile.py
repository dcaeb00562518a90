"""An actor as a thing of the house: kind, words, where it is found and followed."""

from django.utils.translation import gettext_lazy as _

from commons import kinds, slots
from commons.accounts import grants
from commons.accounts.enums import Scope
from commons.files import registry as files
from commons.notifications import followables, reasons, subjects
from commons.search import registry as search
from commons.terms import registry as terms
from commons.verbs import registry as verbs
from participation.actors import panels, rules
from participation.actors.forms.conduct import ConductTermsForm
from participation.actors.models import ConductTerms
from participation.actors.queries import finding
from participation.actors.services.contents import LOGO_PURPOSE
from participation.actors.verbs import VERBS, telling
from participation.moderation.rules import can_write_rules


def register() -> None:
    # The SPK gives no such roles: owners of an actor do.
    grants.register("actors.ActorMembership", Scope.ACTOR, "actor")
    verbs.declare(*VERBS)
    kinds.register(
        kinds.Kind(
            key="actor",
            model="actors.Actor",
            label=_("Akteur"),
            title=lambda actor: actor.name,
            url=lambda actor: actor.get_absolute_url(),
            region_id=lambda actor: actor.region_id,
            visible_to=kinds.as_the_rows_say,
            related=("region",),
        )
    )
    files.guard(LOGO_PURPOSE, rules.can_see_logo, is_public=rules.is_public_logo)
    search.register(
        "actor",
        document_of=finding.document_of,
        everything=finding.listed,
        label=_("Akteure"),
        slug="akteure",
        prepare=finding.with_words,
    )
    _register_hearing()
    _fill_slots()
    terms.register(
        terms.House(
            key="conduct",
            model=ConductTerms,
            form_class=ConductTermsForm,
            title=_("Profile der Akteure"),
            lead=_(
                "Was in Profilen stehen darf und was vor Wahlen gilt. Die Sätze stehen "
                "über dem Formular und bei der Prüfung."
            ),
            verb="conduct.terms_changed",
            url_name="actors:conduct-terms",
            may_change=can_write_rules,
        )
    )


def _register_hearing() -> None:
    followables.register(
        followables.Followable(
            kind="actor",
            told=_(
                "Wir sagen Ihnen, wenn sich Öffnungszeiten oder Adresse ändern und "
                "wenn dieser Akteur Neues mitteilt."
            ),
            many=_("Akteure"),
            is_open=lambda actor: actor.is_public and actor.archived_at is None,
            order=50,
        )
    )
    reasons.register(
        telling.OWNER,
        _("Sie bekommen diese Mail, weil Sie Inhaber:in dieses Profils sind."),
        short=_("Ihr Akteur"),
        subject=subjects.OWN,
    )
    reasons.register(
        telling.MEMBER,
        _("Sie bekommen diese Mail, weil Sie zu diesem Akteur gehören."),
        short=_("Ihr Akteur"),
    )


def _fill_slots() -> None:
    slots.fill(
        "account-menu",
        template="components/menu_link.html",
        context=panels.menu_entry,
        order=20,
        query_budget=0,
    )
    slots.fill(
        "actor-side",
        template="moderation/_beside.html",
        context=panels.beside,
        order=90,
        query_budget=2,
    )
    slots.fill(
        "actor-side",
        template="moderation/_staff_entry.html",
        context=panels.staff_entry,
        order=95,
        query_budget=0,
    )
