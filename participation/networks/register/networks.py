"""A network itself: its kind, its desk, how it is found and followed."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from commons import kinds
from commons.delivery import renderers as delivery
from commons.notifications import followables, reasons, subjects
from commons.notifications.enums import Pace
from commons.notifications.followables import Followable
from commons.search import registry as search
from participation.moderation import desk
from participation.networks import renderers
from participation.networks.enums import Visibility
from participation.networks.models import Network
from participation.networks.queries import listing
from participation.networks.register import redaction
from participation.networks.rules import MEMBER_REASON
from participation.networks.services import founding, inviting, publication
from participation.networks.verbs.telling import CONCERNED, COORDINATOR

COORDINATING = "coordinating"


def register() -> None:
    _register_kind()
    _register_desk()
    _register_following()
    search.register(
        "network",
        document_of=_document,
        everything=_findable,
        label=_("Netzwerke"),
        slug="netzwerke",
        standing=0.1,
    )
    delivery.register(
        inviting.RENDERER, renderers.invitation, label=_("Einladung in ein Netzwerk")
    )


def _register_kind() -> None:
    kinds.register(
        kinds.Kind(
            key="network",
            model="networks.Network",
            label=_("Netzwerk"),
            title=lambda network: network.name,
            url=lambda network: network.get_absolute_url(),
            region_id=lambda network: network.region_id,
            visible_to=kinds.as_the_rows_say,
            related=("region",),
        )
    )


def _register_desk() -> None:
    desk.register(
        desk.DeskKind(
            kind="network",
            template="networks/_network_at_desk.html",
            title_of=lambda network: network.name,
            text_of=_text_of,
            number_of=lambda network: f"N-{network.pk}",
            apply=publication.apply,
            verdicts=tuple(publication.VERBS),
            withdraw=founding.withdraw,
            by_number=_by_number,
            # Two may well have the same purpose, each in its Kiez.
            twins_of=lambda _network, _most: (),
            versions_of=_versions_of,
            keep=publication.keep,
            undo=publication.undo,
            redacting=redaction.NETWORK,
            is_closed_to_desk=_is_hidden,
        )
    )


def _register_following() -> None:
    subjects.register(
        subjects.Subject(
            key=COORDINATING,
            label=_("Netzwerke, die Sie koordinieren"),
            help_text=_("Wer mitmachen möchte, und was nur Sie beantworten können."),
            default=Pace.AT_ONCE,
            order=25,
        )
    )
    followables.register(
        Followable(
            kind="network",
            told=_("Wir sagen Ihnen, was in diesem Netzwerk geschieht."),
            many=_("Netzwerke"),
            is_open=lambda network: network.is_public and not network.is_closed,
            order=15,
        )
    )
    reasons.register(
        COORDINATOR,
        _("Sie bekommen diese Mail, weil Sie dieses Netzwerk koordinieren."),
        short=_("von Ihnen koordiniert"),
        subject=COORDINATING,
        through=None,
    )
    reasons.register(
        MEMBER_REASON,
        _("Sie bekommen diese Mail, weil Sie Mitglied dieses Netzwerks sind."),
        short=_("Ihr Netzwerk"),
    )
    reasons.register(
        CONCERNED,
        _("Sie bekommen diese Mail, weil es um Ihre Mitgliedschaft geht."),
        short=_("Ihre Mitgliedschaft"),
        subject=subjects.OWN,
        through=None,
    )


def _is_hidden(network: Network) -> bool:
    """The desk reads it while it decides about it, and once it was reported."""
    return network.is_public and network.visibility == Visibility.HIDDEN


def _text_of(network: Network) -> str:
    return "\n\n".join(
        filter(None, (network.name, network.purpose, network.house_rules))
    )


def _by_number(number: str) -> Network | None:
    return desk.numbered(Network.objects.all(), number, "N")


def _versions_of(network: Network) -> list[desk.Version]:
    texts = ("purpose", "house_rules")
    return desk.versions(network.snapshots, title="name", texts=texts)


def _document(network: Network) -> search.Document | None:
    """Name and purpose are for everybody, unless it is a hidden one."""
    if not network.is_public or network.visibility == Visibility.HIDDEN:
        return None
    return search.Document(
        network.name,
        network.purpose,
        region_id=network.region_id,
        dated_at=network.published_at,
    )


def _findable() -> Iterable[Network]:
    return listing.listed().order_by("pk").iterator(chunk_size=1_000)
