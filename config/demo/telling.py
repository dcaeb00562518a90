"""What the demo's people are told: at once, gathered, by the bell alone; and wishes.

The engine tells it, of moments that lie back; one gathered mail goes to the demo's
postbox, the next one waits, with news of several Stadtteile.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from django.utils import timezone

from commons.accounts.models import User
from commons.clock import berlin_today
from commons.notifications import subjects
from commons.notifications.enums import Pace
from commons.notifications.models import Digest, Notification
from commons.notifications.services import expand, follow, follows, preferences
from commons.notifications.services.digests import close_due
from commons.verbs.models import Happening
from neighbourhood.departments.models import Topic
from neighbourhood.regions.models import Region
from participation.discussion.models import Comment
from participation.discussion.register import TALK
from participation.ideas.models import Idea

READER = "bewohnerin"
PLACES = ("karow", "buch", "weissensee")
COMMENTS = 4  # the newest so many are told
WEEK = timedelta(days=7)
SUPPORTED = timedelta(hours=5)  # ago

Moments = dict[tuple[str, int], datetime]


def tell(people: Mapping[str, User]) -> None:
    """Needs ideas, support and comments; run it last, it sends what it says."""
    _wish(people)
    _told(_found({"idea.published": _ideas(slice(1, 3))}))
    went = _send_last_mail(people[READER])
    _told((pk, max(moment, went)) for pk, moment in _found(_newest(people[READER])))
    preferences.pause(people["nachbar-02"], berlin_today() + timedelta(days=14))


def _wish(people: Mapping[str, User]) -> None:
    regions = list(Region.objects.filter(slug__in=PLACES))
    for region in regions:
        follow(people[READER], region)
    daily, bell, eager = (people[f"nachbar-{number}"] for number in ("01", "03", "04"))
    follow(daily, regions[0])
    preferences.set_paces(daily, {subjects.FOLLOWED: Pace.DAILY, TALK: Pace.DAILY})
    preferences.set_hours(daily, daily_hour=18, weekly_day=4, weekly_hour=17)
    preferences.set_mail(bell, wanted=False)
    topic = Topic.objects.filter(parent=None).order_by("pk")[0]
    follow(eager, topic)
    follows.set_pace(eager, topic, Pace.AT_ONCE)


def _ideas(which: slice) -> Moments:
    """Of each place those of its ideas, counted from the newest."""
    return _moments(
        ("idea", idea.pk, idea.published_at)
        for slug in PLACES
        for idea in Idea.objects.published()
        .filter(region__slug=slug)
        .order_by("-published_at", "pk")[which]
    )


def _newest(reader: User) -> dict[str, Moments]:
    """An idea of each place, some talk, and support for an idea of the reader's."""
    own = Idea.objects.published().filter(author=reader, support_count__gt=2)
    talk = Comment.objects.filter(
        thread__idea__region__slug__in=PLACES, published_at__isnull=False
    )
    return {
        "idea.published": _ideas(slice(1)),
        "comment.published": _moments(
            ("comment", comment.pk, comment.published_at)
            for comment in talk.order_by("-published_at")[:COMMENTS]
        ),
        "idea.supported": _moments(
            ("idea", idea.pk, timezone.now() - SUPPORTED)
            for idea in own.order_by("-published_at")[:1]
        ),
    }


def _found(told: Mapping[str, Moments]) -> list[tuple[int, datetime]]:
    """Happenings that nobody was told of, each with its moment, the oldest first."""
    untold = Happening.objects.filter(verb__in=list(told), notifications=None)
    found = [
        (happening.pk, told[happening.verb][happening.kind, happening.target_id])
        for happening in untold
        if (happening.kind, happening.target_id) in told[happening.verb]
    ]
    return sorted(found, key=lambda each: (each[1], each[0]))


def _moments(rows: Iterable[tuple[str, int, datetime | None]]) -> Moments:
    return {(kind, pk): moment for kind, pk, moment in rows if moment is not None}


def _told(news: Iterable[tuple[int, datetime]]) -> None:
    for pk, moment in news:
        happening = Happening.objects.filter(pk=pk)
        happening.update(
            happened_at=moment, not_before=moment, expanded_at=None, told_up_to=None
        )
        expand(pk)
        happening.update(expanded_at=moment)
        Notification.objects.filter(happening=pk).update(created_at=moment)


def _send_last_mail(reader: User) -> datetime:
    """As it would have gone a week before the next one; the worker sends it."""
    digest = Digest.objects.get(user=reader, pace=Pace.WEEKLY, closed_at=None)
    same, went = Digest.objects.filter(pk=digest.pk), digest.due_at - WEEK
    same.update(due_at=went, created_at=went - WEEK)
    close_due()
    same.update(closed_at=went)
    return went
