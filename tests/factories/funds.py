"""Calls for money and applications, made by the real services."""

from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from commons.clock import berlin_today
from participation.pool.models import FundingCall
from participation.pool.services import applications
from participation.pool.services.applications import Contact, Plan
from tests.factories.accounts import UserFactory

COSTS = (("Farbe und Pinsel", Decimal("180.50")), ("Zwei Bänke", Decimal(1250)))


def make_call(**fields):
    """Everybody reads it, and can apply for a month."""
    now = timezone.now()
    defaults = {
        "title": "Geld für Nachbarschaften",
        "slug": "geld-fuer-nachbarschaften",
        "giver": "Bezirksamt",
        "summary": "Für alles, was Nachbar:innen **gemeinsam** machen.",
        "criteria": "- Sachmittel\n- kein Lohn",
        "most_amount": 3_000,
        "closes_on": berlin_today() + timedelta(days=30),
        "contact_office": "Planungskoordination",
        "contact_phone": "030 9018-0",
        "send_to": "Bezirksamt, Planungskoordination\n13187 Berlin",
        "published_at": now,
        "changed_at": now,
    }
    return FundingCall.objects.create(**{**defaults, **fields})


def make_plan(**fields):
    day = berlin_today() + timedelta(days=60)
    defaults = {
        "title": "Bänke für den Hof",
        "purpose": "Damit sich alle setzen **können**.",
        "kind": "Wir kaufen Bänke und streichen sie.",
        "extent": "Zwei Bänke, ein Nachmittag, zwanzig Menschen.",
        "from_on": day,
        "until_on": day + timedelta(days=14),
        "costs": COSTS,
        "own_share": Decimal(200),
        "contact": Contact("Kiezrunde", "kiezrunde@example.org", "030 1234567"),
    }
    return Plan(**{**defaults, **fields})


def make_application(call=None, *, by=None, actor=None, **fields):
    return applications.begin(
        call or make_call(), make_plan(**fields), by=by or UserFactory(), actor=actor
    )


def small_world(author):
    """A call with somebody who applies, for the matrix of routes and roles."""
    call = make_call()
    return {
        "fund": call.pk,
        "fund_slug": call.slug,
        "application": make_application(call, by=author).pk,
    }
