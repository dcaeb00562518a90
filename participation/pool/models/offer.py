import uuid
from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from commons.accounts.visitors import Visitor
from commons.clock import berlin_today
from commons.snapshots import Snapshot
from participation.actors.models import Actor, actor_ids, spoken_for
from participation.moderation.enums import Publication
from participation.moderation.models import Moderated, ModeratedQuerySet
from participation.moderation.rules import moderates
from participation.pool.enums import (
    BOOKABLE,
    EndReason,
    ResourceKind,
    Side,
    Weekday,
)

MOST_PIECES = 500


class OfferQuerySet(ModeratedQuerySet):
    def listed(self) -> Self:
        """What everybody finds: public, and neither over nor done."""
        return self.filter(publication=Publication.PUBLISHED, ended_at__isnull=True)

    def offers(self) -> Self:
        return self.filter(side=Side.OFFER)

    def requests(self) -> Self:
        return self.filter(side=Side.REQUEST)

    def managed_by(self, visitor: Visitor) -> Self:
        """One's own, and those of actors one may speak for."""
        if visitor.user_id is None:
            return self.none()
        own = Q(actor__isnull=True, author_id=visitor.user_id)
        return self.filter(own | Q(actor__in=spoken_for(visitor)))

    def visible_to(self, visitor: Visitor) -> Self:
        """Listed ones; one's own, one's actor's, those one has booked; the desk's."""
        seen = Q(publication=Publication.PUBLISHED, ended_at__isnull=True)
        if visitor.user_id:
            seen |= Q(author_id=visitor.user_id) | Q(actor__in=actor_ids(visitor))
            booked = self.model._default_manager.filter(bookings__by_id=visitor.user_id)
            seen |= Q(pk__in=booked.values("pk"), publication=Publication.PUBLISHED)
        return self.filter(seen | moderates(visitor))


class Offer(Moderated):
    """What somebody offers to the pool or looks for in it; `side` says which.

    `region` is where it is, empty for the whole district. `actor` is whom the author
    speaks for: then all who may speak for it look after the entry. Whoever keeps it
    is asked before `expires_on` whether it still holds (`asked_at`); after that it
    ends. `weekdays`, `opens_at` and `closes_at` say when it can be fetched and
    brought back, or used; empty is always.
    """

    side = models.CharField(_("Was möchten Sie?"), max_length=10, choices=Side)
    kind = models.CharField(_("Art"), max_length=10, choices=ResourceKind)
    title = models.CharField(_("Was ist es?"), max_length=100)
    slug = models.SlugField(max_length=80)
    text = models.TextField(_("Beschreibung"), max_length=4000)
    conditions = models.TextField(_("Bedingungen"), max_length=2000, blank=True)
    quantity = models.PositiveSmallIntegerField(
        _("Wie viele?"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_PIECES)],
    )
    place_text = models.CharField(_("Wo genau?"), max_length=160, blank=True)
    from_on = models.DateField(_("Ab wann?"), null=True, blank=True)
    until_on = models.DateField(_("Bis wann?"), null=True, blank=True)
    is_bookable = models.BooleanField(
        _("Andere können hier einen Zeitraum anfragen"), default=False
    )
    weekdays = ArrayField(
        models.PositiveSmallIntegerField(choices=Weekday),
        verbose_name=_("An welchen Tagen?"),
        default=list,
        blank=True,
    )
    opens_at = models.TimeField(_("Frühestens um"), null=True, blank=True)
    closes_at = models.TimeField(_("Spätestens bis"), null=True, blank=True)
    actor = models.ForeignKey(
        Actor, on_delete=models.PROTECT, null=True, blank=True, related_name="offers"
    )
    expires_on = models.DateField()
    asked_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_because = models.CharField(max_length=10, choices=EndReason, blank=True)
    edited_at = models.DateTimeField(null=True, blank=True)
    draft_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)

    objects = OfferQuerySet.as_manager()

    class Meta(Moderated.Meta):
        indexes = [
            models.Index(
                fields=["-published_at", "-id"],
                condition=Q(publication="published", ended_at__isnull=True),
                name="offer_newest",
            ),
            models.Index(
                fields=["kind", "side", "region"],
                condition=Q(publication="published", ended_at__isnull=True),
                name="offer_counterparts",
            ),
            models.Index(
                fields=["expires_on"],
                condition=Q(ended_at__isnull=True),
                name="offer_expiring",
            ),
            models.Index(fields=["author", "-id"], name="offer_author"),
        ]
        constraints = [
            *Moderated.Meta.constraints,
            models.CheckConstraint(
                condition=Q(from_on__isnull=True)
                | Q(until_on__isnull=True)
                | Q(until_on__gte=F("from_on")),
                name="offer_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(opens_at__isnull=True, closes_at__isnull=True)
                | Q(closes_at__gt=F("opens_at")),
                name="offer_hours_are_whole",
            ),
            models.CheckConstraint(
                condition=Q(is_bookable=False)
                | Q(side="offer", kind__in=sorted(kind.value for kind in BOOKABLE)),
                name="offer_booked_is_lent",
            ),
            models.CheckConstraint(
                condition=Q(quantity__gte=1, quantity__lte=MOST_PIECES),
                name="offer_quantity_in_range",
            ),
            models.CheckConstraint(
                condition=~Q(kind="room", is_bookable=True) | Q(quantity=1),
                name="offer_room_is_one",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_because="")
                | (Q(ended_at__isnull=False) & ~Q(ended_because="")),
                name="offer_ended_says_why",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("pool:offer-show", args=[self.pk, self.slug])

    @property
    def is_request(self) -> bool:
        return self.side == Side.REQUEST

    @property
    def is_ended(self) -> bool:
        return self.ended_at is not None

    @property
    def is_listed(self) -> bool:
        return self.is_public and not self.is_ended

    @property
    def takes_bookings(self) -> bool:
        """Whether somebody may ask for a time now."""
        is_over = self.until_on is not None and self.until_on < berlin_today()
        return self.is_bookable and self.is_listed and not is_over


class OfferSnapshot(Snapshot):
    target = models.ForeignKey(
        Offer, on_delete=models.CASCADE, related_name="snapshots"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["target", "version"], name="offersnapshot_once_per_version"
            ),
        ]


class OfferMatch(models.Model):
    """An offer and a request that go together; both sides are told once."""

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="matches")
    wanted = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="found")
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["offer", "wanted"], name="offermatch_told_once"
            ),
        ]

    def __str__(self) -> str:
        return f"offer {self.offer_id} for request {self.wanted_id}"


class Inquiry(models.Model):
    """Somebody answers an entry, with the way to reach them; only its keepers read it.

    The words go after half a year (`services.tending`).
    """

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="inquiries")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    text = models.TextField(_("Ihre Nachricht"), max_length=2000)
    contact = models.CharField(_("Wie man Sie erreicht"), max_length=200)
    created_at = models.DateTimeField()
    draft_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)

    class Meta:
        indexes = [
            models.Index(fields=["offer", "-created_at"], name="inquiry_newest"),
        ]

    def __str__(self) -> str:
        return f"inquiry {self.pk} about {self.offer_id}"
