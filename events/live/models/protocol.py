from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from commons.accounts.visitors import Visitor
from events.live.models.question import Question
from events.live.models.room import Room
from participation.ideas.models import Idea

LONGEST_SUMMARY = 20_000


class ProtocolQuerySet(models.QuerySet):
    def visible_to(self, visitor: Visitor) -> Self:
        """Published ones of rooms the visitor sees; all of those they manage."""
        seen = Room.objects.visible_to(visitor).values("pk")
        managed = Room.objects.managed_by(visitor).values("pk")
        published = Q(published_at__isnull=False, room__in=seen)
        return self.filter(published | Q(room__in=managed))


class Protocol(models.Model):
    """What came of an assembly: a summary; all else are the room's own rows."""

    room = models.OneToOneField(Room, on_delete=models.CASCADE, related_name="protocol")
    summary = models.TextField(
        _("Was besprochen wurde"), max_length=LONGEST_SUMMARY, blank=True
    )
    version = models.PositiveIntegerField(default=1)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    published_at = models.DateTimeField(null=True, blank=True)

    objects = ProtocolQuerySet.as_manager()

    def __str__(self) -> str:
        return f"protocol of room {self.room_id}"

    def get_absolute_url(self) -> str:
        return reverse("live:protocol-show", args=[self.room_id])

    @property
    def is_published(self) -> bool:
        return self.published_at is not None


class QuestionIdea(models.Model):
    """A question that became an idea, or that somebody was asked to make one of.

    `for_department`: what was wanted is an answer of an Amt. The idea takes the road of
    all ideas: the desk reads it, the SPK refers it.
    """

    question = models.OneToOneField(
        Question, on_delete=models.CASCADE, related_name="turning"
    )
    idea = models.ForeignKey(
        Idea, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    for_department = models.BooleanField(default=False)
    turned_at = models.DateTimeField()
    turned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        indexes = [models.Index(fields=["idea"], name="questionidea_idea")]

    def __str__(self) -> str:
        return f"idea of question {self.question_id}"
