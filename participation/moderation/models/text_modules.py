from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from commons.snapshots import Snapshot
from participation.moderation.enums import Reason


class TextModule(models.Model):
    """Words that moderators start from, with places to fill (`placeholders`).

    `version` counts what was saved; the versions themselves are snapshots.
    """

    reason = models.CharField(_("Grund"), max_length=30, choices=Reason)
    language = models.CharField(
        _("Sprache"),
        max_length=8,
        choices=settings.LANGUAGES,
        default="de",
        db_default="de",
    )
    title = models.CharField(_("Name"), max_length=80)
    text = models.TextField(_("Text"))
    is_active = models.BooleanField(_("in Gebrauch"), default=True)
    version = models.PositiveIntegerField(default=1, db_default=1, editable=False)

    class Meta:
        ordering = ["reason", "language", "title", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["reason", "language", "title"],
                name="textmodule_once_a_reason_and_language",
                violation_error_message=_(
                    "Einen Baustein mit diesem Namen gibt es für diesen Grund und "
                    "diese Sprache schon."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(reason="") & ~Q(text=""), name="textmodule_says_something"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("moderation:text-module-edit", args=[self.pk])


class TextModuleVersion(Snapshot):
    """What a text module said once, so that an edit can be undone."""

    target = models.ForeignKey(
        TextModule, on_delete=models.CASCADE, related_name="versions"
    )

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["target", "version"],
                name="textmoduleversion_once_per_version",
            ),
        ]
