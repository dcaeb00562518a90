import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

# Keys of `content` that are no fields of the form begin with an underscore.
EARLIER = "_earlier"
SENT = "_sent"
LIFETIME = timedelta(days=30)  # after the last word


def words_in(content: Mapping[str, Any]) -> dict[str, Any]:
    """What of a draft's content was posted; the rest is ours."""
    return {name: value for name, value in content.items() if name[:1] != "_"}


class DraftQuerySet(models.QuerySet["Draft"]):
    def of(self, visitor: Any) -> Self:
        """Those of the account, or without one those of the device."""
        if visitor.user_id is not None:
            return self.filter(owner_id=visitor.user_id)
        if visitor.device:
            return self.filter(device_hash=visitor.device)
        return self.none()

    def untouched_since(self, moment: datetime) -> Self:
        return self.filter(updated_at__lt=moment)


class Draft(models.Model):
    """What somebody began to write, kept before it becomes a real row.

    It belongs to an account, or to a device by the hash of its cookie's token.
    `key` travels into the row that is born at submit, where it is unique: so a
    draft is submitted exactly once.
    """

    key = models.UUIDField(_("Schlüssel"), default=uuid.uuid4, unique=True)
    form = models.CharField(_("Formular"), max_length=60)
    target = models.CharField(_("Ziel"), max_length=200, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        related_name="+",
        verbose_name=_("Konto"),
    )
    device_hash = models.CharField(_("Gerät"), max_length=64, null=True)
    content = models.JSONField(_("Inhalt"), default=dict)
    files = models.ManyToManyField(
        "files.StoredFile", related_name="+", verbose_name=_("Dateien")
    )
    created_at = models.DateTimeField(_("begonnen am"))
    updated_at = models.DateTimeField(_("zuletzt gesichert"))

    objects = DraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("Entwurf")
        verbose_name_plural = _("Entwürfe")
        indexes = [
            models.Index(fields=["updated_at"], name="draft_updated_at"),
            models.Index(
                fields=["device_hash"],
                condition=Q(device_hash__isnull=False),
                name="draft_device",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(owner__isnull=True, device_hash__isnull=False)
                | Q(owner__isnull=False, device_hash__isnull=True),
                name="draft_belongs_to_account_or_device",
            ),
            models.UniqueConstraint(
                fields=["form", "target", "owner"],
                condition=Q(owner__isnull=False),
                name="draft_one_per_form_target_and_owner",
            ),
            models.UniqueConstraint(
                fields=["form", "target", "device_hash"],
                condition=Q(device_hash__isnull=False),
                name="draft_one_per_form_target_and_device",
            ),
            models.CheckConstraint(
                condition=Q(updated_at__gte=models.F("created_at")),
                name="draft_saved_after_it_began",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.form} {self.target}".strip()

    @property
    def until(self) -> datetime:
        return self.updated_at + LIFETIME

    @property
    def earlier(self) -> dict[str, Any] | None:
        """The older of two drafts that met when their author signed in."""
        earlier: dict[str, Any] | None = self.content.get(EARLIER)
        return earlier

    @property
    def words(self) -> dict[str, Any]:
        """The fields of the form as they were posted."""
        return words_in(self.content)

    @property
    def sent(self) -> dict[str, Any] | None:
        """How the form was sent, if its author had to sign in before it counts."""
        sent: dict[str, Any] | None = self.content.get(SENT)
        return sent


class Sent(models.Model):
    """A form that has arrived: sent again with the same words, it is still one.

    `page` is the key that the page carried, `fingerprint` the digest of that key with
    all that was posted, `location` where the first answer led.
    """

    fingerprint = models.CharField(_("Prüfsumme"), max_length=64, unique=True)
    page = models.UUIDField(_("Seite"), db_index=True)
    location = models.CharField(_("Wohin es führte"), max_length=2000, blank=True)
    at = models.DateTimeField(_("angekommen am"), db_index=True)

    class Meta:
        verbose_name = _("angekommenes Formular")
        verbose_name_plural = _("angekommene Formulare")

    def __str__(self) -> str:
        return f"{self.page} {self.location}".strip()
