"""People who ask for Rundbriefe, and issues that they may read."""

from datetime import date

from django.urls import reverse
from django.utils import timezone

from commons.delivery import messages
from commons.delivery.models import Delivery
from commons.delivery.renderers import get
from neighbourhood.newsletters.enums import NewsletterState
from neighbourhood.newsletters.models import Item, Newsletter, Subscription
from neighbourhood.newsletters.services import subscriptions
from neighbourhood.newsletters.services.subscriptions import Choice
from neighbourhood.newsletters.subscription_keys import confirm_token, stop_token
from neighbourhood.regions.models import Region

FORM = "/rundbriefe/bestellen/"
ADDRESS = "kanaria@example.net"


def here(slug="pankow-zentrum"):
    return Region.objects.get(slug=slug)


def asked(address=ADDRESS, *regions, is_everywhere=False, language="de"):
    """The row of an address that has a mail with a button."""
    ids = frozenset(region.pk for region in (regions or [here()]))
    choice = Choice(frozenset() if is_everywhere else ids, is_everywhere=is_everywhere)
    subscriptions.ask(address, choice=choice, language=language)
    return Subscription.objects.latest("pk")


def subscribed(address=ADDRESS, *regions, **options):
    """The same, once the button was pressed."""
    return subscriptions.confirm(asked(address, *regions, **options).pk)


def confirm_url(row):
    return reverse("newsletters:subscribe-confirm", args=[confirm_token(row.pk)])


def page_of(row):
    return reverse("newsletters:subscription", args=[stop_token(row.pk)])


def typed(**changes):
    """What somebody without an account fills in, having looked at the page first."""
    fields = {"regions": ["pankow-zentrum"], "email": ADDRESS, "has_consent": "on"}
    return fields | changes


def newest_mail():
    return Delivery.objects.latest("pk")


def built(delivery):
    """The message as a mail server gets it."""
    return messages.build(delivery, get(delivery.renderer)(delivery))


def published(region=None, *, number=1, title="Neues aus dem Kiez", **fields):
    """An issue that has been sent, with one piece of its own."""
    now = timezone.now()
    issue = Newsletter.objects.create(
        **{
            "region": region or here(),
            "year": 2026,
            "number": number,
            "title": title,
            "period_from": date(2026, 10, 1),
            "period_to": date(2026, 10, 31),
            "intro": "Der Herbst war bunt.",
            "state": NewsletterState.SENT,
            "created_at": now,
            "released_at": now,
            "started_at": now,
            "sent_at": now,
        }
        | fields
    )
    own_piece(issue)
    return issue


def own_piece(issue, title="Nachbarschaftsfest", text="Am Samstag auf dem Anger."):
    return Item.objects.create(
        newsletter=issue, section="own", position=1, title=title, text=text
    )


def piece_of_idea(issue, idea):
    return Item.objects.create(
        newsletter=issue, section="ideas", kind="idea", target_id=idea.pk, position=2
    )
