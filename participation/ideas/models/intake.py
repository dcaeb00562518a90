from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from participation.ideas.enums import Source
from participation.ideas.models.idea import Idea


class Submission(models.Model):
    """How an idea without an account's author came in.

    `claim_hash` is the hash of the pick-up code with which somebody without an
    e-mail address asks for news and takes the idea over later.
    """

    idea = models.OneToOneField(
        Idea, on_delete=models.CASCADE, related_name="submission"
    )
    source = models.CharField(max_length=10, choices=Source)
    source_name = models.CharField(max_length=60, blank=True)
    source_id = models.CharField(max_length=300, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    has_consent = models.BooleanField(default=False)
    claim_hash = models.BinaryField(max_length=32, null=True, unique=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source_name", "source_id"],
                condition=~Q(source_id=""),
                name="submission_once_per_source",
            ),
        ]

    def __str__(self) -> str:
        return f"submission of {self.idea_id}"


class SubmitCode(models.Model):
    """A code on its way to an e-mail address; entering it submits a draft.

    `draft_id` is the key that the idea is going to carry. Only the code's hash is
    here; rows are deleted a day after they expired.
    """

    draft_id = models.UUIDField()
    address = models.EmailField()
    display_name = models.CharField(_("Anzeigename"), max_length=60, blank=True)
    code_hash = models.BinaryField(max_length=32)
    tries = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["draft_id", "-id"], name="submitcode_draft"),
            models.Index(fields=["address", "created_at"], name="submitcode_address"),
            models.Index(fields=["expires_at"], name="submitcode_expires_at"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=models.F("created_at")),
                name="submitcode_expires_after_it_was_made",
            ),
        ]

    def __str__(self) -> str:
        return f"code {self.pk}"
