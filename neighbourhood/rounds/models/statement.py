from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commons.files.models import StoredFile
from commons.links.models import SignedLink
from neighbourhood.departments.models.speaking import Speaker
from neighbourhood.rounds.enums import StatementSource
from neighbourhood.rounds.models.party import RoundParty
from neighbourhood.rounds.models.round import Round


class RoundStatement(Speaker):
    """What a department says in a round; a correction is a further version."""

    party = models.ForeignKey(
        RoundParty, on_delete=models.CASCADE, related_name="statements"
    )
    version = models.PositiveSmallIntegerField()
    position = models.CharField(_("Haltung"), max_length=30)
    text = models.TextField(_("Stellungnahme"))
    reference = models.CharField(_("Ihr Geschäftszeichen"), max_length=60, blank=True)
    source = models.CharField(max_length=10, choices=StatementSource)
    stated_at = models.DateTimeField()
    stated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    link = models.ForeignKey(
        SignedLink, on_delete=models.PROTECT, null=True, related_name="+"
    )
    files = models.ManyToManyField(StoredFile, related_name="+")

    class Meta:
        ordering = ["party", "version"]
        constraints = [
            models.UniqueConstraint(
                fields=["party", "version"], name="roundstatement_version_once"
            ),
            models.CheckConstraint(
                condition=~Q(text="") & ~Q(position=""),
                name="roundstatement_says_something",
            ),
            models.CheckConstraint(
                condition=Q(source__in=StatementSource.values),
                name="roundstatement_known_source",
            ),
        ]

    def __str__(self) -> str:
        return f"version {self.version} of party {self.party_id}"


class RoundMessage(Speaker):
    """A short word to all on the page; it is never changed. No party: the SPK."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="messages")
    party = models.ForeignKey(
        RoundParty, on_delete=models.CASCADE, null=True, related_name="messages"
    )
    # Whether it came since the reader's last visit (`queries.visits`).
    is_new = False

    text = models.TextField(_("Nachricht an alle"))
    said_at = models.DateTimeField()
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    link = models.ForeignKey(
        SignedLink, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["said_at", "pk"]
        indexes = [models.Index(fields=["round", "said_at"], name="roundmessage_round")]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="roundmessage_has_text"),
        ]

    def __str__(self) -> str:
        return f"message {self.pk} in round {self.round_id}"
