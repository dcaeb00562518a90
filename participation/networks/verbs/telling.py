"""Who hears of a network, and how a letter gets its words.

Rendered when it is read: who is no longer a member by then learns nothing, and the
words of a request or a decision come from their rows, so that a redaction reaches them.
"""

from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy

from commons.notifications.queries import follows
from commons.verbs.registry import Params, Recipient, Told
from participation.actors.enums import SPEAKING
from participation.actors.models import ActorMembership
from participation.moderation.letters import told, words_of
from participation.networks.enums import MemberRole, Visibility
from participation.networks.models import JoinRequest, Network, NetworkMembership
from participation.networks.queries import members
from participation.networks.rules import MEMBER_REASON
from participation.networks.verbs.letters import Letter

COORDINATOR, CONCERNED = "network_coordinator", "network_concerned"
SENTENCE = gettext_lazy("Der Grund: Ihr Netzwerk %(reason)s.")


def author_of(network: Network, _params: Params) -> Iterable[Recipient]:
    if network.author_id:
        yield Recipient(user_id=network.author_id, reason="author")


def coordinators(network: Network, _params: Params) -> Iterable[Recipient]:
    for user_id in members.coordinating_ids(network):
        yield Recipient(user_id=user_id, reason=COORDINATOR)


def coordinators_by_bell(network: Network, params: Params) -> Iterable[Recipient]:
    """What happens often must not fill a mailbox."""
    for one in coordinators(network, params):
        yield replace(one, by_mail=False)


def readers(network: Network, _params: Params) -> Iterable[Recipient]:
    """Who follows it and may still read it, each at the pace they chose."""
    yield from still_reading(network, follows.listeners(network))


def still_reading(
    network: Network, recipients: Iterable[Recipient]
) -> Iterable[Recipient]:
    """Of these the ones who may read the network now; one query for all of them."""
    if not network.is_public:
        return
    is_open = network.visibility == Visibility.OPEN
    inside = set() if is_open else set(members.user_ids_in(network.pk))
    for one in recipients:
        if is_open or one.user_id in inside:
            yield one


def every_member(network: Network, _params: Params) -> Iterable[Recipient]:
    for user_id in members.user_ids_in(network.pk).order_by("pk"):
        yield Recipient(user_id=user_id, reason=MEMBER_REASON)


def concerned(_network: Network, params: Params) -> Iterable[Recipient]:
    """The member it is about: a person, or who speaks for an actor."""
    row = membership_of(params)
    if row is None:
        return
    if row.user_id is not None:
        yield Recipient(user_id=row.user_id, reason=CONCERNED)
        return
    speaking = ActorMembership.objects.active().filter(
        actor=row.actor_id, level__in=SPEAKING
    )
    for user_id in speaking.order_by("pk").values_list("user_id", flat=True):
        yield Recipient(user_id=user_id, reason=CONCERNED)


def who_asked(_network: Network, params: Params) -> Iterable[Recipient]:
    request = request_of(params)
    if request is not None:
        yield Recipient(user_id=request.user_id, reason=CONCERNED)


def tell_decision(
    letter: Letter, network: Network, params: Params, who: Recipient
) -> Told:
    """For whom founded it: a decision's reason and text come from its row."""
    words, url = _as_known(network, {"name": network.name}, who)
    decided = partial(words_of, params, who, sentence=SENTENCE)
    return told(letter, words, url=url, more=decided)


def tell_known(
    letter: Letter, network: Network, params: Params, _who: Recipient
) -> Told | None:
    """What is no secret to who may know of the network; its verb is guarded."""
    if not network.is_public:
        return None
    return told(letter, _words(network, params), url=network.get_absolute_url())


def tell_inside(
    letter: Letter, network: Network, params: Params, who: Recipient
) -> Told | None:
    """It names people: nothing for who may not read inside any more."""
    if not members.may_hear(who.user_id, network):
        return None
    url = network.get_absolute_url()
    if "request" in params:
        url = reverse("networks:request-answer", args=[params["request"]])
    return told(letter, _words(network, params), url=url)


def tell_concerned(
    letter: Letter, network: Network, params: Params, who: Recipient
) -> Told | None:
    """What became of somebody's own membership or request; they knew the network."""
    if membership_of(params) is None and request_of(params) is None:
        return None
    words, url = _as_known(network, _words(network, params), who)
    return told(letter, words, url=url)


def tell_asked(
    letter: Letter, network: Network, params: Params, who: Recipient
) -> Told | None:
    """Answered meanwhile, or somebody has written: nothing is asked any more."""
    if network.asked_on is None or network.is_closed:
        return None
    if not members.may_hear(who.user_id, network):
        return None
    url = reverse("networks:network-manage", args=[network.pk])
    return told(letter, _words(network, params), url=url)


def membership_of(params: Params) -> NetworkMembership | None:
    if "membership" not in params:
        return None
    rows = NetworkMembership.objects.select_related("user", "actor")
    return rows.filter(pk=params["membership"]).first()


def request_of(params: Params) -> JoinRequest | None:
    if "request" not in params:
        return None
    rows = JoinRequest.objects.select_related("user", "actor")
    return rows.filter(pk=params["request"]).first()


def generations(network: Network) -> list[str]:
    """Cached pages that say that it is there."""
    regions = [f"region:{region.pk}" for region in network.regions.all()]
    return ["networks", f"network:{network.pk}", *regions]


def _as_known(
    network: Network, words: dict[str, Any], who: Recipient
) -> tuple[dict[str, Any], str]:
    """What a hidden network is called now is not for who has left it."""
    is_hidden = network.is_public and network.visibility == Visibility.HIDDEN
    if is_hidden and not members.is_inside(who.user_id, network.pk):
        words = words | {"name": _("nicht mehr zu sehen")}
        return words, reverse("networks:network-mine")
    return words, network.get_absolute_url()


def _words(network: Network, params: Params) -> dict[str, Any]:
    row, request = membership_of(params), request_of(params)
    role = params.get("role", "")
    return {
        "name": network.name,
        "member": _name_of(row or request),
        "said": request.words if request else "",
        "answer": request.answer if request else "",
        "role": MemberRole(role).label if role else "",
        "reason": network.closed_reason,
    }


def _name_of(row: NetworkMembership | JoinRequest | None) -> str:
    if row is None:
        return _("Jemand")
    if row.actor is not None:
        return row.actor.name
    return row.user.public_name if row.user is not None else _("Jemand")
