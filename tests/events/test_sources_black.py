"""What was blackened does not come back with a partner's calendar."""

import pytest

from commons.blackening import BAR
from events.calendar.models import Event, ImportedEvent
from participation.moderation.enums import Blackened
from participation.moderation.queries import redaction as queries
from participation.moderation.queries.redaction import Cut
from participation.moderation.services.redaction import Wish, redact
from tests.factories.accounts import make_staff
from tests.factories.events import at
from tests.factories.sources import (
    entry,
    read_again,
    says,
    standing,
)

pytestmark = pytest.mark.django_db


def blacken(event, words):
    """As the desk does, by the words of its place."""
    (said,) = [each for each in queries.texts_of(event) if each.key == "place-text"]
    marked = [word.text.strip(".,") for word in queries.words_on_page(said, [])]
    names = words.split()
    first = marked.index(names[0])
    cut = Cut("place-text", first, first + len(names) - 1, Blackened.NAME)
    redact(event, Wish(version=event.version, cuts=(cut,), text=""), by=make_staff())


def test_a_blackened_place_stays_black_for_all_that_happens_there(partner):
    """Named before only in the event: the next reading wrote the place anew."""
    where = "Bei Adele Zwitscher, Garten"
    source = standing(partner, entry("a", where=where))
    event = Event.objects.get()
    blacken(event, "Adele")

    says(
        partner,
        entry("a", where=where, starts=at(9)),
        entry("b", "GEO:52.57;13.40", where=where),
    )
    read_again(source)

    places = list(source.places.values_list("text", flat=True))
    kept = [row.place_text for row in Event.objects.order_by("pk")]
    assert len(places) == 1
    assert len(kept) == 2
    assert not [text for text in (*places, *kept) if "Adele" in text]
    assert all(BAR in text for text in (*places, *kept))
    assert not Event.objects.filter(lon__isnull=False).exists()
    assert Event.objects.get(external_uid="a").occurrences.get().starts_at == at(9)


def test_two_places_that_are_alike_once_they_are_black_stay_two(partner):
    first, second = (f"Bei Adele {name}, Haus" for name in ("Zwitscher", "Zwitschern"))
    source = standing(partner, entry("a", where=first), entry("b", where=second))

    blacken(Event.objects.get(external_uid="a"), "Adele Zwitscher")
    read_again(source)

    assert source.places.count() == 2
    assert not source.places.filter(text__contains="Zwitscher").exists()


def test_a_blackened_address_on_the_web_does_not_come_back(partner):
    address = "URL:https://haus.example/adele-zwitscher"
    source = standing(partner, entry("a", address))
    ImportedEvent.objects.update(url=f"https://haus.example/{BAR}")

    says(partner, entry("a", address, starts=at(9)))
    read_again(source)

    assert BAR in ImportedEvent.objects.get().url
