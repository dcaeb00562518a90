import secrets
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from commons.accounts.visitors import Visitor
from events.calendar.models import Event, Occurrence
from events.live.enums import Moderation, RoomState
from participation.moderation.enums import Publication

# No sign that looks or sounds like another one: it is read from a wall and typed.
SIGNS = "ABCDEFHJKLMNPRSTUVWXYZ34789"
CODE_LENGTH = 6
HELPER_CODE_LENGTH = 10
LONGEST_NICKNAME = 40
# What the desk said no to: no code opens it, and having joined neither.
TAKEN_DOWN = frozenset({Publication.DECLINED, Publication.HIDDEN, Publication.REMOVED})


def new_code() -> str:
    return "".join(secrets.choice(SIGNS) for _each in range(CODE_LENGTH))


def new_helper_code() -> str:
    return "".join(secrets.choice(SIGNS) for _each in range(HELPER_CODE_LENGTH))


class RoomQuerySet(models.QuerySet):
    def managed_by(self, visitor: Visitor) -> Self:
        managed = Event.objects.managed_by(visitor).values("pk")
        return self.filter(occurrence__event__in=managed)

    def visible_to(self, visitor: Visitor) -> Self:
        """Those of dates the visitor sees, those they joined, those they manage.

        Having joined opens nothing that the desk has taken down.
        """
        seen = Occurrence.objects.visible_to(visitor).values("pk")
        begun = Q(occurrence__in=seen) & ~Q(state=RoomState.PREPARED)
        down = Q(occurrence__event__publication__in=sorted(TAKEN_DOWN))
        joined = Q(pk__in=Participant.objects.of(visitor).values("room")) & ~down
        managed = Event.objects.managed_by(visitor).values("pk")
        return self.filter(begun | joined | Q(occurrence__event__in=managed))

    def with_event(self) -> Self:
        return self.select_related("occurrence__event__region")


class Room(models.Model):
    """The room in which an assembly is held: one for each date, while it lasts.

    `code` is short, as people type it from the wall; it opens nothing that the event's
    page does not show. `helper_code` lets somebody in the hall type for others.
    `version` counts what changed; open pages know by it that they missed something.
    """

    occurrence = models.OneToOneField(
        Occurrence, on_delete=models.PROTECT, related_name="room"
    )
    code = models.CharField(max_length=8, unique=True, default=new_code)
    helper_code = models.CharField(max_length=12, unique=True, default=new_helper_code)
    state = models.CharField(
        max_length=10, choices=RoomState, default=RoomState.PREPARED
    )
    moderation = models.CharField(
        _("Wann Fragen zu sehen sind"),
        max_length=10,
        choices=Moderation,
        default=Moderation.BEFORE,
    )
    shows_names = models.BooleanField(
        _("Namen bei den Fragen zeigen"),
        default=False,
        help_text=_("Gezeigt wird der Name, den sich jemand für diesen Saal gibt."),
    )
    takes_questions = models.BooleanField(_("Fragen annehmen"), default=True)
    people_in_hall = models.PositiveIntegerField(
        _("Menschen im Saal"), null=True, blank=True
    )
    version = models.PositiveBigIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    closed_at = models.DateTimeField(null=True, blank=True)
    forget_on = models.DateField(null=True, blank=True)
    forgotten_at = models.DateTimeField(null=True, blank=True)

    objects = RoomQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["forget_on"],
                condition=Q(forgotten_at__isnull=True, forget_on__isnull=False),
                name="room_to_forget",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="prepared") | Q(opened_at__isnull=False),
                name="room_open_has_time",
            ),
            models.CheckConstraint(
                condition=Q(state="closed", closed_at__isnull=False)
                | (~Q(state="closed") & Q(closed_at__isnull=True)),
                name="room_closed_has_time",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(forget_on__isnull=False),
                name="room_closed_forgets",
            ),
            models.CheckConstraint(
                condition=Q(forgotten_at__isnull=True) | Q(state="closed"),
                name="room_forgets_when_closed",
            ),
        ]

    def __str__(self) -> str:
        return f"room {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("live:room-show", args=[self.pk])

    @property
    def event(self) -> Event:
        return self.occurrence.event

    @property
    def title(self) -> str:
        return self.event.title

    @property
    def is_open(self) -> bool:
        return self.state == RoomState.OPEN

    @property
    def is_closed(self) -> bool:
        return self.state == RoomState.CLOSED

    @property
    def is_called_off(self) -> bool:
        """The date, or the whole event; who has joined may still read."""
        return self.occurrence.is_cancelled or self.event.is_cancelled

    @property
    def opens_by_code(self) -> bool:
        return self.opened_at is not None and self.event.publication not in TAKEN_DOWN

    @property
    def spoken_code(self) -> str:
        """In two halves, as people read it aloud."""
        half = CODE_LENGTH // 2
        return f"{self.code[:half]} {self.code[half:]}"


class ParticipantQuerySet(models.QuerySet):
    def of(self, visitor: Visitor) -> Self:
        """The visitor's own: by account, or by the device of somebody without."""
        if visitor.user_id:
            return self.filter(user_id=visitor.user_id)
        if visitor.device:
            return self.filter(device_hash=visitor.device)
        return self.none()

    def who_is(self, participant: "Participant") -> Self:
        """All under which somebody is known in the room: they count once."""
        first = participant.counts_as_id or participant.pk
        return self.filter(Q(pk=first) | Q(counts_as=first))

    def counted(self) -> Self:
        """Each person once, as far as we know them."""
        return self.filter(counts_as=None)


class Participant(models.Model):
    """Somebody in a room: an account or a device, under the name they gave themselves.

    `came_with` is the device on which an account joined. Whoever goes on there without
    it has a place of their own, where nothing of the account can be read, but votes and
    supports as that account (`counts_as`). Once a set time after the end is over, name,
    device and account are gone and only the count is left.
    """

    room = models.ForeignKey(
        Room, on_delete=models.CASCADE, related_name="participants"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    device_hash = models.CharField(max_length=64, null=True, blank=True)
    came_with = models.CharField(max_length=64, null=True, blank=True)
    counts_as = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    nickname = models.CharField(
        _("Ihr Name in diesem Saal"), max_length=LONGEST_NICKNAME, blank=True
    )
    is_helper = models.BooleanField(default=False)
    joined_at = models.DateTimeField()

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["room", "user"], name="participant_once_per_account"
            ),
            models.UniqueConstraint(
                fields=["room", "device_hash"], name="participant_once_per_device"
            ),
            models.CheckConstraint(
                condition=Q(user__isnull=True) | Q(device_hash__isnull=True),
                name="participant_account_or_device",
            ),
            models.CheckConstraint(
                condition=Q(counts_as__isnull=True) | ~Q(counts_as=F("id")),
                name="participant_counts_as_another",
            ),
        ]

    def __str__(self) -> str:
        return f"participant {self.pk} of room {self.room_id}"
