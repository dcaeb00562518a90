"""Who gets the Rundbrief of a Stadtteil, and what remains as proof that they asked."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from commons.accounts.enums import Language
from commons.delivery import addressees
from neighbourhood.newsletters.enums import EndReason
from neighbourhood.newsletters.subscribing import BOOK
from neighbourhood.regions.models import Region


class SubscriptionQuerySet(models.QuerySet):
    def confirmed(self) -> Self:
        """Those that mail goes to: asked for twice, and nothing came back for good."""
        has_reader = Q(user__isnull=True) | Q(user__is_active=True)
        return self.filter(
            has_reader, confirmed_at__isnull=False, bounced_at__isnull=True
        )

    def for_region(self, region: Region) -> Self:
        chosen = SubscribedRegion.objects.filter(
            subscription=OuterRef("pk"), region=region
        )
        return self.filter(Q(is_everywhere=True) | Exists(chosen))

    def lapsed(self, now: datetime) -> Self:
        """Nobody pressed the button of the mail in time."""
        return self.filter(expires_at__lte=now)


class Subscription(models.Model):
    """One person's wish for the Rundbrief of some Stadtteile, or of all.

    Of an account, or of an address without one: sealed, and found again by `mail_hash`
    alone. Until it is confirmed it has an end (`expires_at`) and is told nothing; an
    address may wait several times, and is confirmed once. `words_version` names the
    words that were agreed to; `requested_at` and `confirmed_at` are the proof.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        related_name="newsletter_subscription",
    )
    sealed = models.BinaryField(null=True)
    mail_hash = models.CharField(max_length=64, null=True)
    language = models.CharField(max_length=8, choices=Language, default=Language.GERMAN)
    is_everywhere = models.BooleanField(default=False)
    words_version = models.CharField(max_length=10)
    requested_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    bounced_at = models.DateTimeField(null=True)

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["mail_hash"], name="subscription_mail_hash"),
            models.Index(
                fields=["expires_at"],
                condition=Q(expires_at__isnull=False),
                name="subscription_waiting",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    user__isnull=False, sealed__isnull=True, mail_hash__isnull=True
                )
                | Q(user__isnull=True, sealed__isnull=False, mail_hash__isnull=False),
                name="subscription_of_account_or_address",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True, expires_at__isnull=False)
                | Q(confirmed_at__isnull=False, expires_at__isnull=True),
                name="subscription_waits_or_is_confirmed",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True)
                | Q(confirmed_at__gte=F("requested_at")),
                name="subscription_confirmed_after_request",
            ),
            models.CheckConstraint(
                condition=Q(user__isnull=True) | Q(confirmed_at__isnull=False),
                name="subscription_of_account_is_confirmed",
            ),
            models.UniqueConstraint(
                fields=["mail_hash"],
                condition=Q(confirmed_at__isnull=False),
                name="subscription_address_once",
            ),
        ]

    def __str__(self) -> str:
        return f"newsletter subscription {self.pk}"

    @property
    def to_address(self) -> str:
        """For the outbox: a reference to the sealed address, "" for an account."""
        return "" if self.user_id else addressees.reference(BOOK, self.pk)

    @property
    def is_lapsed(self) -> bool:
        return self.expires_at is not None and self.expires_at <= timezone.now()

    @property
    def reader_language(self) -> str:
        """An account's is asked anew each time: people change it there."""
        return str(self.user.language if self.user else self.language)


class SubscribedRegion(models.Model):
    subscription = models.ForeignKey(
        Subscription, on_delete=models.CASCADE, related_name="regions"
    )
    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subscription", "region"], name="subscribedregion_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subscription_id}: {self.region_id}"


class SubscriptionProof(models.Model):
    """That there was consent, without whose (Art. 7 (1) GDPR); deleted after a time.

    `number` stands, signed, in the links of every mail that was sent: whoever doubts
    the consent holds the key to this row in their own mailbox.
    """

    number = models.BigIntegerField(unique=True)
    had_account = models.BooleanField()
    words_version = models.CharField(max_length=10)
    requested_at = models.DateTimeField()
    confirmed_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    reason = models.CharField(max_length=10, choices=EndReason)

    class Meta:
        indexes = [models.Index(fields=["ended_at"], name="subscriptionproof_ended")]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    confirmed_at__gte=F("requested_at"), ended_at__gte=F("confirmed_at")
                ),
                name="subscriptionproof_in_order",
            ),
            models.CheckConstraint(
                condition=Q(reason__in=EndReason.values),
                name="subscriptionproof_known_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"proof of newsletter subscription {self.number}"
