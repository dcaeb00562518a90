"""What is done together, on the pages of lower apps."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from commons.accounts.visitors import Visitor
from participation.actors.models import Actor, actor_ids
from participation.ideas.models import Idea
from participation.networks.models import Network
from participation.referrals.panels import is_seen_by_author
from participation.together import rules
from participation.together.enums import State
from participation.together.models import Partner, Undertaking, as_columns
from participation.together.queries import undertakings
from participation.together.queries.partners import key_of
from participation.together.services import authoring

Context = Mapping[str, Any]


def on_idea(
    request: HttpRequest | None,  # noqa: ARG001 -- the same for all
    idea: Idea,
) -> Context | None:
    """Who carries it, how it goes, how to join, and the way to take it up."""
    if not idea.is_public:
        return None
    return {
        "idea": idea,
        "rows": undertakings.shown_on(idea),
        "authorship": undertakings.authorship_of(idea),
        "adopt_url": reverse("together:idea-adopt", args=[idea.number]),
    }


def asked(request: HttpRequest | None, idea: Idea) -> Context | None:
    """For the author at the idea, and for the holder of the code on their page."""
    if request is None or not idea.is_public:
        return None
    if not is_seen_by_author(request, idea):
        return None
    row = undertakings.author_asked(idea)
    return {"row": row} if row is not None else None


def at_desk(request: HttpRequest | None, idea: Idea) -> Context | None:
    visitor = _visitor(request)
    if visitor is None or not idea.is_public or not rules.can_offer(visitor, idea):
        return None
    rows = undertakings.at_desk_on(idea)
    finished = next((row for row in rows if row.state == State.FINISHED), None)
    return {"idea": idea, "rows": rows, "finished": finished}


def on_network(request: HttpRequest | None, network: Network) -> Context | None:
    """In the space of a network: its ideas, and what its coordination has open."""
    return _of_partner(network, _visitor(request))


def on_actor(request: HttpRequest | None, actor: Actor) -> Context | None:
    return _of_partner(actor, _visitor(request))


def menu(request: HttpRequest | None) -> Context | None:
    visitor = _visitor(request)
    if visitor is None or not actor_ids(visitor):
        return None
    url = reverse("together:undertaking-list")
    return {"url": url, "label": _("Gemeinsam machen"), "icon": "people"}


def while_writing(request: HttpRequest | None) -> Context | None:
    """Above the form for ideas: for whom one writes."""
    visitor = _visitor(request)
    match = request.resolver_match if request is not None else None
    if visitor is None or match is None or match.view_name != "ideas:idea-create":
        return None
    pending = authoring.pending_of(visitor)
    return {"authorship": pending} if pending is not None else None


def _of_partner(partner: Partner, visitor: Visitor | None) -> Context | None:
    # Unsaved: rules ask rows for their partner.
    row = Undertaking(**as_columns(partner))
    speaks = visitor is not None and rules.speaks_for(visitor, row)
    shown = undertakings.public_of(partner)
    written = undertakings.authored_by(partner)
    waiting = undertakings.waiting_for(partner) if speaks else []
    may_write = speaks and rules.takes_ideas(partner)
    if not (shown or written or waiting or may_write):
        return None
    return {
        "rows": shown,
        "written": written,
        "waiting": waiting,
        "write_url": reverse("together:authorship-create", args=[key_of(partner)])
        if may_write
        else "",
    }


def _visitor(request: HttpRequest | None) -> Visitor | None:
    return getattr(request, "visitor", None)
