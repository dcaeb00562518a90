from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from participation.ideas.enums import Outcome
from participation.ideas.models import Idea
from participation.moderation.enums import Publication
from participation.referrals import promises
from participation.referrals.enums import AnswerState, PromiseKind, PromiseStep
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
    # The day that holds now: `Promise` and `Deferral` keep those that held before.
    promised_on = models.DateField(_("zugesagt bis"), null=True, blank=True)
    promise_kind = models.CharField(
        max_length=15,
        choices=PromiseKind,
        default=PromiseKind.DAY,
        db_default=PromiseKind.DAY,
    )
    look_again_on = models.DateField(_("Wiedervorlage"), null=True, blank=True)
    support = models.TextField(_("Womit wir helfen"), blank=True, db_default="")
    joining = models.TextField(_("Wo man mitmachen kann"), blank=True, db_default="")
    # The second pair of eyes, for this very wording: a change takes it away.
    approved_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    # Published since every outcome says all it must; earlier ones say less.
    is_whole = models.BooleanField(default=False, db_default=False)
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
                condition=Q(is_whole=False)
                | ~Q(outcome="deferred")
                | Q(look_again_on__isnull=False),
                name="answer_deferred_is_looked_at_again",
            ),
            models.CheckConstraint(
                condition=Q(is_whole=False) | ~Q(outcome="together") | ~Q(support=""),
                name="answer_together_names_the_support",
            ),
            models.CheckConstraint(
                condition=Q(promise_kind__in=PromiseKind.values),
                name="answer_known_promise_kind",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True)
                | Q(written_by__isnull=True)
                | ~Q(approved_by=F("written_by")),
                name="answer_approved_by_somebody_else",
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
    def promise(self) -> str:
        """`bis zum 30. Juni 2027`, `im 2. Quartal 2027`, or nothing."""
        if self.promised_on is None:
            return ""
        return promises.in_words(PromiseKind(self.promise_kind), self.promised_on)

    @property
    def look_again(self) -> str:
        """`im März 2027`, or nothing."""
        return promises.in_month(self.look_again_on) if self.look_again_on else ""

    @property
    def times_moved(self) -> int:
        """How often another day was named; its promises are prefetched."""
        return sum(step.step == PromiseStep.MOVED for step in self.promises.all())

    @property
    def is_published(self) -> bool:
        return self.state == AnswerState.PUBLISHED
