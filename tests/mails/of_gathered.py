"""Samples of mails that gather: digests, and the Rundbrief."""

from django.conf import settings
from django.utils import timezone

from commons import kinds
from commons.delivery import services as delivery
from commons.delivery.models import Delivery
from commons.notifications import reasons
from commons.notifications.enums import Pace
from commons.notifications.models import Digest, Notification
from commons.notifications.services import follow
from commons.verbs.models import Happening
from neighbourhood.newsletters.models import Correction, Subscription
from neighbourhood.regions.models import Region
from tests.factories.accounts import UserFactory
from tests.mails.of_answers import answer_sets, answers
from tests.mails.of_ideas import comments, decisions
from tests.mails.samples import LANGUAGES, idea, renderer
from tests.neighbourhood.reading_letters import (
    asked,
    own_piece,
    piece_of_idea,
    published,
    subscribed,
)

INTRO = """Liebe Nachbarinnen und Nachbarn,

der Herbst war **bunt**. Das steht an:

- am Samstag das Fest
- am Montag die Sprechstunde"""


@renderer("digest")
def digests():
    """Of one piece of news and of several, for each pace and language; and long ones."""
    for language in LANGUAGES:
        for pace in (Pace.AT_ONCE, Pace.DAILY, Pace.WEEKLY):
            for count in (1, 3):
                _gathered(UserFactory(language=language), pace, new_ideas(count))
    reader = UserFactory()
    _gathered(reader, Pace.WEEKLY, [*new_ideas(9, 3), *of_several_sorts(reader)])
    _gathered(UserFactory(), Pace.DAILY, new_ideas(60, 4))
    return rows_of("digest")


def new_ideas(count, places=1):
    """Verb, target, parameters and reason of ideas in so many Stadtteile."""
    regions = list(Region.objects.order_by("number")[:places])
    for number in range(count):
        made = idea(region=regions[number % places])
        yield "idea.published", made, {}, "region_follower"


def of_several_sorts(reader):
    """Followed, one's own against one, and talk."""
    for key, make, reason in (
        ("answer.published", answers, "supporter"),
        ("answer_set.published", answer_sets, "follower"),
        ("idea.declined", decisions, "author"),
        ("comment.published", comments, "answered"),
    ):
        target, params = next(make(key))
        if key == "answer_set.published":
            for item in target.items.all():
                follow(reader, item.answer.idea)
        if key == "idea.declined":
            target.author = reader
            target.save()
        yield key, target, params, reason


@renderer("newsletter")
def issues():
    issue = _issue()
    for number, reader in enumerate(_readers()):
        delivery.enqueue(
            key=f"newsletter:{number}",
            renderer="newsletter",
            params={"newsletter": issue.pk, "subscription": reader.pk},
            to_address=f"leserin{number}@example.net",
        )
    return rows_of("newsletter")


@renderer("newsletter_correction")
def corrections():
    wrong = _issue().corrections.get()
    for number, reader in enumerate(_readers()):
        delivery.enqueue(
            key=f"correction:{number}",
            renderer="newsletter_correction",
            params={"correction": wrong.pk, "subscription": reader.pk},
            to_address=f"leserin{number}@example.net",
        )
    return rows_of("newsletter_correction")


@renderer("newsletters.confirm")
def asked_for():
    for number, language in enumerate(LANGUAGES):
        asked(f"neu{number}@example.net", language=language)
    asked("neu@example.net", is_everywhere=True)
    waiting = Subscription.objects.filter(confirmed_at=None)
    ids = set(waiting.values_list("pk", flat=True))
    rows = rows_of("newsletters.confirm")
    return [row for row in rows if row.params["subscription"] in ids]


def _issue():
    """With pieces of each sort, and a correction."""
    issue = published(intro=INTRO)
    own_piece(issue, "Sperrung", f"Umleitung: {settings.BASE_URL}/{'umweg-' * 30}/")
    for _number in range(3):
        piece_of_idea(issue, idea(text=INTRO, region=issue.region))
    Correction.objects.create(
        newsletter=issue, text="Es ist der **Sonntag**.", created_at=timezone.now()
    )
    return issue


def _readers():
    return [
        subscribed(f"leserin{number}@example.net", language=language)
        for number, language in enumerate(LANGUAGES)
    ]


def rows_of(key):
    return list(Delivery.objects.filter(renderer=key).order_by("pk"))


def _gathered(reader, pace, news):
    now = timezone.now()
    row = delivery.prepare(
        key=f"digest:{reader.pk}", renderer="digest", to_user_id=reader.pk
    )
    ids = delivery.enqueue_all([row])
    digest = Digest.objects.create(
        user=reader,
        pace=pace,
        due_at=now,
        created_at=now,
        closed_at=now,
        delivery_id=ids[row.key],
    )
    for verb, target, params, reason in news:
        happening = Happening.objects.create(
            verb=verb,
            kind=kinds.of(target).key,
            target_id=target.pk,
            params=params,
            happened_at=now,
            not_before=now,
            expanded_at=now,
        )
        Notification.objects.create(
            happening=happening,
            user=reader,
            reason=reason,
            subject=reasons.of(reason).subject,
            pace=pace,
            digest=digest,
            delivery_id=ids[row.key],
            created_at=now,
        )
