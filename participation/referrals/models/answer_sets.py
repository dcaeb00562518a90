from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from commons.accounts.visitors import Visitor
from participation.moderation.enums import Publication
from participation.moderation.rules import can_see_desk
from participation.referrals.answer_set_states import RUNNING, UNFINISHED
from participation.referrals.enums import AnswerState, ItemState, SetState
from participation.referrals.models.answer import Answer

LONGEST_NAME = 120


class AnswerSetQuerySet(models.QuerySet):
    def unfinished(self) -> Self:
        return self.filter(state__in=sorted(UNFINISHED))

    def visible_to(self, visitor: Visitor) -> Self:
        """Everybody at the desk sees all; the rest see what was published."""
        if can_see_desk(visitor):
            return self
        return self.filter(state=SetState.PUBLISHED)


class AnswerSet(models.Model):
    """Answers that are published together, so that each person gets one mail.

    Whoever releases it publishes all its answers. `planned_for` is its hour; without
    one it goes at once.
    """

    name = models.CharField(_("Name des Pakets"), max_length=LONGEST_NAME)
    state = models.CharField(max_length=10, choices=SetState, default=SetState.OPEN)
    planned_for = models.DateTimeField(_("veröffentlichen am"), null=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    released_at = models.DateTimeField(null=True)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    published_at = models.DateTimeField(null=True)

    objects = AnswerSetQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="answerset_has_name"),
            models.CheckConstraint(
                condition=Q(state__in=SetState.values), name="answerset_known_state"
            ),
            models.CheckConstraint(
                condition=~Q(state="planned") | Q(planned_for__isnull=False),
                name="answerset_planned_has_time",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=sorted(RUNNING),
                    released_at__isnull=False,
                    released_by__isnull=False,
                )
                | Q(state="published", released_at__isnull=False)
                | Q(state__in=["open", "dissolved"], released_at__isnull=True),
                name="answerset_released_has_time",
            ),
            models.CheckConstraint(
                condition=Q(state="published", published_at__isnull=False)
                | (~Q(state="published") & Q(published_at__isnull=True)),
                name="answerset_published_has_time",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """What everybody may read of it; staff work at `answer-set-detail`."""
        return reverse("referrals:answer-set-show", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state == SetState.OPEN

    @property
    def is_running(self) -> bool:
        return self.state in RUNNING


class AnswerSetItemQuerySet(models.QuerySet):
    def waiting(self) -> Self:
        return self.filter(state=ItemState.WAITING)

    def published(self) -> Self:
        return self.filter(state=ItemState.PUBLISHED)

    def public(self) -> Self:
        """What may still be read: an answer leaves the public with its idea."""
        return self.published().filter(
            answer__state=AnswerState.PUBLISHED,
            answer__idea__publication__in=[
                Publication.PUBLISHED.value,
                Publication.MERGED.value,
            ],
        )


class AnswerSetItem(models.Model):
    """One answer of a set; `version` is the wording that was released with it."""

    answer_set = models.ForeignKey(
        AnswerSet, on_delete=models.PROTECT, related_name="items"
    )
    answer = models.ForeignKey(Answer, on_delete=models.PROTECT, related_name="items")
    state = models.CharField(
        max_length=10, choices=ItemState, default=ItemState.WAITING
    )
    version = models.PositiveIntegerField(null=True)
    # Why it could not be published with the others: a code of `RuleViolation`.
    problem = models.CharField(max_length=40, blank=True)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    settled_at = models.DateTimeField(null=True)

    objects = AnswerSetItemQuerySet.as_manager()

    class Meta:
        ordering = ["answer_set_id", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["answer"],
                condition=Q(state__in=["waiting", "published"]),
                name="answersetitem_one_set_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(state__in=ItemState.values),
                name="answersetitem_known_state",
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", settled_at__isnull=True)
                | (~Q(state="waiting") & Q(settled_at__gte=F("added_at"))),
                name="answersetitem_settled_has_time",
            ),
            models.CheckConstraint(
                condition=Q(state="left_out") & ~Q(problem="")
                | ~Q(state="left_out") & Q(problem=""),
                name="answersetitem_left_out_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"answer {self.answer_id} in set {self.answer_set_id}"
