from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from participation.ideas.models import Idea
from participation.referrals.models.answer import Answer


class Feedback(models.Model):
    """Whether an answer helped the person behind the idea: said once for each answer.

    A no with its reason opens the case again, once for each idea (`has_reopened`).
    """

    answer = models.OneToOneField(
        Answer, on_delete=models.PROTECT, related_name="feedback"
    )
    # The answer's own: what happens once an idea is a matter of one table.
    idea = models.ForeignKey(Idea, on_delete=models.PROTECT, related_name="+")
    has_helped = models.BooleanField(_("geholfen"))
    text = models.TextField(_("Was fehlt"), blank=True)
    has_reopened = models.BooleanField(default=False)
    given_at = models.DateTimeField()
    # Empty: whoever held the pick-up code.
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["idea"],
                condition=Q(has_reopened=True),
                name="feedback_reopens_once_an_idea",
            ),
            models.CheckConstraint(
                condition=Q(has_helped=True) | ~Q(text=""),
                name="feedback_no_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(has_reopened=False) | Q(has_helped=False),
                name="feedback_only_a_no_reopens",
            ),
        ]

    def __str__(self) -> str:
        return f"feedback on answer {self.answer_id}"
