""" "Stimmt das noch?": twice a year an actor is asked, and one click is enough.

`ask_next_on` is the only clock: beat asks whoever's day has come, again after some
days, and lays the entry into the archive once the last question went unanswered.
Where nobody can be asked the day stays in the past, and the SPK sees it
(`queries.tending`).
"""

from calendar import monthrange
from datetime import date, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from commons.accounts.models import User
from commons.clock import berlin_date, berlin_today
from commons.terms.queries import current
from commons.verbs.services import happened
from participation.actors.models import Actor, DirectoryTerms
from participation.actors.queries.people import speaker_ids
from participation.actors.queries.tending import somebody
from participation.actors.services import archiving, telling_owners
from participation.actors.still_true import ASKS, DOOR

# So many a run: the rest waits until tomorrow, and the outbox for nobody.
MOST_A_RUN = 500
MONTHS_A_YEAR = 12


@transaction.atomic
def confirm(actor: Actor, *, by: User | None) -> Actor:
    """The entry holds; from the archive it comes back into the lists.

    Args:
        by: None for whoever holds the key of a mail.

    Raises:
        RuleViolation: it is not public (`not_public`).
    """
    actor = archiving.locked_public(actor)
    was_archived = actor.archived_at is not None
    now = timezone.now()
    actor.confirmed_at, actor.archived_at = now, None
    actor.asked_count = 0
    actor.ask_next_on = months_after(berlin_date(now), current(DirectoryTerms).months)
    actor.save(update_fields=archiving.FIELDS)
    verb = "actor.brought_back" if was_archived else "actor.confirmed"
    happened(verb, actor, by=by)
    return actor


def ask_due() -> int:
    """Ask everyone whose day has come; the sweep of beat. Gives how many were met."""
    terms, today = current(DirectoryTerms), berlin_today()
    _plan(terms)
    due = Actor.objects.listed().filter(somebody(), ask_next_on__lte=today)
    pks = due.order_by("ask_next_on", "pk").values_list("pk", flat=True)[:MOST_A_RUN]
    return sum(_ask(pk, terms, today) for pk in list(pks))


def _plan(terms: DirectoryTerms) -> None:
    """Whoever has just come into the directory is asked in half a year."""
    new = Actor.objects.listed().filter(ask_next_on__isnull=True)
    for actor in new.order_by("pk").iterator():
        known = actor.confirmed_at or actor.published_at or actor.submitted_at
        day = months_after(berlin_date(known), terms.months)
        # Meanwhile it may have gone into the archive, where nobody is asked.
        same = Actor.objects.listed().filter(pk=actor.pk, ask_next_on__isnull=True)
        same.update(ask_next_on=day)


@transaction.atomic
def _ask(pk: int, terms: DirectoryTerms, today: date) -> bool:
    """One actor; False if it needs nothing any more, or nobody can be asked."""
    rows = Actor.objects.listed().select_for_update(of=("self",))
    actor = rows.filter(pk=pk, ask_next_on__lte=today).first()
    if actor is None:
        return False
    later = _next_after_edit(actor, terms)
    if later is not None and later > today:
        Actor.objects.filter(pk=pk).update(ask_next_on=later, asked_count=0)
        return False
    if actor.asked_count >= terms.times:
        archiving.archive(actor, by=None, why=archiving.Why.SILENT)
        return True
    key = f"actor-asked:{actor.pk}:{today.isoformat()}"
    if not telling_owners.write(actor, ASKS, DOOR, key=key):
        return False
    Actor.objects.filter(pk=pk).update(
        asked_count=F("asked_count") + 1,
        ask_next_on=today + timedelta(days=terms.days),
    )
    happened("actor.asked", actor, by=None, time=actor.asked_count + 1)
    return True


def _next_after_edit(actor: Actor, terms: DirectoryTerms) -> date | None:
    """Whoever has just written the profile anew need not be asked about it."""
    own = actor.snapshots.filter(created_by__in=speaker_ids(actor))
    last = own.order_by("-version").values_list("created_at", flat=True).first()
    return months_after(berlin_date(last), terms.months) if last else None


def months_after(day: date, months: int) -> date:
    """The same day some months later, or the last of a shorter month."""
    years, month = divmod(day.month - 1 + months, MONTHS_A_YEAR)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
