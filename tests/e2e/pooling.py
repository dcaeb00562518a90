"""The pool for the world: a room with a full week, things of every sort, a request."""

import uuid
from datetime import timedelta

from django.urls import reverse

from commons.clock import berlin_today
from participation.moderation.enums import Publication
from participation.pool.enums import EndReason, ResourceKind, Side
from participation.pool.services import booking as bookings
from participation.pool.services.inquiring import inquire
from tests.e2e.words import LONG
from tests.factories.accounts import UserFactory
from tests.factories.networks import make_house
from tests.factories.pool import OfferFactory, make_booking, on_day


def fill(world):
    resident = world.people["resident"]
    region = world.ideas["published"].region
    room = OfferFactory(
        author=resident,
        region=region,
        title="Gruppenraum mit einem langen Namen im Nachbarschaftshaus am Platz",
        text=LONG,
        conditions="Bitte besenrein. Nur für gemeinnützige Zwecke.",
        opens_at="08:00",
        closes_at="22:00",
    )
    asked = make_booking(room, during=on_day(3))
    agreed = make_booking(room, during=on_day(4), by=resident)
    bookings.confirm(agreed, by=resident)
    other = OfferFactory(title="Werkraum", region=region)
    make_booking(other, by=resident)
    OfferFactory(title="Lastenrad", kind=ResourceKind.VEHICLE, is_bookable=True)
    wanted = OfferFactory(
        title="Chor sucht einen Raum", author=resident, side=Side.REQUEST, region=region
    )
    inquire(
        wanted,
        text="Wir hätten donnerstags Platz.",
        contact="030 9018-0",
        draft_id=uuid.uuid4(),
        by=UserFactory(),
    )
    OfferFactory(
        title="Noch zu lesen", author=resident, publication=Publication.SUBMITTED
    )
    OfferFactory(
        title="Vom letzten Jahr",
        author=resident,
        expires_on=berlin_today() - timedelta(days=9),
        ended_at=room.submitted_at,
        ended_because=EndReason.EXPIRED,
    )
    house = make_house(name="Nachbarschaftshaus mit zwei Räumen")
    for title in ("Großer Saal", "Kleiner Raum"):
        make_booking(OfferFactory(title=title, actor=house), during=on_day(3))
    world.pages["anonymous"] |= {
        "pool-haus": _at("house-week", house),
        "pool": reverse("pool:offer-list"),
        "pool-leer": reverse("pool:offer-list") + "?q=gibtesnicht",
        "pool-eintrag": room.get_absolute_url(),
        "pool-belegung": f"{_at('offer-week', room)}?tag={on_day(3).first_day:%Y-%m-%d}",
    }
    world.pages["resident"] |= {
        "pool-meine": reverse("pool:pool-mine"),
        "pool-anbieten": reverse("pool:offer-create", args=["angebot"]),
        "pool-suchen": reverse("pool:offer-create", args=["gesuch"]),
        "pool-gesuch": wanted.get_absolute_url(),
        "pool-aendern": _at("offer-edit", room),
        "pool-gilt-noch": _at("offer-renew", room),
        "pool-zurueckziehen": _at("offer-withdraw", room),
        "pool-kalender": _at("calendar-connect", room),
        "pool-anfragen": _at("offer-book", other),
        "pool-nachricht": _at("inquiry-create", other),
        "pool-buchung": asked.get_absolute_url(),
        "pool-ablehnen": _at("booking-decline", asked),
        "pool-absagen": _at("booking-cancel", asked),
    }
    world.pages["coordinator"] |= {"pool-regeln": reverse("pool:pool-terms")}


def _at(name, row):
    return reverse(f"pool:{name}", args=[row.pk])
