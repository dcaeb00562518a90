from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class SignedLink(models.Model):
    """A key to one case for one recipient without an account.

    The token is recomputed from `key_version`, id and nonce when a mail is sent;
    only its hash is here, so a copy of the table opens nothing.
    """

    purpose = models.CharField(_("Zweck"), max_length=40)
    kind = models.CharField(_("Art"), max_length=40)
    target_id = models.BigIntegerField(_("Ziel"))
    recipient = models.CharField(_("Empfänger"), max_length=254, blank=True)
    nonce = models.CharField(_("Zufallswert"), max_length=32)
    key_version = models.CharField(_("Schlüsselfassung"), max_length=8)
    token_hash = models.CharField(_("Prüfsumme"), max_length=64, unique=True)
    created_at = models.DateTimeField(_("erteilt am"))
    expires_at = models.DateTimeField(_("gilt bis"))
    opened_at = models.DateTimeField(_("zuerst geöffnet am"), null=True)
    revoked_at = models.DateTimeField(_("widerrufen am"), null=True)

    class Meta:
        verbose_name = _("Zugangslink")
        verbose_name_plural = _("Zugangslinks")
        indexes = [
            models.Index(fields=["kind", "target_id"], name="signedlink_target"),
            models.Index(fields=["expires_at"], name="signedlink_expires_at"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("created_at")),
                name="signedlink_expires_after_it_is_granted",
            ),
            models.CheckConstraint(
                condition=Q(opened_at__isnull=True) | Q(opened_at__gte=F("created_at")),
                name="signedlink_opened_after_it_is_granted",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.kind}:{self.target_id}"
