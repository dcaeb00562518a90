"""What was called off takes place after all, and everybody who heard hears it."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from commons.delivery import renderers
from commons.delivery.enums import DeliveryState
from commons.delivery.models import Delivery
from commons.delivery.renderers import Withdrawn
from commons.errors import RuleViolation
from commons.notifications.models import Notification
from commons.notifications.services import follow
from commons.notifications.services.expansion import expand
from commons.verbs.models import Happening
from events.calendar.models import (
    Event,
    ImportedDate,
    ImportedEvent,
    Occurrence,
    Registration,
)
from events.calendar.registration_states import RegistrationState as S
from events.calendar.services import announcing, cancelling, reinstating
from events.calendar.services.contents import content_of
from participation.moderation.enums import Publication
from tests.factories.accounts import UserFactory
from tests.factories.events import EventFactory, OccurrenceFactory, announced, at
from tests.factories.networks import make_house, speaker_of
from tests.factories.registrations import make_registration, open_date, signed_up
from tests.factories.sources import CalendarSourceFactory

pytestmark = pytest.mark.django_db


def mails(sort):
    rows = Delivery.objects.filter(params__mail=sort)
    return list(rows.order_by("pk"))


def read(row):
    return renderers.get(row.renderer)(row)


def date_in(content):
    calendar = Calendar.from_ical(content)
    (event,) = calendar.walk("VEVENT")
    return calendar["METHOD"], str(event["STATUS"]), int(event["SEQUENCE"])


def called_off(date):
    """The whole event, with its mails gone."""
    cancelling.cancel_event(date.event, reason="Sturm", by=UserFactory())
    Delivery.objects.update(state=DeliveryState.SENT, sent_at=timezone.now())
    date.refresh_from_db()
    return date


def test_the_file_that_took_the_date_out_is_followed_by_one_that_puts_it_back():
    date = open_date()
    signed_up(date)
    cancelling.cancel_event(date.event, reason="Sturm", by=UserFactory())
    (gone,) = mails("called_off")
    out = read(gone)

    reinstating.reinstate_event(date.event, by=UserFactory())

    (row,) = mails("reinstated")
    back = read(row)
    files = [date_in(mail.enclosed[0].content) for mail in (out, back)]
    assert files == [("CANCEL", "CANCELLED", 1), ("PUBLISH", "CONFIRMED", 2)]
    uids = {
        str(Calendar.from_ical(mail.enclosed[0].content).walk("VEVENT")[0]["UID"])
        for mail in (out, back)
    }
    assert len(uids) == 1
    assert "Die Absage ist zurückgenommen." in back.text
    assert "Sturm" not in back.text + back.enclosed[0].content.decode()


def test_feeds_say_that_it_takes_place(client):
    date = called_off(open_date())

    reinstating.reinstate_event(date.event, by=UserFactory())

    feed = client.get("/veranstaltungen/kalender.ics").content
    assert date_in(feed) == ("PUBLISH", "CONFIRMED", 2)


def test_seats_and_line_are_as_they_were():
    date = open_date(1)
    held, waiting = signed_up(date), signed_up(date)
    called_off(date)

    reinstating.reinstate_event(date.event, by=UserFactory())

    states = {row.pk: row.state for row in Registration.objects.all()}
    assert states == {held.pk: S.HELD, waiting.pk: S.WAITING}
    read_by = {row.params["registration"]: read(row) for row in mails("reinstated")}
    assert [len(read_by[row.pk].enclosed) for row in (held, waiting)] == [1, 0]


def test_an_offer_has_its_whole_time_anew():
    date = open_date()
    offered = make_registration(date, state=S.OFFERED)
    called_off(date)
    past = timezone.now() - timedelta(hours=1)
    Registration.objects.filter(pk=offered.pk).update(offered_until=past)

    reinstating.reinstate_event(date.event, by=UserFactory())

    offered.refresh_from_db()
    assert offered.offered_until > timezone.now() + timedelta(hours=20)


def test_mails_of_the_cancellation_that_have_not_gone_are_stopped():
    date = open_date()
    signed_up(date)
    signed_up(date)
    cancelling.cancel_event(date.event, reason="Sturm", by=UserFactory())
    gone, waits = mails("called_off")
    Delivery.objects.filter(pk=gone.pk).update(
        state=DeliveryState.SENT, sent_at=timezone.now()
    )

    reinstating.reinstate_event(date.event, by=UserFactory())
    cancelling.cancel_event(date.event, reason="Doch Sturm", by=UserFactory())

    states = [row.state for row in mails("called_off")]
    assert states == ["sent", "recalled", "queued", "queued"]
    assert waits.pk == mails("called_off")[1].pk
    for row in mails("reinstated"):
        with pytest.raises(Withdrawn):
            read(row)


def test_followers_whose_news_still_wait_never_hear_of_the_cancellation():
    date, fan = open_date(), UserFactory()
    follow(fan, date.event)
    cancelling.cancel_event(date.event, reason="Sturm", by=UserFactory())

    reinstating.reinstate_event(date.event, by=UserFactory())

    verbs = Happening.objects.filter(withdrawn_at__isnull=True).values_list(
        "verb", flat=True
    )
    assert set(verbs) == {"event.reinstated"}
    expand(Happening.objects.get(verb="event.reinstated").pk)
    assert [row.user for row in Notification.objects.all()] == [fan]


def test_only_dates_that_were_called_off_with_it_come_back():
    event = EventFactory()
    first = event.occurrences.get()
    second, begun = (
        OccurrenceFactory(event=event, starts_at=moment)
        for moment in (at(9), timezone.now() + timedelta(minutes=30))
    )
    cancelling.cancel_occurrence(second, reason="Ferien", by=UserFactory())
    cancelling.cancel_event(event, reason="Sturm", by=UserFactory())

    with time_machine.travel(timezone.now() + timedelta(hours=1), tick=False):
        reinstating.reinstate_event(event, by=UserFactory())

    off = Occurrence.objects.filter(cancelled_at__isnull=False)
    assert set(off) == {second, begun}
    first.refresh_from_db()
    assert (first.sequence, first.cancel_reason) == (2, "")
    assert Event.objects.get().cancelled_at is None


def test_one_date_is_held_again_and_the_others_stay_as_they_are():
    event = EventFactory()
    first = event.occurrences.get()
    second = OccurrenceFactory(event=event, starts_at=at(9))
    for date in (first, second):
        cancelling.cancel_occurrence(date, reason="Ferien", by=UserFactory())

    reinstating.reinstate_occurrence(first, by=UserFactory())

    assert list(Occurrence.objects.taking_place()) == [first]
    (said,) = Happening.objects.filter(verb="event.occurrence_reinstated")
    assert said.params["occurrence"] == first.pk
    kept = Happening.objects.filter(
        verb="event.occurrence_cancelled", withdrawn_at__isnull=True
    )
    assert [row.params["occurrence"] for row in kept] == [second.pk]


def test_a_date_that_left_its_series_stands_by_itself():
    event = announced(rrule="FREQ=WEEKLY")
    second = event.occurrences.order_by("starts_at")[1]
    content = content_of(event)
    said = {name: getattr(content, name) for name in content.__dataclass_fields__}
    said |= {"rrule": "FREQ=WEEKLY;INTERVAL=2"}
    event = announcing.change(
        event, type(content)(**said), version=event.version, by=UserFactory()
    )
    second.refresh_from_db()
    assert second.is_cancelled

    reinstating.reinstate_occurrence(second, by=UserFactory())
    event.refresh_from_db()
    said |= {"starts_at": event.starts_at + timedelta(minutes=30)}
    announcing.change(
        event, type(content)(**said), version=event.version, by=UserFactory()
    )

    second.refresh_from_db()
    assert (second.is_extra, second.is_cancelled) == (True, False)


def never_off(date):
    return date


def hidden(date):
    called_off(date)
    Event.objects.update(publication=Publication.SUBMITTED)
    return date


def over(date):
    called_off(date)
    now = timezone.now()
    Occurrence.objects.update(
        starts_at=now, ends_at=now + timedelta(hours=1), original_starts_at=now
    )
    return date


def vanished(date):
    called_off(date)
    Event.objects.update(vanished_at=timezone.now())
    return date


@pytest.mark.parametrize(
    ("state", "code"),
    (
        (never_off, "not_cancelled"),
        (hidden, "not_public"),
        (vanished, "not_public"),
        (over, "begun"),
    ),
)
def test_what_cannot_come_back_says_why(state, code):
    date = state(open_date())

    with pytest.raises(RuleViolation) as refused:
        reinstating.reinstate_event(date.event, by=UserFactory())

    assert refused.value.code == code
    assert not Happening.objects.filter(verb="event.reinstated").exists()


def test_a_date_of_an_event_that_is_called_off_waits_for_it():
    date = called_off(open_date())

    with pytest.raises(RuleViolation) as refused:
        reinstating.reinstate_occurrence(date, by=UserFactory())

    assert refused.value.code == "cancelled"


def test_what_its_own_calendar_called_off_is_held_again_there():
    date, now = open_date(), timezone.now()
    imported = ImportedEvent.objects.create(
        event=date.event, source=CalendarSourceFactory(), entered_at=now
    )
    ImportedDate.objects.create(occurrence=date, imported=imported, gone_at=now)
    cancelling.cancel_occurrence(date, reason="", by=UserFactory())

    with pytest.raises(RuleViolation) as refused:
        reinstating.reinstate_occurrence(date, by=UserFactory())

    assert refused.value.code == "imported"


def page(name, row):
    return reverse(f"calendar:{name}", args=[row.pk])


@pytest.mark.parametrize("name", ("event-reinstate", "occurrence-reinstate"))
def test_only_its_people_take_a_cancellation_back(client, sign_in, name):
    house = make_house()
    date = EventFactory(actor=house).occurrences.get()
    row = date.event if name == "event-reinstate" else date
    act = (
        cancelling.cancel_event
        if name == "event-reinstate"
        else cancelling.cancel_occurrence
    )
    act(row, reason="Sturm", by=UserFactory())

    anonymous = client.post(page(name, row)).status_code
    stranger = sign_in(client, UserFactory()).post(page(name, row)).status_code
    still = Occurrence.objects.get().is_cancelled
    speaker = sign_in(client, speaker_of(house))
    offered = page(name, row) in speaker.get(date.event.get_absolute_url()).text
    asked = speaker.get(page(name, row))
    done = speaker.post(page(name, row), follow=True)

    assert (anonymous, stranger, still) == (302, 403, True)
    assert offered
    assert "finde" in asked.text.casefold()
    assert not Occurrence.objects.get().is_cancelled
    assert "Die Absage ist zurückgenommen." in done.text
    assert page(name, row) not in done.text


def test_the_list_of_dates_offers_it_for_each(client, sign_in):
    house = make_house()
    event = EventFactory(actor=house)
    date = event.occurrences.get()
    cancelling.cancel_occurrence(date, reason="", by=UserFactory())
    speaker = sign_in(client, speaker_of(house))

    listed = speaker.get(reverse("calendar:event-dates", args=[event.pk]))

    assert page("occurrence-reinstate", date) in listed.text
