import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from commons.accounts.visitors import Visitor
from commons.clock import midnight
from neighbourhood.rounds.models import Round
from participation.moderation.rules import moderates
from participation.networks.enums import ConcernState
from participation.networks.models.network import Network
from participation.networks.models.post import Post


class NetworkVisit(models.Model):
    """Until when somebody has seen what is in a network."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    network = models.ForeignKey(
        Network, on_delete=models.CASCADE, related_name="visits"
    )
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "network"], name="networkvisit_one_per_person"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} at {self.network_id}"


class NetworkDateQuerySet(models.QuerySet):
    def visible_to(self, visitor: Visitor) -> "NetworkDateQuerySet":
        """Those of networks that the visitor reads."""
        return self.filter(network__in=Network.objects.read_by(visitor).values("pk"))

    def upcoming(self) -> "NetworkDateQuerySet":
        """Today's stay until the day is over."""
        return self.filter(starts_at__gte=midnight())

    def past(self) -> "NetworkDateQuerySet":
        return self.filter(starts_at__lt=midnight())


class NetworkDate(models.Model):
    """When a network meets; a date that moves has a higher `sequence`."""

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="dates")
    uid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    title = models.CharField(_("Was"), max_length=120)
    starts_at = models.DateTimeField(_("Beginn"))
    minutes = models.PositiveSmallIntegerField(_("Dauer in Minuten"), default=90)
    place_text = models.CharField(_("Wo"), max_length=160, blank=True)
    words = models.TextField(_("Worum es geht"), max_length=2000, blank=True)
    sequence = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    cancelled_at = models.DateTimeField(null=True, blank=True)

    objects = NetworkDateQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["network", "starts_at"], name="networkdate_next"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes__gte=5, minutes__lte=1440),
                name="networkdate_within_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"date {self.pk} of {self.network_id}"

    def get_absolute_url(self) -> str:
        return reverse("networks:date-show", args=[self.pk])

    @property
    def is_cancelled(self) -> bool:
        return self.cancelled_at is not None

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)


class CalendarKey(models.Model):
    """The secret address of a member's calendar of a network; only its hash is here.

    It opens as long as the member may read the network.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "network"], name="calendarkey_one_per_person"
            ),
        ]

    def __str__(self) -> str:
        return f"calendar key {self.pk}"


class ConcernQuerySet(models.QuerySet):
    def visible_to(self, visitor: Visitor) -> "ConcernQuerySet":
        """Who reads the network, and the desk: a concern is said to the SPK, even by
        a network that nobody else knows of."""
        readers = Network.objects.read_by(visitor).values("pk")
        return self.filter(Q(network__in=readers) | Q(network__in=_at_desk_of(visitor)))

    def at_desk_of(self, visitor: Visitor) -> "ConcernQuerySet":
        """What networks brought to the SPK in the regions one works in."""
        return self.filter(network__in=_at_desk_of(visitor))


def _at_desk_of(visitor: Visitor) -> models.QuerySet:
    return Network.objects.filter(moderates(visitor)).values("pk")


class Concern(models.Model):
    """What a network brings to the Bezirksamt: onto the agenda of a round, and back.

    `result` is the post that tells the network what came of it.
    """

    network = models.ForeignKey(
        Network, on_delete=models.PROTECT, related_name="concerns"
    )
    title = models.CharField(_("Worum es geht"), max_length=120)
    text = models.TextField(_("Was wir wollen"), max_length=4000)
    state = models.CharField(
        max_length=10, choices=ConcernState, default=ConcernState.RAISED
    )
    raised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    raised_at = models.DateTimeField()
    round = models.OneToOneField(
        Round, on_delete=models.PROTECT, null=True, blank=True, related_name="concern"
    )
    result = models.OneToOneField(
        Post, on_delete=models.SET_NULL, null=True, blank=True, related_name="concern"
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    draft_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)

    objects = ConcernQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["raised_at"],
                condition=Q(state="raised"),
                name="concern_waiting",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="in_round") | Q(round__isnull=False),
                name="concern_in_round_has_one",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["raised", "in_round"], ended_at__isnull=True)
                | (Q(state__in=["answered", "dropped"]) & Q(ended_at__isnull=False)),
                name="concern_ended_has_time",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("networks:concern-show", args=[self.pk])
