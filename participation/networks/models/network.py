from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from commons.accounts.visitors import Visitor
from commons.snapshots import Snapshot
from neighbourhood.departments.models import Topic
from neighbourhood.regions.models import Region
from participation.actors.models import Actor, actor_ids, spoken_for
from participation.moderation.enums import Publication
from participation.moderation.models import Moderated, ModeratedQuerySet
from participation.moderation.rules import moderates
from participation.networks.enums import (
    COORDINATING,
    Joining,
    MemberRole,
    NetworkKind,
    Visibility,
)


class NetworkQuerySet(ModeratedQuerySet):
    def joined_by(self, visitor: Visitor) -> "NetworkQuerySet":
        """Those the visitor is a member of, alone or by an actor."""
        return self.filter(pk__in=memberships_of(visitor).values("network"))

    def coordinated_by(self, visitor: Visitor) -> "NetworkQuerySet":
        """As `rules.can_coordinate` says of one: alone, or by an actor they act for."""
        acting = Q(actor__isnull=True) | Q(actor__in=spoken_for(visitor))
        held = memberships_of(visitor).filter(acting, role__in=COORDINATING)
        return self.filter(pk__in=held.values("network"))

    def visible_to(self, visitor: Visitor) -> "NetworkQuerySet":
        """Whose name and purpose the visitor may know.

        The desk sees a hidden one until it has decided about it: what is said inside
        is not its matter. One that is not public its founder sees, members do not.
        """
        published = Q(publication=Publication.PUBLISHED)
        known = ~Q(visibility=Visibility.HIDDEN)
        inside = Q(pk__in=memberships_of(visitor).values("network"))
        unpublished = moderates(visitor)
        if visitor.user_id:
            unpublished |= Q(author_id=visitor.user_id)
        return self.filter(published & (known | inside) | ~published & unpublished)

    def read_by(self, visitor: Visitor) -> "NetworkQuerySet":
        """Whose posts, files, dates and members the visitor may read."""
        is_open = Q(visibility=Visibility.OPEN)
        inside = Q(pk__in=memberships_of(visitor).values("network"))
        return self.filter(is_open | inside, publication=Publication.PUBLISHED)

    def going_on(self) -> "NetworkQuerySet":
        return self.filter(publication=Publication.PUBLISHED, closed_at__isnull=True)


class Network(Moderated):
    """Actors and residents of a region or topic working together.

    `region` is where the desk that looks after it sits, empty for the whole district.
    `active_at` is when somebody last did something; `asked_on` when a quiet one was
    asked whether it goes on.
    """

    kind = models.CharField(
        _("Art"), max_length=20, choices=NetworkKind, default=NetworkKind.OTHER
    )
    name = models.CharField(_("Name"), max_length=120)
    slug = models.SlugField(max_length=80)
    sort_key = models.CharField(max_length=150, editable=False)
    purpose = models.TextField(_("Wozu wir uns treffen"), max_length=4000)
    house_rules = models.TextField(_("Unsere Regeln"), max_length=4000, blank=True)
    regions = models.ManyToManyField(
        Region, blank=True, related_name="networks", verbose_name=_("Stadtteile")
    )
    topics = models.ManyToManyField(
        Topic, blank=True, related_name="networks", verbose_name=_("Themen")
    )
    visibility = models.CharField(
        _("Wer liest mit?"), max_length=10, choices=Visibility, default=Visibility.OPEN
    )
    joining = models.CharField(
        _("Wie kommt man dazu?"),
        max_length=10,
        choices=Joining,
        default=Joining.REQUEST,
    )
    member_count = models.PositiveIntegerField(default=0)
    post_count = models.PositiveIntegerField(default=0)
    active_at = models.DateTimeField()
    asked_on = models.DateField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    closed_reason = models.CharField(_("Grund"), max_length=300, blank=True)

    objects = NetworkQuerySet.as_manager()

    class Meta(Moderated.Meta):
        indexes = [
            models.Index(
                fields=["sort_key", "id"],
                condition=Q(publication="published") & ~Q(visibility="hidden"),
                name="network_listed",
            ),
            models.Index(
                fields=["active_at"],
                condition=Q(publication="published", closed_at__isnull=True),
                name="network_quietest",
            ),
        ]
        constraints = [
            *Moderated.Meta.constraints,
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_reason="")
                | (Q(closed_at__isnull=False) & ~Q(closed_reason="")),
                name="network_closed_says_why",
            ),
            models.CheckConstraint(
                condition=Q(closed_by__isnull=True) | Q(closed_at__isnull=False),
                name="network_closed_by_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(visibility="hidden") | ~Q(joining="open"),
                name="network_hidden_is_not_open_to_join",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("networks:network-show", args=[self.pk, self.slug])

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None


class NetworkSnapshot(Snapshot):
    target = models.ForeignKey(
        Network, on_delete=models.CASCADE, related_name="snapshots"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["target", "version"], name="networksnapshot_once_per_version"
            ),
        ]


class NetworkMembershipQuerySet(models.QuerySet):
    def present(self) -> Self:
        """Who has not left, resting or not."""
        return self.filter(left_at__isnull=True)

    def holding(self) -> Self:
        """Those that let somebody read and write now: see `NetworkMembership`."""
        is_public = Q(actor__publication=Publication.PUBLISHED)
        return self.present().filter(Q(actor__isnull=True) | is_public)


class NetworkMembership(models.Model):
    """A person or an actor belongs to a network; rows stay when somebody leaves.

    Who belongs to an actor reads and writes where the actor is a member; owners and
    editors of an actor that coordinates, coordinate. The membership of an actor whose
    profile has left the public rests until it is back: nobody was let in for a name
    that no longer stands. The archive is no such thing, it only takes off lists.
    """

    network = models.ForeignKey(
        Network, on_delete=models.CASCADE, related_name="memberships"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="network_memberships",
    )
    actor = models.ForeignKey(
        Actor,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="network_memberships",
    )
    role = models.CharField(
        _("Aufgabe"), max_length=20, choices=MemberRole, default=MemberRole.MEMBER
    )
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)

    objects = NetworkMembershipQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["network", "role"],
                condition=Q(left_at__isnull=True),
                name="networkmembership_present",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(user__isnull=False, actor__isnull=True)
                | Q(user__isnull=True, actor__isnull=False),
                name="networkmembership_person_or_actor",
            ),
            models.UniqueConstraint(
                fields=["network", "user"],
                condition=Q(left_at__isnull=True, user__isnull=False),
                name="networkmembership_person_once",
            ),
            models.UniqueConstraint(
                fields=["network", "actor"],
                condition=Q(left_at__isnull=True, actor__isnull=False),
                name="networkmembership_actor_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} of {self.network_id}"

    @property
    def is_resting(self) -> bool:
        return self.actor is not None and not self.actor.is_public


def memberships_of(visitor: Visitor) -> models.QuerySet[NetworkMembership]:
    """The visitor's memberships that hold, alone or by an actor; none for nobody."""
    if visitor.user_id is None:
        return NetworkMembership.objects.none()
    who = Q(user_id=visitor.user_id) | Q(actor_id__in=actor_ids(visitor))
    return NetworkMembership.objects.holding().filter(who)
