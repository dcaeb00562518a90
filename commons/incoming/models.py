"""Mail that came in: a row and the raw message first, whatever is in it.

Nobody has read it yet when it is stored; a task takes it apart and asks the app whose
address it bears. The raw message goes after a set time, the row stays as a record.
"""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy as _

from commons.accounts.enums import Role
from commons.accounts.visitors import Visitor
from commons.files.models import StoredFile
from commons.incoming.enums import (
    AsideReason,
    Automatic,
    DiscardReason,
    Fate,
    MailState,
    Note,
    Source,
)
from commons.incoming.letters import kept_of
from commons.terms.models import Terms

READERS = (Role.MODERATOR, Role.COORDINATOR)


class MailQuerySet(models.QuerySet):
    def aside(self) -> Self:
        return self.filter(state=MailState.ASIDE)

    def visible_to(self, visitor: Visitor) -> Self:
        """Coordinators see all; moderators what is of their Stadtteile or of none."""
        if not visitor.has_role(*READERS):
            return self.none()
        if visitor.has_role(Role.COORDINATOR):
            return self
        region_ids = visitor.region_ids(*READERS)
        if region_ids is None:
            return self
        mine = Q(region_id__in=sorted(region_ids))
        return self.filter(mine | Q(region_id__isnull=True))


class Mail(models.Model):
    source = models.CharField(max_length=10, choices=Source)
    state = models.CharField(
        max_length=10, choices=MailState, default=MailState.RECEIVED
    )
    reason = models.CharField(max_length=20, choices=AsideReason, blank=True)
    automatic = models.CharField(max_length=10, choices=Automatic, blank=True)
    received_at = models.DateTimeField()
    # Of the raw message: fetched twice, it is stored once.
    digest = models.CharField(max_length=64, unique=True)
    # Of what its sender wrote: sent twice, it is recognised.
    fingerprint = models.CharField(max_length=64, blank=True)
    message_id = models.CharField(max_length=255, blank=True)
    size = models.PositiveIntegerField()
    is_whole = models.BooleanField(default=True)
    raw = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, null=True, related_name="+"
    )
    sender = models.CharField(_("Absender"), max_length=254, blank=True)
    subject = models.CharField(_("Betreff"), max_length=300, blank=True)
    sent_at = models.DateTimeField(null=True)
    text = models.TextField(_("Text"), blank=True)
    # Pairs of line numbers: what is new, without quotes and signatures.
    kept_lines = models.JSONField(default=list)
    notes = models.JSONField(default=list)
    # What it belongs to, or may belong to while it is aside.
    kind = models.CharField(max_length=40, blank=True)
    target_id = models.BigIntegerField(null=True)
    region_id = models.BigIntegerField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    read_at = models.DateTimeField(null=True)
    discard_reason = models.CharField(max_length=20, choices=DiscardReason, blank=True)
    # Nothing is left to do with it; from then on the time runs until it is wiped.
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    wiped_at = models.DateTimeField(null=True)

    objects = MailQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["received_at"],
                condition=Q(state__in=["received", "aside"]),
                name="mail_waiting",
            ),
            models.Index(fields=["fingerprint"], name="mail_fingerprint"),
            models.Index(fields=["sender", "received_at"], name="mail_sender"),
            models.Index(fields=["kind", "target_id"], name="mail_target"),
            models.Index(
                fields=["settled_at"],
                condition=Q(wiped_at__isnull=True, settled_at__isnull=False),
                name="mail_to_be_wiped",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=["aside", "discarded"]) | ~Q(reason=""),
                name="mail_aside_has_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state="handled") | (~Q(kind="") & ~Q(target_id=None)),
                name="mail_handled_belongs_somewhere",
            ),
            models.CheckConstraint(
                condition=Q(state="discarded") & ~Q(discard_reason="")
                | ~Q(state="discarded") & Q(discard_reason=""),
                name="mail_discarded_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(state="received") | Q(read_at__isnull=False),
                name="mail_judged_when_read",
            ),
            models.CheckConstraint(
                condition=~Q(state="discarded") | Q(settled_at__isnull=False),
                name="mail_discarded_is_settled",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["received", "aside"])
                | Q(settled_at__isnull=True),
                name="mail_waiting_is_not_settled",
            ),
            models.CheckConstraint(
                condition=Q(wiped_at__isnull=True)
                | Q(settled_at__isnull=False, raw__isnull=True, text=""),
                name="mail_wiped_holds_nothing",
            ),
        ]

    def __str__(self) -> str:
        return f"mail {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("incoming:mail-show", args=[self.pk])

    @property
    def kept(self) -> str:
        """What its sender wrote anew."""
        return kept_of(self.text, self.kept_lines)

    @property
    def passages(self) -> list[tuple[bool, str]]:
        """The whole text in pieces; true for what is new."""
        lines, at = self.text.split("\n"), 0
        pieces: list[tuple[bool, str]] = []
        for first, end in self.kept_lines:
            pieces.append((False, "\n".join(lines[at:first])))
            pieces.append((True, "\n".join(lines[first:end])))
            at = end
        pieces.append((False, "\n".join(lines[at:])))
        return [(is_new, piece) for is_new, piece in pieces if piece.strip()]

    @property
    def has_cuts(self) -> bool:
        return any(not is_new for is_new, _piece in self.passages)

    @property
    def shown_notes(self) -> list[str]:
        known = set(Note.values)
        return [str(Note(code).label) for code in self.notes if code in known]

    @property
    def is_automatic(self) -> bool:
        return self.automatic != Automatic.NONE


class Attachment(models.Model):
    """A file of a mail; without a `file` it is kept back, and has no name here."""

    mail = models.ForeignKey(Mail, on_delete=models.CASCADE, related_name="attachments")
    position = models.PositiveSmallIntegerField()
    fate = models.CharField(max_length=10, choices=Fate)
    size = models.PositiveIntegerField()
    file = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["mail", "position"], name="attachment_one_per_position"
            ),
        ]

    def __str__(self) -> str:
        return f"attachment {self.position} of mail {self.mail_id}"


class ReplyAddress(models.Model):
    """An address of ours that stands for one case: `local+token@domain`.

    The token is recomputed when a mail is sent, as that of a signed link; only its
    hash is here. It stays good after a change of the secret key.
    """

    purpose = models.CharField(max_length=40)
    kind = models.CharField(max_length=40)
    target_id = models.BigIntegerField()
    nonce = models.CharField(max_length=32)
    key_version = models.CharField(max_length=8)
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["purpose", "kind", "target_id"], name="replyaddress_target"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("created_at")),
                name="replyaddress_expires_after_it_is_granted",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.kind}:{self.target_id}"


class MailTerms(Terms):
    """The house's rules for mail that comes in."""

    keep_days = models.PositiveSmallIntegerField(
        _("Wie lange eine erledigte Mail im Original bleibt, in Tagen"), default=90
    )
    most_megabytes = models.PositiveSmallIntegerField(
        _("Wie groß eine Mail höchstens sein darf, in Megabyte"), default=20
    )
    most_an_hour = models.PositiveSmallIntegerField(
        _("Wie viele Mails einer Adresse in einer Stunde"), default=30
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(keep_days__gte=7, keep_days__lte=730),
                name="mailterms_days_in_range",
            ),
            models.CheckConstraint(
                condition=Q(most_megabytes__gte=1, most_megabytes__lte=25),
                name="mailterms_size_in_range",
            ),
            models.CheckConstraint(
                condition=Q(most_an_hour__gte=1, most_an_hour__lte=1000),
                name="mailterms_number_in_range",
            ),
        ]

    def __str__(self) -> str:
        return gettext(
            "Originale bleiben %(days)s Tage; Mails bis %(size)s MB, höchstens "
            "%(number)s je Adresse und Stunde."
        ) % {
            "days": self.keep_days,
            "size": self.most_megabytes,
            "number": self.most_an_hour,
        }
