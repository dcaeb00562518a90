import uuid
from typing import Self

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from commons.accounts.visitors import Visitor
from participation.actors.models import Actor, spoken_for
from participation.pool.enums import BookingState
from participation.pool.models.offer import MOST_PIECES, Offer


class BookingQuerySet(models.QuerySet):
    def holding(self) -> Self:
        """Those that keep their time for somebody."""
        return self.filter(state__in=(BookingState.REQUESTED, BookingState.CONFIRMED))

    def visible_to(self, visitor: Visitor) -> Self:
        """Whoever booked, alone or for an actor, and whoever keeps the offer."""
        if visitor.user_id is None:
            return self.none()
        booked = Q(by_id=visitor.user_id)
        booked |= Q(actor__in=spoken_for(visitor))
        kept = Q(offer__in=Offer.objects.managed_by(visitor).values("pk"))
        return self.filter(booked | kept)


class Booking(models.Model):
    """Somebody asks for a time, and whoever keeps the offer says yes or no.

    From the first moment the time is theirs (`Hold`); a request nobody answers lapses
    at `answer_by`. `acted_by` is who did the last step; `reason` what the side that
    declined or cancelled says.
    """

    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="bookings")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="bookings",
    )
    actor = models.ForeignKey(
        Actor, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    starts_at = models.DateTimeField(_("Von"))
    ends_at = models.DateTimeField(_("Bis"))
    quantity = models.PositiveSmallIntegerField(_("Wie viele?"), default=1)
    purpose = models.TextField(_("Wofür?"), max_length=1000)
    state = models.CharField(
        max_length=10, choices=BookingState, default=BookingState.REQUESTED
    )
    requested_at = models.DateTimeField()
    answer_by = models.DateTimeField()
    changed_at = models.DateTimeField()
    acted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    reason = models.CharField(
        _("Was sollen wir ausrichten?"), max_length=500, blank=True
    )
    uid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    sequence = models.PositiveIntegerField(default=0)
    draft_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)

    objects = BookingQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["offer", "starts_at"], name="booking_of_offer"),
            models.Index(fields=["by", "-starts_at"], name="booking_of_person"),
            models.Index(
                fields=["answer_by"],
                condition=Q(state="requested"),
                name="booking_unanswered",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="booking_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(quantity__gte=1, quantity__lte=MOST_PIECES),
                name="booking_quantity_in_range",
            ),
        ]

    def __str__(self) -> str:
        return f"booking {self.pk} of {self.offer_id}"

    def get_absolute_url(self) -> str:
        return reverse("pool:booking-show", args=[self.pk])


class Hold(models.Model):
    """One piece of an offer is somebody's for a time: never that of two.

    The rows of a booking go when it is declined, cancelled or lapses.
    """

    booking = models.ForeignKey(Booking, on_delete=models.CASCADE, related_name="holds")
    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="holds")
    piece = models.PositiveSmallIntegerField()
    during = DateTimeRangeField()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="hold_never_double",
                expressions=[
                    ("offer", RangeOperators.EQUAL),
                    ("piece", RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
            ),
            models.UniqueConstraint(
                fields=["booking", "piece"], name="hold_piece_once"
            ),
            models.CheckConstraint(
                condition=Q(
                    during__isempty=False,
                    during__lower_inf=False,
                    during__upper_inf=False,
                ),
                name="hold_has_both_ends",
            ),
        ]

    def __str__(self) -> str:
        return f"piece {self.piece} of {self.offer_id}"
