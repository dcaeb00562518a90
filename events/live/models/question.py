import uuid
from typing import Self

from django.db import models
from django.db.models import Case, IntegerField, Q, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext, gettext_lazy as _, ngettext

from commons.accounts.visitors import Visitor
from events.live.enums import SHOWN, TO_ANSWER, HiddenBecause, QuestionState
from events.live.models.room import Participant, Room
from participation.moderation.enums import Publication
from participation.moderation.models import Moderated, ModeratedQuerySet
from participation.moderation.rules import moderates

LONGEST_QUESTION = 500


class QuestionQuerySet(ModeratedQuerySet):
    def shown(self) -> Self:
        """What everybody in the room reads."""
        return self.published().filter(state__in=sorted(SHOWN))

    def in_order(self) -> Self:
        """What is up next, then what most want to know; answered ones last."""
        turn = Case(
            When(state=QuestionState.BOOKMARKED, then=Value(0)),
            When(state=QuestionState.ANSWERED, then=Value(2)),
            default=Value(1),
            output_field=IntegerField(),
        )
        return self.order_by(turn, "-support_count", "pk")

    def visible_to(self, visitor: Visitor) -> Self:
        """What is shown in rooms the visitor sees; own ones; what one looks after."""
        rooms = Room.objects.visible_to(visitor).values("pk")
        managed = Room.objects.managed_by(visitor).values("pk")
        seen = Q(
            room__in=rooms,
            publication=Publication.PUBLISHED,
            state__in=sorted(SHOWN),
        )
        asked = Participant.objects.of(visitor).values("pk")
        own = Q(participant__in=asked)
        if visitor.user_id:
            own |= Q(author_id=visitor.user_id)
        return self.filter(seen | own | Q(room__in=managed) | moderates(visitor))


class Question(Moderated):
    """What somebody wants to know in a room.

    `state` is the room's own: who moderates there waits for nobody. `publication` is
    what the desk says of it, should somebody report it. `entered_by` is the helper who
    typed it in for somebody in the hall. `draft_id` makes two clicks one question.
    """

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="questions")
    participant = models.ForeignKey(
        Participant,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="questions",
    )
    entered_by = models.ForeignKey(
        Participant,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="entered",
    )
    is_from_hall = models.BooleanField(default=False)
    text = models.TextField(_("Ihre Frage"), max_length=LONGEST_QUESTION)
    state = models.CharField(
        max_length=12, choices=QuestionState, default=QuestionState.WAITING
    )
    state_changed_at = models.DateTimeField()
    support_count = models.PositiveIntegerField(default=0)
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="merged_here",
    )
    hidden_because = models.CharField(
        max_length=12, choices=HiddenBecause, default="", blank=True
    )
    draft_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)

    objects = QuestionQuerySet.as_manager()

    class Meta(Moderated.Meta):
        indexes = [
            models.Index(
                fields=["room", "state", "-support_count", "id"],
                name="question_of_room",
            ),
            models.Index(fields=["author", "-id"], name="question_author"),
        ]
        constraints = [
            *Moderated.Meta.constraints,
            models.CheckConstraint(condition=~Q(text=""), name="question_has_words"),
            models.CheckConstraint(
                condition=Q(state="merged", merged_into__isnull=False)
                | (~Q(state="merged") & Q(merged_into__isnull=True)),
                name="question_merged_into_another",
            ),
            models.CheckConstraint(
                condition=(Q(state="hidden") & ~Q(hidden_because=""))
                | (~Q(state="hidden") & Q(hidden_because="")),
                name="question_hidden_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"question {self.pk}"

    def get_absolute_url(self) -> str:
        return f"{self.room.get_absolute_url()}#frage-{self.pk}"

    @property
    def is_public(self) -> bool:
        return self.publication == Publication.PUBLISHED and self.state in SHOWN

    @property
    def item_key(self) -> str:
        """How open pages call it (parts.py)."""
        return f"q{self.pk}"

    @property
    def support_words(self) -> str:
        count = self.support_count
        if count == 0:
            return gettext("Noch niemand sonst möchte das wissen")
        words = ngettext(
            "%(count)d Mensch möchte das auch wissen",
            "%(count)d Menschen möchten das auch wissen",
            count,
        )
        return words % {"count": count}

    @property
    def can_be_supported(self) -> bool:
        return self.room.is_open and self.is_public and self.state in TO_ANSWER

    @property
    def shown_name(self) -> str:
        """The name beside a question: none, unless the room shows names."""
        if not self.room.shows_names or self.participant is None:
            return ""
        return self.participant.nickname


class QuestionSupportQuerySet(models.QuerySet):
    def people(self) -> int:
        """How many they are: a guest who is known to be an account is one with it."""
        who = Coalesce("participant__counts_as", "participant")
        return self.values_list(who).distinct().count()


class QuestionSupport(models.Model):
    """Somebody wants to know that, too: once from each person.

    `came_from` is the question that was merged into this one and brought it along.
    """

    question = models.ForeignKey(
        Question, on_delete=models.CASCADE, related_name="supports"
    )
    participant = models.ForeignKey(
        Participant, on_delete=models.CASCADE, related_name="supports"
    )
    came_from = models.ForeignKey(
        Question,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    at = models.DateTimeField(auto_now_add=True)

    objects = QuestionSupportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["question", "participant"], name="questionsupport_once"
            ),
        ]

    def __str__(self) -> str:
        return f"support {self.pk} of question {self.question_id}"
