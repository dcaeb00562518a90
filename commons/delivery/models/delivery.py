"""A message to one recipient over one channel, and prints of letters."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from commons.delivery import addressees
from commons.delivery.enums import (
    BY_HAND,
    Cause,
    Channel,
    DeliveryState,
    Lane,
)


class DeliveryQuerySet(models.QuerySet):
    def due(self, lane: Lane, now: datetime, channel: Channel = Channel.MAIL) -> Self:
        """Messages of a lane whose time has come, the longest waiting first."""
        return self.filter(
            state=DeliveryState.QUEUED,
            channel=channel,
            lane=lane,
            next_attempt_at__lte=now,
        ).order_by("next_attempt_at", "pk")

    def lapsed(self) -> Self:
        """Being sent for longer than their lease, by the database's clock."""
        return self.filter(state=DeliveryState.SENDING, lease_until__lt=Now()).order_by(
            "lease_until", "pk"
        )

    def failed(self) -> Self:
        """What a machine could not send, until somebody lays it aside.

        Letters that came back have their own page.
        """
        failed = self.filter(state=DeliveryState.FAILED, dismissed_at__isnull=True)
        return failed.exclude(channel__in=BY_HAND)

    def untold(self) -> Self:
        """Ended, but the owner's hook failed: the reaper calls it again."""
        return self.filter(
            state__in=[DeliveryState.SENT, DeliveryState.FAILED],
            outcome_told_at__isnull=True,
        ).order_by("pk")


class PrintRun(models.Model):
    """Letters that were printed together; above a handful a task makes the PDF.

    The file holds addresses, so it is deleted soon; it can be made anew.
    """

    printed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    printed_at = models.DateTimeField()
    total = models.PositiveIntegerField()
    done = models.PositiveIntegerField(default=0)
    stored_file = models.ForeignKey(
        "files.StoredFile", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    finished_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True) | Q(failed_at__isnull=True),
                name="printrun_ends_one_way",
            ),
        ]

    def __str__(self) -> str:
        return f"print run {self.pk}"

    @property
    def is_running(self) -> bool:
        return self.finished_at is None and self.failed_at is None


class Delivery(models.Model):
    key = models.CharField(max_length=160, unique=True)
    channel = models.CharField(max_length=10, choices=Channel, default=Channel.MAIL)
    lane = models.CharField(max_length=10, choices=Lane, default=Lane.STANDARD)
    renderer = models.CharField(max_length=80)
    params = models.JSONField(default=dict)
    sealed_params = models.BinaryField(null=True)
    wiped_at = models.DateTimeField(null=True)
    to_user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    # An address, or a reference to one that an app keeps; see `addressees`.
    to_address = models.CharField(max_length=254, blank=True)
    # What it was written to first, once somebody gave it another address.
    first_address = models.CharField(max_length=254, null=True)
    readdressed_because = models.CharField(max_length=200, null=True)
    endpoint = models.ForeignKey(
        "delivery.Endpoint",
        on_delete=models.SET_NULL,
        null=True,
        related_name="deliveries",
    )
    # Whose desk posts it or calls; a plain id, since regions stand above.
    region_id = models.BigIntegerField(null=True)
    print_run = models.ForeignKey(
        PrintRun, on_delete=models.SET_NULL, null=True, related_name="letters"
    )
    attachments = models.ManyToManyField("files.StoredFile", related_name="+")
    state = models.CharField(
        max_length=10, choices=DeliveryState, default=DeliveryState.QUEUED
    )
    created_at = models.DateTimeField()
    not_before = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True)
    message_id = models.CharField(max_length=120, unique=True)
    sent_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    outcome_told_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=200, blank=True)
    cause = models.CharField(max_length=12, choices=Cause, null=True)
    # Its turn, promised by the pace: then it goes without asking again.
    turn_at = models.DateTimeField(null=True)
    # The server took it; written at once, before anything that hangs on it.
    accepted_at = models.DateTimeField(null=True)
    # It came back, and what the returned mail said.
    bounced_at = models.DateTimeField(null=True)
    bounce_code = models.CharField(max_length=20, null=True)
    dismissed_at = models.DateTimeField(null=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "deliveries"
        indexes = [
            models.Index(
                fields=["lane", "next_attempt_at", "id"],
                condition=Q(state="queued"),
                name="delivery_due",
            ),
            models.Index(
                fields=["lease_until"],
                condition=Q(state="sending"),
                name="delivery_lapsed",
            ),
            models.Index(
                fields=["failed_at"],
                condition=Q(state="failed"),
                name="delivery_failed",
            ),
            models.Index(
                fields=["id"],
                condition=Q(state__in=["sent", "failed"], outcome_told_at__isnull=True),
                name="delivery_untold",
            ),
            models.Index(
                fields=["channel", "state", "-id"],
                condition=Q(channel__in=sorted(BY_HAND)),
                name="delivery_by_hand",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="sending", lease_until__isnull=False)
                | (~Q(state="sending") & Q(lease_until__isnull=True)),
                name="delivery_lease_while_sending",
            ),
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False)
                | (~Q(state="sent") & Q(sent_at__isnull=True)),
                name="delivery_sent_has_time",
            ),
            models.CheckConstraint(
                condition=Q(state="failed", failed_at__isnull=False)
                | (~Q(state="failed") & Q(failed_at__isnull=True)),
                name="delivery_failed_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(channel="mail")
                | ~Q(state="queued")
                | Q(to_user__isnull=False)
                | ~Q(to_address=""),
                name="delivery_mail_has_recipient",
            ),
            models.CheckConstraint(
                condition=Q(sealed_params__isnull=True)
                | Q(state__in=["queued", "sending"], wiped_at__isnull=True),
                name="delivery_sealed_until_it_ends",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.renderer} {self.key}"

    @property
    def address(self) -> str:
        """Where it goes: a given address wins over the account's own."""
        if addressees.is_reference(self.to_address):
            addressee = addressees.find(self.to_address)
            return addressee.email if addressee else ""
        if self.to_address:
            return self.to_address
        return self.to_user.email if self.to_user else ""
