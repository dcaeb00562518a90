"""Samples of mails that gather: digests, and the Rundbrief."""

from django.utils import timezone

from commons.delivery import services as delivery
from commons.delivery.models import Delivery
from commons.notifications.enums import Pace
from commons.notifications.models import Digest, Notification
from commons.verbs.models import Happening
from neighbourhood.newsletters.models import Correction, Subscription
from tests.factories.accounts import UserFactory
from tests.mails.samples import LANGUAGES, idea, renderer
from tests.neighbourhood.reading_letters import asked, published, subscribed


@renderer("digest")
def digests():
    """Of one piece of news and of several, for each pace and language."""
    for language in LANGUAGES:
        for pace in (Pace.AT_ONCE, Pace.DAILY, Pace.WEEKLY):
            for count in (1, 3):
                _gathered(UserFactory(language=language), pace, count)
    return rows_of("digest")


@renderer("newsletter", "newsletters.confirm", "newsletter_correction")
def issues():
    issue = published()
    wrong = Correction.objects.create(
        newsletter=issue, text="Es ist der Sonntag.", created_at=timezone.now()
    )
    for number, language in enumerate(LANGUAGES):
        address = f"leserin{number}@example.net"
        asked(f"neu{number}@example.net", language=language)
        reader = subscribed(address, language=language)
        delivery.enqueue(
            key=f"newsletter:{number}",
            renderer="newsletter",
            params={"newsletter": issue.pk, "subscription": reader.pk},
            to_address=address,
        )
        delivery.enqueue(
            key=f"correction:{number}",
            renderer="newsletter_correction",
            params={"correction": wrong.pk, "subscription": reader.pk},
            to_address=address,
        )
    told = [*rows_of("newsletter"), *rows_of("newsletter_correction")]
    waiting = set(
        Subscription.objects.filter(confirmed_at=None).values_list("pk", flat=True)
    )
    asking = rows_of("newsletters.confirm")
    return [*told, *(row for row in asking if row.params["subscription"] in waiting)]


def rows_of(key):
    return list(Delivery.objects.filter(renderer=key).order_by("pk"))


def _gathered(reader, pace, count):
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
    for _number in range(count):
        made = idea()
        happening = Happening.objects.create(
            verb="idea.published",
            kind="idea",
            target_id=made.pk,
            happened_at=now,
            not_before=now,
            expanded_at=now,
        )
        Notification.objects.create(
            happening=happening,
            user=reader,
            reason="region_follower",
            subject="places",
            pace=pace,
            digest=digest,
            delivery_id=ids[row.key],
            created_at=now,
        )
