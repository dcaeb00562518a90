from django.db import models
from django.db.models import Q
from django.urls import reverse

from commons.accounts.visitors import Visitor
from participation.actors.models import Actor
from participation.moderation.enums import Publication
from participation.networks.enums import Visibility
from participation.networks.models import Network

Partner = Actor | Network


def as_columns(partner: Partner) -> dict[str, Partner]:
    """The partner as the one of both columns that names it."""
    return {"network" if isinstance(partner, Network) else "actor": partner}


class PartnerQuerySet(models.QuerySet):
    def of(self, partner: Partner) -> "PartnerQuerySet":
        return self.filter(**as_columns(partner))

    def with_partner(self) -> "PartnerQuerySet":
        return self.select_related("actor", "network")

    def seen_by(self, visitor: Visitor) -> "PartnerQuerySet":
        """Those whose actor or network the visitor may know."""
        actors = Actor.objects.visible_to(visitor).values("pk")
        networks = Network.objects.visible_to(visitor).values("pk")
        return self.filter(Q(actor__in=actors) | Q(network__in=networks))

    def in_public(self) -> "PartnerQuerySet":
        """Those whose actor or network everybody may know; costs no subquery."""
        is_known = Q(actor__publication=Publication.PUBLISHED) | (
            Q(network__publication=Publication.PUBLISHED)
            & ~Q(network__visibility=Visibility.HIDDEN)
        )
        return self.filter(is_known)


class Partnered(models.Model):
    """What belongs to an actor or to a network: to one of them."""

    actor = models.ForeignKey(
        Actor, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    network = models.ForeignKey(
        Network, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(actor__isnull=False, network__isnull=True)
                | Q(actor__isnull=True, network__isnull=False),
                name="%(class)s_actor_or_network",
            ),
        ]

    @property
    def partner(self) -> Partner:
        partner = self.actor or self.network
        assert partner is not None  # noqa: S101 -- a constraint says so
        return partner

    @property
    def is_in_public(self) -> bool:
        """Whether everybody may know the partner, as `in_public` says of rows."""
        network = self.network
        is_known = self.partner.publication == Publication.PUBLISHED
        return is_known and (network is None or network.visibility != Visibility.HIDDEN)

    @property
    def partner_name(self) -> str:
        return self.partner.name

    @property
    def partner_url(self) -> str:
        if self.actor_id is not None:
            return reverse("actors:actor-show", args=[self.partner.pk, self.slug])
        return reverse("networks:network-show", args=[self.partner.pk, self.slug])

    @property
    def slug(self) -> str:
        return self.partner.slug
