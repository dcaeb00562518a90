"""Mails as they leave: made of the samples, by the renderers, as messages."""

from dataclasses import dataclass
from email.message import EmailMessage

from django.utils import timezone, translation

from commons import kinds
from commons.accounts.models import User
from commons.delivery import messages, renderers, services as delivery
from commons.delivery.models import Delivery
from commons.delivery.renderers import Rendered
from commons.notifications import reasons
from commons.notifications.models import Notification
from commons.verbs import registry
from commons.verbs.models import Happening
from tests.mails import (  # noqa: F401 -- they fill the registry
    of_actors,
    of_answers,
    of_concerns,
    of_desk,
    of_directory,
    of_events,
    of_gathered,
    of_ideas,
    of_networks,
    of_offices,
    of_people,
    of_pool,
    of_posts,
    of_registrations,
    of_rounds,
    of_together,
    samples,
)


@dataclass(frozen=True)
class Mail:
    """`notification` is what it tells, if it tells a single one."""

    name: str
    rendered: Rendered
    message: EmailMessage
    delivery: Delivery
    notification: Notification | None = None

    @property
    def language(self):
        return self.rendered.language

    @property
    def text(self):
        return self.message.get_body("plain").get_content()

    @property
    def headers(self):
        return self.message.items()

    @property
    def html(self):
        return self.message.get_body("html").get_content()


def of_verb(key, languages=samples.LANGUAGES):
    """For each sort of recipient of each sample, in each language."""
    for number, (target, params) in enumerate(samples.verbs()[key](key)):
        for notification in told(key, target, params):
            for language in languages:
                sort = notification.reason
                who = "Konto" if notification.user_id else "Adresse"
                name = f"{key} {number} {sort} {who} {language}"
                yield _in_language(name, notification, language)


def of_renderer(key):
    for number, row in enumerate(samples.renderers()[key]()):
        yield _made(f"{key} {number}", row)


def told(key, target, params):
    """A notification with its delivery for each sort of recipient that mail reaches."""
    verb, now = registry.get(key), timezone.now()
    happening = Happening.objects.create(
        verb=key,
        kind=kinds.of(target).key,
        target_id=target.pk,
        params=params,
        happened_at=now,
        not_before=now,
        expanded_at=now,
    )
    sorts, people = set(), set()
    for who in verb.audience(target, params):
        sort, person = (who.reason, who.user_id is None), who.user_id or who.address
        if who.is_on_paper or sort in sorts or person in people:
            continue
        sorts.add(sort)
        people.add(person)
        yield _told(happening, who, verb)


def _told(happening, who, verb):
    notification = Notification.objects.create(
        happening=happening,
        user_id=who.user_id,
        address=who.address,
        language=who.language,
        reason=who.reason,
        subject=verb.subject or reasons.of(who.reason).subject,
        created_at=happening.happened_at,
    )
    delivery.enqueue(
        key=f"notification:{notification.pk}",
        renderer="notification",
        to_user=notification.user,
        to_address=who.address,
    )
    notification.delivery = Delivery.objects.get(key=f"notification:{notification.pk}")
    notification.save(update_fields=["delivery"])
    return notification


def _in_language(name, notification, language):
    if notification.user_id:
        User.objects.filter(pk=notification.user_id).update(language=language)
    else:
        Notification.objects.filter(pk=notification.pk).update(language=language)
    row = Delivery.objects.get(pk=notification.delivery_id)
    return _made(name, row, notification)


def _made(name, row, notification=None):
    """As the sender does it, while another language is active in the worker."""
    with translation.override("en"):
        rendered = renderers.get(row.renderer)(row)
        message = messages.build(row, rendered)
    return Mail(name, rendered, message, row, notification)
