"""Asking to join a network, and what its coordination says to that."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import User
from commons.errors import RuleViolation
from commons.spoken import day_in_words
from commons.verbs.services import happened
from participation.actors.models import Actor
from participation.moderation.services.blocks import require_may_write
from participation.networks.enums import Joining, RequestState
from participation.networks.models import JoinRequest, Network
from participation.networks.queries.joining import asks_again_on
from participation.networks.queries.members import is_inside
from participation.networks.services.admitting import admit
from participation.networks.services.locking import locked, require_going_on


@transaction.atomic
def ask(
    network: Network, *, words: str, by: User, actor: Actor | None = None
) -> JoinRequest:
    """Ask the coordination to let somebody in; `actor` is for whom they ask.

    Raises:
        RuleViolation: nobody asks here (`not_on_request`), it is asked already
            (`asked`), one was refused lately (`too_soon`), one is a member
            (`is_member`), or see `membership.join`.
    """
    require_may_write(by)
    network = locked(network.pk)
    require_going_on(network)
    if network.joining != Joining.REQUEST:
        raise RuleViolation(
            _("In dieses Netzwerk kommt man nicht auf Anfrage."), code="not_on_request"
        )
    if actor is None and is_inside(by.pk, network.pk):
        raise RuleViolation(_("Sie sind schon dabei."), code="is_member")
    if violation := too_soon(network, by=by, actor=actor):
        raise violation
    request = JoinRequest(
        network=network, user=by, actor=actor, words=words, asked_at=timezone.now()
    )
    try:
        with transaction.atomic():
            request.save(force_insert=True)
    except IntegrityError:
        raise RuleViolation(
            _("Ihre Anfrage liegt schon bei der Koordination."), code="asked"
        ) from None
    happened("network.join_asked", network, by=by, request=request.pk)
    return request


@transaction.atomic
def accept(request: JoinRequest, *, by: User) -> None:
    """Let somebody in.

    Raises:
        RuleViolation: it is answered (`answered`), or the network has ended.
    """
    network, request = _locked(request)
    require_going_on(network)
    _end(request, RequestState.ACCEPTED, by=by)
    admit(network, user=request.user, actor=request.actor)
    happened("network.join_accepted", network, by=by, request=request.pk)


@transaction.atomic
def decline(request: JoinRequest, *, answer: str = "", by: User | None) -> None:
    """Say no, with a word if one likes; whoever asked is told.

    Raises:
        RuleViolation: it is answered (`answered`).
    """
    network, request = _locked(request)
    request.answer = answer
    _end(request, RequestState.DECLINED, by=by)
    happened("network.join_declined", network, by=by, request=request.pk)


@transaction.atomic
def withdraw(request: JoinRequest, *, by: User) -> None:
    """Ask no more.

    Raises:
        RuleViolation: it is answered (`answered`).
    """
    network, request = _locked(request)
    _end(request, RequestState.WITHDRAWN, by=by)
    happened("network.join_withdrawn", network, by=by, request=request.pk)


def decline_all(network: Network) -> None:
    """Nobody comes in any more; the caller holds the network's lock."""
    open_ones = JoinRequest.objects.filter(network=network, state=RequestState.OPEN)
    for request in open_ones.order_by("pk"):
        # Nobody answered: whoever asked may ask again should it go on.
        decline(request, by=None)


def too_soon(
    network: Network, *, by: User, actor: Actor | None = None
) -> RuleViolation | None:
    """Why somebody waits until they ask again, or None if they need not."""
    day = asks_again_on(network, by.pk, actor)
    if day is None:
        return None
    words = _(
        "Sie haben vor Kurzem schon gefragt. Wieder fragen können Sie ab dem %(day)s. "
        "Die Koordination kann Sie jederzeit einladen."
    )
    return RuleViolation(words % {"day": day_in_words(day)}, code="too_soon")


def _end(request: JoinRequest, state: RequestState, *, by: User | None) -> None:
    if request.state != RequestState.OPEN:
        raise RuleViolation(_("Diese Anfrage ist schon beantwortet."), code="answered")
    request.state, request.ended_at, request.ended_by = state, timezone.now(), by
    request.save(update_fields=["state", "ended_at", "ended_by", "answer"])


def _locked(request: JoinRequest) -> tuple[Network, JoinRequest]:
    network = locked(request.network_id)
    rows = JoinRequest.objects.select_for_update(of=("self",))
    return network, rows.select_related("user", "actor").get(pk=request.pk)
