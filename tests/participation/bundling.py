"""What the tests of bundles share."""

import json

from django.urls import reverse
from django.utils import timezone

from commons.delivery import outcomes as delivery_outcomes
from commons.delivery.enums import DeliveryState
from commons.delivery.models import Delivery
from commons.links import services as links
from participation.bundles.answer_words import FIELDS
from participation.bundles.models import Bundle
from participation.bundles.services import packing
from participation.bundles.services.bundling import bundle_up
from participation.ideas.enums import Case
from participation.referrals.models import Referral
from tests.factories.ideas import IdeaFactory

NOTE = "Bitte prüfen Sie das."


def open_ideas(count, **fields):
    return IdeaFactory.create_batch(count, case=Case.OPEN, **fields)


def bundled(ideas, department, *, by, **more):
    """A bundle whose mail waits in the outbox."""
    bundle = bundle_up(ideas, department=department, cover_note=NOTE, by=by, **more)
    packing.pack(bundle.pk)
    return fresh(bundle)


def sent(bundle):
    """The mail server took it."""
    return end(bundle, DeliveryState.SENT)


def failed(bundle):
    return end(bundle, DeliveryState.FAILED)


def end(bundle, state):
    now = timezone.now()
    at = {"sent_at": now} if state == DeliveryState.SENT else {"failed_at": now}
    empty = {"sent_at": None, "failed_at": None} | at
    rows = Delivery.objects.filter(pk=bundle.delivery_id)
    rows.update(state=state, lease_until=None, **empty)
    assert delivery_outcomes.tell(rows.get())
    return fresh(bundle)


def fresh(bundle):
    return Bundle.objects.get(pk=bundle.pk)


def rows_of(bundle):
    rows = Referral.objects.filter(bundle_item__bundle=bundle)
    return list(rows.select_related("idea").order_by("bundle_item__position"))


def states_of(bundle):
    return [row.state for row in rows_of(bundle)]


def with_department(count, department, *, by, **more):
    """A bundle that an Amt has, with its rows."""
    bundle = sent(bundled(open_ideas(count), department, by=by, **more))
    return bundle, rows_of(bundle)


def enter(client, bundle, link=None):
    """As somebody without an account who presses the button behind the mail's link."""
    token = links.token_of(link or bundle.link)
    return client.post(reverse("bundles:link-show", args=[token]))


def page_of(bundle, name="bundle-show"):
    return reverse(f"bundles:{name}", args=[bundle.pk])


def filled(rows, words):
    """What the page posts: a place for each row, filled where there are words."""
    posted = {}
    for number, row in enumerate(rows):
        posted[f"z{number}-row"] = row.pk
        for name in FIELDS:
            posted[f"z{number}-{name}"] = words.get(row.pk, {}).get(name, "")
    return posted


def confirmed(preview, speaker="Sachgebiet Grün"):
    """What the button "Jetzt absenden" of a preview posts."""
    initial = preview.context["rows_form"].initial
    rows = {str(pk): words for pk, words in initial["rows"].items()}
    return {
        "rows": json.dumps(rows),
        "way": initial["way"],
        "speaker": speaker,
        "unit": "SGA 3",
        "reference": "",
    }
