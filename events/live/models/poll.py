from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.live.models.room import Participant, Room
from events.live.poll_states import COUNTED, SEEN, PollKind, PollState

LONGEST_POLL = 200
LONGEST_OPTION = 120
LONGEST_PLAIN_LINE = 200


class PollQuerySet(models.QuerySet):
    def seen(self) -> Self:
        """What everybody in the room knows of: running ones first, then the newest."""
        running = models.Case(
            models.When(state=PollState.OPEN, then=models.Value(0)),
            default=models.Value(1),
            output_field=models.IntegerField(),
        )
        rows = self.filter(state__in=sorted(SEEN))
        return rows.order_by(running, "-opened_at", "-pk")

    def counted(self) -> Self:
        """Those that are over, as they were held."""
        return self.filter(state__in=sorted(COUNTED)).order_by("opened_at", "pk")


class Poll(models.Model):
    """What the hall is asked. Its figures are counters, never sums of people's rows.

    `ballots` counts who took part. What others may see of it while it runs are the
    `*_shown` figures: those of a look at least five ballots ago (`folding.py`).
    `ballots_held` is the newest look, `since_look` what came after it.
    """

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="polls")
    question = models.CharField(_("Frage"), max_length=LONGEST_POLL)
    plain_line = models.CharField(
        _("Die Frage in Leichter Sprache"),
        max_length=LONGEST_PLAIN_LINE,
        help_text=_("Ein kurzer Satz, den alle verstehen."),
    )
    kind = models.CharField(
        _("Art"), max_length=10, choices=PollKind, default=PollKind.SINGLE
    )
    most = models.PositiveSmallIntegerField(
        _("Wie viele Antworten höchstens?"), default=1
    )
    shows_before_end = models.BooleanField(
        _("Balken schon während der Umfrage zeigen"),
        default=False,
        help_text=_("Sonst ist bis zum Ende nichts zu sehen, auch hier nicht."),
    )
    may_change = models.BooleanField(
        _("Die Stimme darf bis zum Ende geändert werden"),
        default=False,
        help_text=_("Dafür bleibt bis zum Ende gespeichert, wer was gewählt hat."),
    )
    state = models.CharField(
        max_length=10, choices=PollState, default=PollState.PREPARED
    )
    ballots = models.PositiveIntegerField(default=0)
    ballots_held = models.PositiveIntegerField(default=0)
    ballots_shown = models.PositiveIntegerField(default=0)
    since_look = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    shown_at = models.DateTimeField(null=True, blank=True)

    objects = PollQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(question="") & ~Q(plain_line=""), name="poll_has_words"
            ),
            models.CheckConstraint(
                condition=Q(kind="single", most=1) | Q(kind="multiple", most__gte=1),
                name="poll_single_takes_one",
            ),
            models.CheckConstraint(
                condition=Q(state="prepared", opened_at__isnull=True)
                | (~Q(state="prepared") & Q(opened_at__isnull=False)),
                name="poll_open_has_time",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["closed", "shown"], closed_at__isnull=False)
                | (~Q(state__in=["closed", "shown"]) & Q(closed_at__isnull=True)),
                name="poll_closed_has_time",
            ),
            models.CheckConstraint(
                condition=Q(state="shown", shown_at__isnull=False)
                | (~Q(state="shown") & Q(shown_at__isnull=True)),
                name="poll_shown_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"poll {self.pk}"

    def get_absolute_url(self) -> str:
        return f"{self.room.get_absolute_url()}#umfrage-{self.pk}"

    @property
    def item_key(self) -> str:
        return f"p{self.pk}"

    @property
    def is_open(self) -> bool:
        return self.state == PollState.OPEN

    @property
    def is_prepared(self) -> bool:
        return self.state == PollState.PREPARED

    @property
    def is_counted(self) -> bool:
        return self.state in COUNTED

    @property
    def is_shown(self) -> bool:
        return self.state == PollState.SHOWN

    @property
    def is_multiple(self) -> bool:
        return self.kind == PollKind.MULTIPLE


class PollOption(models.Model):
    """An answer with its figures: all votes, those of the last look, those seen."""

    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="options")
    position = models.PositiveSmallIntegerField()
    label = models.CharField(_("Antwort"), max_length=LONGEST_OPTION)
    count = models.PositiveIntegerField(default=0)
    held = models.PositiveIntegerField(default=0)
    shown = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["poll", "position"], name="polloption_position_once"
            ),
            models.CheckConstraint(condition=~Q(label=""), name="polloption_has_words"),
        ]

    def __str__(self) -> str:
        return self.label


class Vote(models.Model):
    """That somebody took part, once; there while the poll runs, and no longer.

    `choices` (keys of options) is empty unless the vote may be changed: nothing else
    needs to know what somebody chose. There is no time, which could be laid beside the
    counters.
    """

    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="votes")
    participant = models.ForeignKey(
        Participant, on_delete=models.CASCADE, related_name="votes"
    )
    choices = ArrayField(models.BigIntegerField(), default=list, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["poll", "participant"], name="vote_once"),
        ]

    def __str__(self) -> str:
        return f"vote in poll {self.poll_id}"
