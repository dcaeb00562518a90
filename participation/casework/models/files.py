from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from commons.links.models import SignedLink
from participation.casework.enums import FileState, Variant
from participation.ideas.models import Idea
from participation.referrals.models import Referral


class CaseFileQuerySet(models.QuerySet):
    def waiting(self) -> Self:
        return self.filter(state=FileState.WAITING)

    def on_disk(self) -> Self:
        return self.exclude(path="")


class CaseFile(models.Model):
    """A whole case put together for the record: ready for a day, then deleted.

    It belongs to whoever asked for it: an account, or the link of one referral. The
    Amt's variant is about one referral. What it held stands in no row; `path` names
    the archive below the folder of files while there is one.
    """

    idea = models.ForeignKey(Idea, on_delete=models.PROTECT, related_name="case_files")
    variant = models.CharField(max_length=5, choices=Variant)
    referral = models.ForeignKey(
        Referral, on_delete=models.PROTECT, null=True, related_name="case_files"
    )
    state = models.CharField(
        max_length=10, choices=FileState, default=FileState.WAITING
    )
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    link = models.ForeignKey(
        SignedLink, on_delete=models.PROTECT, null=True, related_name="+"
    )
    parts_done = models.PositiveIntegerField(default=0)
    parts = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    path = models.CharField(max_length=120, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)

    objects = CaseFileQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["asked_at"],
                condition=~Q(state="gone"),
                name="casefile_living",
            ),
            models.Index(fields=["idea", "-id"], name="casefile_idea"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=FileState.values), name="casefile_known_state"
            ),
            models.CheckConstraint(
                condition=Q(variant="spk", referral__isnull=True)
                | Q(variant="amt", referral__isnull=False),
                name="casefile_of_an_amt_names_its_referral",
            ),
            models.CheckConstraint(
                condition=Q(state="ready")
                & ~Q(path="")
                & ~Q(sha256="")
                & Q(ended_at__isnull=False)
                | ~Q(state="ready") & Q(path=""),
                name="casefile_ready_lies_on_disk",
            ),
            models.CheckConstraint(
                condition=Q(variant="amt") | Q(link__isnull=True),
                name="casefile_by_link_is_the_amts",
            ),
        ]

    def __str__(self) -> str:
        return f"file {self.pk} of idea {self.idea_id}"

    def get_absolute_url(self) -> str:
        return reverse("casework:file-show", args=[self.pk])

    @property
    def is_ready(self) -> bool:
        return self.state == FileState.READY

    @property
    def is_waiting(self) -> bool:
        return self.state == FileState.WAITING

    @property
    def percent(self) -> int:
        return 100 * self.parts_done // self.parts if self.parts else 0
