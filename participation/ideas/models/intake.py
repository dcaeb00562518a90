from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from participation.ideas.enums import ON_BEHALF, AnswerWay, Source
from participation.ideas.models.idea import Idea


class Submission(models.Model):
    """How an idea without an account's author came in.

    `claim_hash` is the hash of the pick-up code with which somebody without an
    e-mail address asks for news and takes the idea over later. What somebody else
    typed carries the day it was received, the event it comes from, and the version of
    the words that its author agreed to.
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
    consent_version = models.CharField(
        max_length=10, blank=True, default="", db_default=""
    )
    received_on = models.DateField(null=True, blank=True)
    occasion = models.CharField(
        _("Veranstaltung"), max_length=120, blank=True, default="", db_default=""
    )
    answer_way = models.CharField(
        max_length=10, choices=AnswerWay, default=AnswerWay.PICKUP, db_default="pickup"
    )
    claim_hash = models.BinaryField(max_length=32, null=True, unique=True)
    created_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(
                fields=["entered_by", "-id"],
                condition=Q(source__in=sorted(ON_BEHALF)),
                name="submission_entered_by",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["source_name", "source_id"],
                condition=~Q(source_id=""),
                name="submission_once_per_source",
            ),
            models.CheckConstraint(
                condition=~Q(source__in=sorted(ON_BEHALF))
                | Q(has_consent=True, received_on__isnull=False),
                name="submission_on_behalf_has_consent",
            ),
            models.CheckConstraint(
                condition=~Q(source=Source.WORKSHOP)
                | Q(answer_way__in=[AnswerWay.NONE, AnswerWay.PICKUP]),
                name="submission_workshop_names_nobody",
            ),
        ]

    def __str__(self) -> str:
        return f"submission of {self.idea_id}"


class IdeaContact(models.Model):
    """How to reach somebody without an account: apart from the idea, and sealed.

    It is opened for a letter, a mail or a call, and for staff by a POST that is
    written down. `mail_hash` lets the owner of the address find it. `ended_on` is the
    day since which nothing more is to come; then the row is soon deleted.
    """

    idea = models.OneToOneField(Idea, on_delete=models.CASCADE, related_name="contact")
    way = models.CharField(max_length=10, choices=AnswerWay)
    language = models.CharField(max_length=8, default="de")
    sealed = models.BinaryField()
    mail_hash = models.BinaryField(max_length=32, null=True)
    created_at = models.DateTimeField()
    ended_on = models.DateField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["mail_hash"],
                condition=Q(mail_hash__isnull=False),
                name="ideacontact_mail_hash",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(way__in=[AnswerWay.MAIL, AnswerWay.LETTER, AnswerWay.CALL]),
                name="ideacontact_way_needs_one",
            ),
            models.CheckConstraint(
                condition=Q(way=AnswerWay.MAIL, mail_hash__isnull=False)
                | (~Q(way=AnswerWay.MAIL) & Q(mail_hash__isnull=True)),
                name="ideacontact_hash_of_mail_alone",
            ),
        ]

    def __str__(self) -> str:
        return f"contact of {self.idea_id}"


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
