"""Who comes to a date, and who waits for a seat."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons.accounts.visitors import Visitor
from events.calendar.models.event import Event
from events.calendar.models.occurrence import Occurrence
from events.calendar.registration_states import HOLDING, LIVE, RegistrationState

MOST_HEADS = 10
_LIVE = ("held", "waiting", "offered")


class RegistrationQuerySet(models.QuerySet):
    def live(self) -> Self:
        """Those who come, may come, or wait."""
        return self.filter(state__in=LIVE)

    def holding(self) -> Self:
        """Those who have seats."""
        return self.filter(state__in=HOLDING)

    def waiting(self) -> Self:
        """The line, whoever is next first."""
        rows = self.filter(state=RegistrationState.WAITING)
        return rows.order_by("place_in_line", "pk")

    def visible_to(self, visitor: Visitor) -> Self:
        """One's own, and those of events that one looks after."""
        if visitor.user_id is None:
            return self.none()
        managed = Event.objects.managed_by(visitor).values("pk")
        named = ~Q(state=RegistrationState.UNPROVEN)
        own = Q(user_id=visitor.user_id)
        return self.filter(own | (Q(occurrence__event__in=managed) & named))


class Registration(models.Model):
    """One person, with whom they bring along, for one date.

    `party` counts all heads, the person's own included. Only `services.seats` and what
    it calls change `state`, always under the lock of the occurrence's row, and with it
    `occurrence.taken`. `email` is proven in every state but UNPROVEN. The line is
    `place_in_line`, a number that only grows for an occurrence.
    """

    occurrence = models.ForeignKey(
        Occurrence, on_delete=models.PROTECT, related_name="registrations"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="registrations",
    )
    name = models.CharField(_("Name"), max_length=80)
    email = models.EmailField(_("E-Mail-Adresse"))
    language = models.CharField(max_length=8, default="de")
    party = models.PositiveSmallIntegerField(
        _("Mit wie vielen Personen kommen Sie?"),
        default=1,
        help_text=_("Sie selbst zählen mit."),
    )
    state = models.CharField(max_length=10, choices=RegistrationState)
    place_in_line = models.PositiveIntegerField(null=True, editable=False)
    offered_until = models.DateTimeField(null=True, editable=False)
    answers = models.JSONField(default=dict, blank=True)
    consent_text = models.TextField(blank=True)
    consented_at = models.DateTimeField(null=True)
    code_hash = models.BinaryField(max_length=32, null=True)
    code_tries = models.PositiveSmallIntegerField(default=0)
    code_sent_at = models.DateTimeField(null=True)
    code_count = models.PositiveSmallIntegerField(default=0)
    draft_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True)
    checked_in_at = models.DateTimeField(null=True)
    checked_in_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    came = models.PositiveSmallIntegerField(null=True)
    is_dismissed = models.BooleanField(default=False)
    forget_on = models.DateField()

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["occurrence", "place_in_line"],
                condition=Q(state="waiting"),
                name="registration_line",
            ),
            models.Index(
                fields=["offered_until"],
                condition=Q(state="offered"),
                name="registration_offered",
            ),
            models.Index(fields=["occurrence", "state"], name="registration_of_date"),
            models.Index(fields=["user", "-id"], name="registration_of_person"),
            models.Index(fields=["email", "code_sent_at"], name="registration_codes"),
            models.Index(fields=["forget_on"], name="registration_forget_on"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["occurrence", "email"],
                condition=Q(state__in=_LIVE),
                name="registration_once_per_address",
            ),
            models.UniqueConstraint(
                fields=["occurrence", "user"],
                condition=Q(state__in=_LIVE, user__isnull=False),
                name="registration_once_per_person",
            ),
            models.CheckConstraint(
                condition=Q(party__gte=1, party__lte=MOST_HEADS),
                name="registration_party_in_range",
            ),
            models.CheckConstraint(
                condition=Q(state="offered", offered_until__isnull=False)
                | (~Q(state="offered") & Q(offered_until__isnull=True)),
                name="registration_offer_has_an_end",
            ),
            models.CheckConstraint(
                condition=~Q(state="waiting") | Q(place_in_line__isnull=False),
                name="registration_waits_at_a_place",
            ),
            models.CheckConstraint(
                condition=~Q(state="unproven")
                | Q(code_hash__isnull=False, code_sent_at__isnull=False),
                name="registration_unproven_has_a_code",
            ),
            models.CheckConstraint(
                condition=Q(checked_in_at__isnull=True) | Q(state="held"),
                name="registration_comes_with_a_seat",
            ),
            models.CheckConstraint(
                condition=Q(checked_in_at__isnull=True, came__isnull=True)
                | Q(checked_in_at__isnull=False, came__gte=1, came__lte=F("party")),
                name="registration_came_if_checked_in",
            ),
        ]

    def __str__(self) -> str:
        return f"registration {self.pk} for {self.occurrence_id}"

    def get_absolute_url(self) -> str:
        return reverse("calendar:registration-show", args=[self.pk])

    @property
    def is_live(self) -> bool:
        return self.state in LIVE

    @property
    def is_past(self) -> bool:
        return self.occurrence.starts_at <= timezone.now()
