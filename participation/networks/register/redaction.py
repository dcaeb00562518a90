"""What can be blackened in what a network says of itself, and where copies lie."""

from collections.abc import Iterator, Mapping

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from commons import copies
from commons.blackening import Blackening
from commons.copies import About
from commons.text import slugify_german, sort_key
from participation.moderation.models import Moderated
from participation.moderation.redacting import Redacting, Words
from participation.networks.models import JoinRequest, Network, NetworkSnapshot, Post

NAME = 120
# What may quote it is looked at as far as this; older posts stand on other pages.
MOST_NEAR = 200


def register() -> None:
    copies.register(
        "networks.Network",
        ("name", "purpose", "house_rules", "closed_reason"),
        _networks,
    )
    copies.register("networks.NetworkSnapshot", ("content",), _snapshots)
    copies.register("networks.JoinRequest", ("words", "answer"), _requests)


def _words(network: Network) -> list[Words]:
    return [
        Words("name", _("Name"), network.name),
        Words("zweck", _("Wozu"), network.purpose),
        Words("regeln", _("Regeln"), network.house_rules),
        Words("grund", _("Grund des Endes"), network.closed_reason),
    ]


def _near(network: Network) -> Iterator[Moderated]:
    """Posts on its page may quote what it says of itself."""
    yield from Post.objects.filter(network=network).order_by("-pk")[:MOST_NEAR]


def _exchanged(network: Network, black: Blackening) -> Mapping[str, str]:
    """The end of its address is made of the name."""
    slug = _slug(black.text(network.name, NAME))
    if slug == network.slug:
        return {}
    return {f"{network.pk}/{network.slug}": f"{network.pk}/{slug}"}


def _settle(network: Network, _black: Blackening) -> None:
    network.slug = _slug(network.name)
    network.sort_key = sort_key(network.name)[:150]
    network.save(update_fields=["slug", "sort_key"])


def _slug(name: str) -> str:
    return slugify_german(name) or "netzwerk"


def _networks(about: About, _black: Blackening) -> QuerySet:
    return Network.objects.filter(pk__in=about.of("network"))


def _snapshots(about: About, _black: Blackening) -> QuerySet:
    return NetworkSnapshot.objects.filter(target__in=about.of("network"))


def _requests(about: About, _black: Blackening) -> QuerySet:
    return JoinRequest.objects.filter(network__in=about.of("network"))


NETWORK = Redacting(words=_words, near=_near, exchanged=_exchanged, settle=_settle)
