"""Undertakings and authorships as things of the house; what happens to them."""

from typing import Any

from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from commons import kinds, pagecache
from commons.accounts.models import User
from commons.accounts.visitors import Visitor
from commons.notifications import reasons, subjects
from commons.terms import registry as terms
from commons.terms.enums import Group
from commons.verbs import registry as verbs
from commons.verbs.models import Happening
from commons.verbs.registry import Verb
from participation.actors.models import Actor, actor_ids
from participation.ideas.enums import Outcome
from participation.ideas.models import Idea
from participation.ideas.services import merging
from participation.moderation.rules import moderates
from participation.networks.models import Network
from participation.referrals.models import Answer
from participation.together import rules
from participation.together.forms.undertakings import TogetherTermsForm
from participation.together.models import Authorship, TogetherTerms, Undertaking
from participation.together.queries.undertakings import numbers_of
from participation.together.rules import goes_on
from participation.together.services import authoring, concluding, leaving
from participation.together.verbs import VERBS
from participation.together.verbs.telling import PARTNER


def register() -> None:
    verbs.declare(*VERBS)
    verbs.add_effect("together", follow)
    merging.add_obstacle("together", _is_carried)
    reasons.register(
        PARTNER,
        _(
            "Sie bekommen diese Mail, weil Sie für einen Akteur oder ein Netzwerk "
            "sprechen."
        ),
        short=_("für Ihren Akteur oder Ihr Netzwerk"),
        subject=subjects.OWN,
        through=None,
    )
    _register_kinds()
    terms.register(_house())


def _register_kinds() -> None:
    kinds.register(
        kinds.Kind(
            key="undertaking",
            model="together.Undertaking",
            label=_("Gemeinsam machen"),
            title=lambda row: row.idea.title,
            url=lambda row: row.get_absolute_url(),
            region_id=lambda row: row.idea.region_id,
            visible_to=_undertakings,
            related=("idea__region", "idea__topic", "actor", "network"),
        )
    )
    kinds.register(
        kinds.Kind(
            key="authorship",
            model="together.Authorship",
            label=_("Idee eines Akteurs oder Netzwerks"),
            title=lambda row: row.idea.title if row.idea else row.partner_name,
            url=lambda row: row.idea.get_absolute_url() if row.idea else "",
            region_id=lambda row: row.idea.region_id if row.idea else None,
            visible_to=_authorships,
            related=("idea", "actor", "network"),
        )
    )


def _house() -> terms.House:
    return terms.House(
        key="together",
        model=TogetherTerms,
        form_class=TogetherTermsForm,
        title=_("Regeln für Gemeinsames"),
        lead=_("Wie lange wir auf wen warten, wenn Menschen vor Ort etwas machen."),
        verb="together.terms_changed",
        url_name="together:terms",
        may_change=rules.can_change_terms,
        group=Group.MORE,
    )


def follow(*, verb: Verb, target: Model, happening: Happening) -> None:
    """What happens elsewhere and changes something here, in its transaction."""
    if verb.key == "idea.submitted" and isinstance(target, Idea):
        authoring.bind(target)
    elif verb.key == "answer.published" and isinstance(target, Answer):
        if target.outcome == Outcome.TOGETHER:
            concluding.conclude(target, by=_account(happening.by_id))
    elif isinstance(target, Actor | Network):
        _follow_partner(target)


def _follow_partner(partner: Actor | Network) -> None:
    """Its name, or whether everybody may know it, stands on pages of ideas."""
    numbers = numbers_of(partner)
    if not numbers:
        return
    pagecache.bump(*(f"idea:{number}" for number in numbers))
    if not goes_on(partner):
        leaving.let_go(partner)


def _account(user_id: int | None) -> User | None:
    return User.objects.filter(pk=user_id).first() if user_id else None


def _is_carried(idea: Idea) -> str | None:
    if not Undertaking.objects.open().filter(idea=idea).exists():
        return None
    return str(
        _("Diese Idee haben Menschen vor Ort in der Hand, oder sie sind gefragt.")
    )


def _undertakings(rows: QuerySet, visitor: Visitor) -> QuerySet:
    """Both sides and the author, as `rules.can_see` says of one."""
    if visitor.user_id is None:
        return rows.none()
    networks = Network.objects.joined_by(visitor).values("pk")
    mine = Q(actor__in=actor_ids(visitor)) | Q(network__in=networks)
    moderated = Idea.objects.filter(moderates(visitor)).values("pk")
    known = Undertaking.objects.in_public().values("pk")
    theirs = Q(idea__in=moderated) | Q(idea__author_id=visitor.user_id)
    return rows.filter(mine | Q(theirs, pk__in=known))


def _authorships(rows: QuerySet, visitor: Any) -> QuerySet:
    ideas = Idea.objects.visible_to(visitor).values("pk")
    seen: QuerySet = rows.filter(idea__in=ideas)
    return Authorship.objects.seen_by(visitor).filter(pk__in=seen.values("pk"))
