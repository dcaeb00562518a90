"""Who is registered for a date, and what somebody who comes to its page can do."""

from dataclasses import dataclass

from django.db.models import Case, F, IntegerField, Q, QuerySet, Sum, When
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import Promise

from commons.accounts.visitors import Visitor
from events.calendar import keys, openness
from events.calendar.models import Occurrence, Registration, Turnout
from events.calendar.registration_states import RegistrationState


@dataclass(frozen=True)
class Standing:
    """Whether one can register just now: `code` and `why` say why not.

    `free` is None where there is no limit. `waiting` are registrations, not heads.
    """

    code: str
    why: str | Promise
    free: int | None
    waiting: int

    @property
    def is_open(self) -> bool:
        return not self.code

    @property
    def is_full(self) -> bool:
        """Who registers now comes on the waiting list, unless they are few enough."""
        return self.free == 0


def standing(occurrence: Occurrence) -> Standing:
    """One query: the line. The occurrence brings its event."""
    code = openness.why_closed(occurrence, timezone.now())
    return Standing(
        code=code,
        why=openness.WORDS.get(code, ""),
        free=occurrence.free_seats,
        waiting=Registration.objects.waiting().filter(occurrence=occurrence).count(),
    )


def mine(occurrence: Occurrence, visitor: Visitor) -> Registration | None:
    """What stands for somebody who is signed in."""
    if visitor.user_id is None:
        return None
    rows = Registration.objects.live().filter(user_id=visitor.user_id)
    return rows.filter(occurrence=occurrence).first()


def of_occurrence(occurrence: Occurrence) -> QuerySet[Registration]:
    """For the organiser: seats by name, then offers, then the line, then the rest."""
    order = Case(
        When(state=RegistrationState.HELD, then=0),
        When(state=RegistrationState.OFFERED, then=1),
        When(state=RegistrationState.WAITING, then=2),
        default=3,
        output_field=IntegerField(),
    )
    waits = Q(state=RegistrationState.WAITING)
    rows = Registration.objects.filter(occurrence=occurrence)
    return (
        rows.exclude(state=RegistrationState.UNPROVEN)
        .select_related("user", "occurrence__event")
        .annotate(
            group=order,
            turn=Case(When(waits, then=F("place_in_line")), default=0),
        )
        .order_by("group", "turn", "name", "pk")
    )


def place_of(registration: Registration) -> int:
    """How many wait until it is their turn; 1 is next, 0 does not wait."""
    if registration.state != RegistrationState.WAITING:
        return 0
    line = Registration.objects.waiting().filter(occurrence=registration.occurrence_id)
    ahead = line.filter(place_in_line__lt=registration.place_in_line)
    return ahead.count() + 1


def turnout_of(occurrence: Occurrence) -> Turnout:
    """Heads, of rows that are there and of those deleted since; unsaved."""
    kept = Turnout.objects.filter(occurrence=occurrence).first() or Turnout()
    heads = Registration.objects.filter(occurrence=occurrence).aggregate(
        registered=Sum("party", filter=Q(state=RegistrationState.HELD), default=0),
        came=Sum("came", default=0),
        waiting=Sum("party", filter=Q(state=RegistrationState.WAITING), default=0),
    )
    return Turnout(
        occurrence=occurrence,
        registered=kept.registered + heads["registered"],
        came=kept.came + heads["came"],
        waiting=kept.waiting + heads["waiting"],
    )


def may_be_read(
    registration: Registration, visitor: Visitor, request: HttpRequest
) -> bool:
    """Whoever's it is, signed in or by the key of a mail."""
    is_own = visitor.user_id is not None and registration.user_id == visitor.user_id
    return is_own or keys.opened(request, registration.pk)
