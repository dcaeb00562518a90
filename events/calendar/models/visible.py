"""Which events somebody finds, looks after and may see."""

from typing import Self

from django.db.models import Q

from commons.accounts.visitors import Visitor
from events.calendar.enums import Organiser
from participation.actors.models import actor_ids, spoken_for
from participation.moderation.enums import Publication
from participation.moderation.models import ModeratedQuerySet
from participation.moderation.rules import moderates
from participation.networks.enums import Visibility
from participation.networks.models import Network, memberships_of


def open_to_all(prefix: str = "") -> Q:
    """Events that everybody finds; `prefix` is the way to them from another row.

    Those that a source no longer has are nowhere listed.
    """
    return of_the_public(prefix) & Q(**{f"{prefix}vanished_at__isnull": True})


def of_the_public(prefix: str = "") -> Q:
    """Public, and so is who invites.

    Of a network that hides itself, and of a body that the desk took from the public,
    the name would be told.
    """
    not_hidden = [each.value for each in Visibility if each != Visibility.HIDDEN]
    actor = Q(**{f"{prefix}actor__isnull": True})
    actor |= Q(**{f"{prefix}actor__publication": Publication.PUBLISHED})
    network = Q(**{f"{prefix}network__isnull": True}) | Q(
        **{
            f"{prefix}network__publication": Publication.PUBLISHED,
            f"{prefix}network__visibility__in": not_hidden,
        }
    )
    return Q(**{f"{prefix}publication": Publication.PUBLISHED}) & actor & network


class EventQuerySet(ModeratedQuerySet):
    def listed(self) -> Self:
        """What lists, feeds and search show, cancelled ones too: they say so."""
        return self.filter(open_to_all())

    def managed_by(self, visitor: Visitor) -> Self:
        """Those of bodies that the visitor may speak for; as `rules.can_manage`."""
        if visitor.user_id is None:
            return self.none()
        networks = Network.objects.coordinated_by(visitor).values("pk")
        own = Q(actor__in=spoken_for(visitor)) | Q(network__in=networks)
        own |= Q(department__in=visitor.department_ids)
        house = Q(organiser__in=[Organiser.SPK, Organiser.DEPARTMENT])
        return self.filter(own | house & moderates(visitor))

    def visible_to(self, visitor: Visitor) -> Self:
        """Public ones, vanished or not; one's own bodies'; what one moderates."""
        seen = of_the_public()
        if visitor.user_id:
            networks = memberships_of(visitor).values("network")
            seen |= Q(author_id=visitor.user_id)
            seen |= Q(actor__in=actor_ids(visitor))
            seen |= Q(department__in=visitor.department_ids)
            seen |= Q(publication=Publication.PUBLISHED, network__in=networks)
            coordinated = Network.objects.coordinated_by(visitor).values("pk")
            seen |= Q(network__in=coordinated)
        return self.filter(seen | moderates(visitor))
