"""The outbox: every message is a row before it is a message.

A row holds the renderer's key and ids, never the words: it is rendered at sending,
so a redaction or an undo until then still reaches it.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q

from commons.delivery.enums import Channel, DeliveryState, Lane


class Delivery(models.Model):
    key = models.CharField(max_length=160, unique=True)
    channel = models.CharField(max_length=10, choices=Channel, default=Channel.MAIL)
    lane = models.CharField(max_length=10, choices=Lane, default=Lane.STANDARD)
    renderer = models.CharField(max_length=80)
    params = models.JSONField(default=dict)
    sealed_params = models.BinaryField(null=True)
    to_user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    to_address = models.CharField(max_length=254, blank=True)
    attachments = models.ManyToManyField("files.StoredFile", related_name="+")
    state = models.CharField(
        max_length=10, choices=DeliveryState, default=DeliveryState.QUEUED
    )
    created_at = models.DateTimeField()
    not_before = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True)
    message_id = models.CharField(max_length=120)
    sent_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name_plural = "deliveries"
        indexes = [
            models.Index(
                fields=["lane", "next_attempt_at"],
                condition=Q(state="queued"),
                name="delivery_due",
            ),
            models.Index(
                fields=["lease_until"],
                condition=Q(state="sending"),
                name="delivery_lapsed",
            ),
            models.Index(
                fields=["failed_at"], condition=Q(state="failed"), name="delivery_failed"
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
                | Q(to_user__isnull=False)
                | ~Q(to_address="")
                | Q(state__in=["sent", "failed", "recalled"]),
                name="delivery_mail_has_recipient",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.renderer} {self.key}"
