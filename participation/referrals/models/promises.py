from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from commons.delivery.models import Delivery
from commons.files.models import StoredFile
from commons.links.models import SignedLink
from commons.terms.models import Terms
from participation.ideas.models import Idea
from participation.referrals import promises
from participation.referrals.enums import PromiseKind, PromiseStep
from participation.referrals.models.answer import Answer
from participation.referrals.models.referral import Referral
from participation.referrals.models.statement import Statement

LONGEST_REASON = 1_000
WITH_DAY = [PromiseStep.PROMISED.value, PromiseStep.MOVED.value]
ENDED = [PromiseStep.KEPT.value, PromiseStep.GIVEN_UP.value]


class Promise(models.Model):
    """A step in the history of what an answer promised; rows are only added.

    `promised_on` is the last day of what holds from this step on; of a kept promise
    `done_on` is the day on which it was. `was_due_on` is the day that held before,
    so that figures need no other row.
    """

    answer = models.ForeignKey(
        Answer, on_delete=models.PROTECT, related_name="promises"
    )
    # The answer's own: what happens to an idea is a matter of one table.
    idea = models.ForeignKey(Idea, on_delete=models.PROTECT, related_name="promises")
    number = models.PositiveSmallIntegerField()
    step = models.CharField(max_length=10, choices=PromiseStep)
    promised_on = models.DateField(null=True)
    promise_kind = models.CharField(
        max_length=15, choices=PromiseKind, default=PromiseKind.DAY
    )
    was_due_on = models.DateField(null=True)
    done_on = models.DateField(_("erledigt am"), null=True)
    reason = models.TextField(_("Grund"), blank=True)
    photo = models.ForeignKey(
        StoredFile, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    said_at = models.DateTimeField()
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )

    class Meta:
        ordering = ["answer_id", "number"]
        indexes = [
            models.Index(fields=["idea", "number"], name="promise_of_idea"),
            models.Index(fields=["promised_on"], name="promise_by_day"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["answer", "number"], name="promise_one_step_at_a_time"
            ),
            models.UniqueConstraint(
                fields=["answer"],
                condition=Q(step="promised"),
                name="promise_given_once",
            ),
            models.UniqueConstraint(
                fields=["answer"],
                condition=Q(step__in=ENDED),
                name="promise_ends_once",
            ),
            models.CheckConstraint(
                condition=Q(step__in=PromiseStep.values), name="promise_known_step"
            ),
            models.CheckConstraint(
                condition=Q(promise_kind__in=PromiseKind.values),
                name="promise_known_kind",
            ),
            models.CheckConstraint(
                condition=Q(step="promised", number=1, was_due_on__isnull=True)
                | (Q(number__gt=1, was_due_on__isnull=False) & ~Q(step="promised")),
                name="promise_begins_with_a_promise",
            ),
            models.CheckConstraint(
                condition=Q(step__in=WITH_DAY, promised_on__isnull=False)
                | Q(step__in=ENDED, promised_on__isnull=True),
                name="promise_holds_to_a_day",
            ),
            models.CheckConstraint(
                condition=Q(step="kept", done_on__isnull=False)
                | (~Q(step="kept") & Q(done_on__isnull=True, photo__isnull=True)),
                name="promise_kept_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(step__in=["promised", "kept"]) | ~Q(reason=""),
                name="promise_moved_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.step} for answer {self.answer_id}"

    @property
    def words(self) -> str:
        """`bis zum 30. Juni 2027`, `im 2. Quartal 2027`, or nothing."""
        if self.promised_on is None:
            return ""
        return promises.in_words(PromiseKind(self.promise_kind), self.promised_on)

    @property
    def is_late(self) -> bool:
        """Kept, but after the day that held."""
        return bool(self.done_on and self.was_due_on and self.done_on > self.was_due_on)


class PromiseInquiry(models.Model):
    """The Amt is asked by mail whether it has happened; once for each promised day.

    What it says is a statement like any other; the SPK makes a step of it.
    """

    promise = models.OneToOneField(
        Promise, on_delete=models.PROTECT, related_name="inquiry"
    )
    referral = models.ForeignKey(
        Referral, on_delete=models.PROTECT, related_name="inquiries"
    )
    asked_at = models.DateTimeField()
    # Empty: the terms let it go by itself.
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    link = models.ForeignKey(
        SignedLink, on_delete=models.PROTECT, null=True, related_name="+"
    )
    delivery = models.OneToOneField(
        Delivery, on_delete=models.PROTECT, null=True, related_name="+"
    )
    statement = models.OneToOneField(
        Statement, on_delete=models.PROTECT, null=True, related_name="inquiry"
    )
    done_on = models.DateField(null=True)
    replied_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(replied_at__isnull=True, statement__isnull=True)
                | Q(replied_at__gte=F("asked_at"), statement__isnull=False),
                name="promiseinquiry_reply_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True) | Q(statement__isnull=False),
                name="promiseinquiry_done_was_said",
            ),
        ]

    def __str__(self) -> str:
        return f"inquiry for promise {self.promise_id}"


class PromiseTerms(Terms):
    """When a promise comes back for review, and whether its Amt is asked by itself."""

    before_days = models.PositiveSmallIntegerField(
        _("So viele Arbeitstage vor dem zugesagten Tag fragen wir nach"),
        default=10,
    )
    asks_by_itself = models.BooleanField(
        _("Das Amt bekommt dann von selbst eine Mail mit der Frage"), default=False
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(before_days__gte=1, before_days__lte=60),
                name="promiseterms_before_in_range",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.before_days} working days"
