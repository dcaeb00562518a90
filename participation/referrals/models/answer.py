from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from participation.ideas.enums import Outcome
from participation.ideas.models import Idea
from participation.moderation.enums import Publication
from participation.referrals.enums import AnswerState
from participation.referrals.models.statement import Statement


class Answer(models.Model):
    """What the SPK publishes to residents, made of statements."""

    idea = models.ForeignKey(Idea, on_delete=models.PROTECT, related_name="answers")
    state = models.CharField(
        max_length=10, choices=AnswerState, default=AnswerState.DRAFT
    )
    version = models.PositiveIntegerField(default=1)
    text = models.TextField(_("Antwort"), blank=True)
    outcome = models.CharField(
        _("Ergebnis"), max_length=20, choices=Outcome, blank=True
    )
    reason = models.TextField(_("Begründung"), blank=True)
    instead = models.TextField(_("Was stattdessen möglich ist"), blank=True)
    promised_on = models.DateField(_("zugesagt bis"), null=True, blank=True)
    statements = models.ManyToManyField(Statement, blank=True, related_name="answers")
    # The earlier answer that this one tells again, and the day it was published on.
    # Its words stay where they are: `text` says only what is special here.
    source = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="reused_by"
    )
    source_on = models.DateField(null=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    created_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["idea"],
                condition=Q(state="draft"),
                name="answer_one_draft_per_idea",
            ),
            models.CheckConstraint(
                condition=Q(state="draft", published_at__isnull=True)
                | Q(state="published", published_at__isnull=False),
                name="answer_published_has_time",
            ),
            models.CheckConstraint(
                condition=Q(state="draft")
                | ~Q(outcome__in=["deferred", "not_possible", "not_ours"])
                | ~Q(reason="")
                | Q(source__isnull=False),
                name="answer_no_needs_reason",
            ),
            models.CheckConstraint(
                condition=Q(state="draft")
                | ~Q(outcome="not_possible")
                | ~Q(instead="")
                | Q(source__isnull=False),
                name="answer_impossible_says_what_is_possible",
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | (~Q(text="") & ~Q(outcome="")),
                name="answer_published_has_text_and_outcome",
            ),
            models.CheckConstraint(
                condition=Q(source__isnull=True, source_on__isnull=True)
                | Q(
                    source__isnull=False,
                    source_on__isnull=False,
                    state="published",
                    reason="",
                    instead="",
                ),
                name="answer_told_again_names_its_source",
            ),
            models.CheckConstraint(
                condition=Q(source__isnull=True) | ~Q(source=F("pk")),
                name="answer_is_not_its_own_source",
            ),
        ]

    def __str__(self) -> str:
        return f"answer to {self.idea_id}"

    def get_absolute_url(self) -> str:
        return self.idea.get_absolute_url()

    @property
    def is_shown(self) -> bool:
        """Whether it may be read where others tell it again.

        What left the public for a reason is not kept there by them.
        """
        return self.is_published and self.idea.publication in {
            Publication.PUBLISHED,
            Publication.MERGED,
        }

    @property
    def is_published(self) -> bool:
        return self.state == AnswerState.PUBLISHED
