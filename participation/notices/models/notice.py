from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from commons.accounts.visitors import Visitor
from participation.ideas.models import Idea
from participation.moderation.rules import moderates
from participation.notices.enums import DropReason, NoticeState, Why
from participation.notices.workflow import OPEN

HAS_WORDS = Q(state__in=["released", "sent"])
ENDED = Q(state__in=["dropped", "overtaken"])


class InterimNoticeQuerySet(models.QuerySet):
    def open(self) -> Self:
        return self.filter(state__in=sorted(OPEN))

    def visible_to(self, visitor: Visitor) -> Self:
        """Of ideas that one moderates, but for one's own."""
        ideas = Idea.objects.filter(moderates(visitor), ~Q(author=visitor.user_id))
        return self.filter(idea__in=ideas)


class InterimNotice(models.Model):
    """Somebody has to hear of an idea, though there is no answer yet.

    Once for each day on which that falls due. `facts` are codes, ids and days, frozen
    when it is released; `text` is German as it was released. Where nobody changed it
    (`is_edited`), readers of other languages get the facts in theirs.
    """

    idea = models.ForeignKey(
        Idea, on_delete=models.PROTECT, related_name="interim_notices"
    )
    state = models.CharField(
        max_length=10, choices=NoticeState, default=NoticeState.DUE
    )
    why = models.CharField(max_length=10, choices=Why)
    due_on = models.DateField()
    created_at = models.DateTimeField()
    facts = models.JSONField(default=dict)
    text = models.TextField(_("Was die Menschen lesen"), blank=True)
    is_edited = models.BooleanField(default=False)
    next_on = models.DateField(null=True)
    released_at = models.DateTimeField(null=True)
    # Empty where the terms let it go by itself.
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    leaves_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    drop_reason = models.CharField(max_length=10, choices=DropReason, blank=True)

    objects = InterimNoticeQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["due_on", "id"],
                condition=Q(state__in=sorted(OPEN)),
                name="interimnotice_open_by_day",
            ),
            models.Index(fields=["idea", "-sent_at"], name="interimnotice_idea"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["idea", "due_on"], name="interimnotice_once_for_a_day"
            ),
            models.UniqueConstraint(
                fields=["idea"],
                condition=Q(state__in=sorted(OPEN)),
                name="interimnotice_one_open_per_idea",
            ),
            models.CheckConstraint(
                condition=Q(state__in=NoticeState.values) & Q(why__in=Why.values),
                name="interimnotice_known_codes",
            ),
            models.CheckConstraint(
                condition=~HAS_WORDS
                | Q(
                    ~Q(text=""),
                    next_on__isnull=False,
                    released_at__isnull=False,
                    leaves_at__isnull=False,
                ),
                name="interimnotice_released_is_complete",
            ),
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False)
                | (~Q(state="sent") & Q(sent_at__isnull=True)),
                name="interimnotice_sent_has_time",
            ),
            models.CheckConstraint(
                condition=(ENDED & Q(closed_at__isnull=False))
                | (~ENDED & Q(closed_at__isnull=True)),
                name="interimnotice_ended_has_time",
            ),
            models.CheckConstraint(
                condition=Q(state="dropped", drop_reason__in=DropReason.values)
                | (~Q(state="dropped") & Q(drop_reason="")),
                name="interimnotice_dropped_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"notice on idea {self.idea_id}, due {self.due_on}"

    def get_absolute_url(self) -> str:
        return reverse("notices:notice-show", args=[self.pk])
