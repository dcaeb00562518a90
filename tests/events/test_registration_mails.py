"""What people read of their registration, and the file for their calendar."""

from datetime import timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar

from commons.delivery import renderers
from commons.delivery.models import Delivery
from commons.delivery.renderers import Withdrawn
from commons.notifications.models import Notification
from commons.notifications.services.expansion import expand
from commons.verbs.models import Happening
from events.calendar.models import Event, Occurrence, Registration
from events.calendar.registration_letters import LETTERS, RENDERER, Mail
from events.calendar.registration_states import RegistrationState as S
from events.calendar.services import changing, leaving, offers, reminding, telling
from events.calendar.services.telling import What
from participation.moderation.enums import Publication
from tests.factories.accounts import UserFactory
from tests.factories.events import at
from tests.factories.registrations import (
    entry,
    make_registration,
    open_date,
    signed_up,
)

pytestmark = pytest.mark.django_db

ONLINE = "https://treffen.example/geheim-4711"


def online_date(capacity=2, **fields):
    return open_date(capacity, is_online=True, online_url=ONLINE, **fields)


def sent():
    return {row.params["mail"]: row for row in Delivery.objects.order_by("pk")}


def read(row):
    return renderers.get(row.renderer)(row)


def date_in(mail):
    (file,) = mail.enclosed
    calendar = Calendar.from_ical(file.content)
    (event,) = calendar.walk("VEVENT")
    assert file.params == (("charset", "utf-8"), ("method", calendar["METHOD"]))
    return calendar["METHOD"], event


def change(date, **fields):
    date = Occurrence.objects.get(pk=date.pk)
    for name, value in {"sequence": date.sequence + 1, **fields}.items():
        setattr(date, name, value)
    date.changed_at = timezone.now()
    date.save()
    return date


def test_every_sort_of_mail_has_its_letter():
    assert set(LETTERS) == set(Mail)
    assert {what.value for what in What} <= {mail.value for mail in Mail}


def test_a_seat_comes_with_the_date_and_the_way_into_the_online_room():
    date = online_date()
    signed_up(date)

    mail = read(sent()["held"])

    method, event = date_in(mail)
    assert (method, event["STATUS"], event["SEQUENCE"]) == ("PUBLISH", "CONFIRMED", 0)
    assert str(event["UID"]).startswith(str(date.uid))
    assert ONLINE in mail.text
    assert ONLINE in mail.html
    assert ONLINE.encode() not in mail.enclosed[0].content
    assert "/veranstaltungen/" in mail.text


def test_who_waits_reads_the_place_in_line_and_no_secret():
    date = online_date(1)
    signed_up(date)
    signed_up(date)
    waiting = signed_up(date)

    row = Delivery.objects.get(params__mail="waiting", params__registration=waiting.pk)
    mail = read(row)

    assert "auf Platz 2" in mail.text
    assert ONLINE not in mail.text + mail.html
    assert mail.enclosed == ()


def test_an_offer_says_until_when_and_says_nothing_once_it_is_over():
    row = make_registration(online_date(1), state=S.WAITING)
    offers.sweep()

    mail = read(sent()["offered"])

    assert "Wir halten ihn bis " in mail.text
    assert ONLINE not in mail.text
    Registration.objects.filter(pk=row.pk).update(offered_until=timezone.now())
    with pytest.raises(Withdrawn):
        read(sent()["offered"])


def test_who_cancels_gets_the_date_taken_out_of_the_calendar():
    date = online_date()
    Occurrence.objects.update(changed_at=timezone.now() - timedelta(hours=1))
    date.refresh_from_db()
    leaving.cancel(signed_up(date))

    method, event = date_in(read(sent()["cancelled"]))

    assert (method, event["STATUS"]) == ("CANCEL", "CANCELLED")
    assert event["DTSTAMP"].dt > date.changed_at.replace(microsecond=0)
    with pytest.raises(Withdrawn):
        read(sent()["held"])


def test_a_moved_date_reaches_everybody_with_a_higher_sequence():
    date = open_date(1)
    held, waiting = signed_up(date), signed_up(date)
    Delivery.objects.all().delete()
    date = change(date, starts_at=at(9), ends_at=at(9, hour=20))

    told = telling.tell_registered(date, What.MOVED, by=None)

    rows = {row.params["registration"]: row for row in Delivery.objects.all()}
    assert (told, set(rows)) == (2, {held.pk, waiting.pk})
    method, event = date_in(read(rows[held.pk]))
    assert (method, event["SEQUENCE"], event["DTSTART"].dt) == ("PUBLISH", 1, at(9))
    assert read(rows[waiting.pk]).enclosed == ()


def test_two_changes_are_two_mails():
    date = open_date()
    signed_up(date)

    for _ in range(2):
        date = change(date)
        telling.tell_registered(date, What.CHANGED, by=None)

    assert Delivery.objects.filter(params__mail="changed").count() == 2


def test_a_date_called_off_leaves_every_calendar_and_says_why():
    date = open_date()
    signed_up(date)
    date = change(date, cancelled_at=timezone.now(), cancel_reason="Sturm <&>")

    telling.tell_registered(date, What.CANCELLED, by=None)

    mail = read(sent()["called_off"])
    method, event = date_in(mail)
    assert (method, event["STATUS"], event["SEQUENCE"]) == ("CANCEL", "CANCELLED", 1)
    assert "Sturm <&>" in mail.text
    assert "Sturm &lt;&amp;&gt;" in mail.html
    with pytest.raises(Withdrawn):
        read(sent()["held"])


@pytest.mark.parametrize("what", (What.HIDDEN, What.REMOVED))
def test_what_the_desk_takes_down_is_told_to_who_registered(what):
    date = online_date()
    signed_up(date)
    Event.objects.update(publication=Publication.SUBMITTED)

    telling.tell_registered(date, what, by=None)

    mail = read(sent()[what.value])
    assert ONLINE not in mail.text
    assert [file.name for file in mail.enclosed] == (
        ["termin.ics"] if what == What.REMOVED else []
    )


def test_what_is_shown_again_lets_the_line_move_up():
    date = open_date(1)
    waiting = make_registration(date, state=S.WAITING)

    telling.tell_registered(date, What.RESTORED, by=None)

    assert Registration.objects.get(pk=waiting.pk).state == S.OFFERED


def with_companions(capacity=10, **fields):
    return open_date(capacity, most_companions=5, **fields)


@pytest.mark.parametrize("is_sent", (True, False))
def test_another_number_of_people_is_confirmed_once_more(is_sent):
    row = signed_up(with_companions(), party=2)
    if is_sent:
        Delivery.objects.update(state="sent", sent_at=timezone.now())

    changing.change(row, entry(party=4))

    mails = Delivery.objects.filter(params__mail="held").order_by("pk")
    first = "sent" if is_sent else "recalled"
    assert [mail.state for mail in mails] == [first, "queued"]
    again = read(mails[1])
    assert "4 Personen" in again.text
    assert date_in(again)[1]["STATUS"] == "CONFIRMED"


def test_who_waits_with_more_people_reads_it_and_where_they_stand():
    date = with_companions(1)
    signed_up(date)
    waiting = signed_up(date)
    Delivery.objects.all().delete()

    changing.change(waiting, entry(party=3))

    mail = read(Delivery.objects.get())
    assert ("3 Personen" in mail.text, "auf Platz 1" in mail.text) == (True, True)


def test_another_answer_alone_is_no_mail():
    row = signed_up(with_companions(), party=2)
    Delivery.objects.all().delete()

    changing.change(row, entry("Neuer Name", party=2))

    assert not Delivery.objects.exists()


def test_who_has_cancelled_hears_no_more():
    date = open_date()
    leaving.cancel(signed_up(date))

    assert telling.tell_registered(date, What.CHANGED, by=None) == 0


def test_news_are_at_the_bell_of_accounts_and_in_one_mail():
    date, who = open_date(), UserFactory()
    signed_up(date, user=who)
    guest = make_registration(date)
    Delivery.objects.all().delete()

    telling.tell_registered(date, What.CHANGED, by=None)
    expand(Happening.objects.get(verb="registration.told").pk)

    assert [row.user for row in Notification.objects.all()] == [who]
    assert {(row.to_user, row.to_address) for row in Delivery.objects.all()} == {
        (who, ""),
        (None, guest.email),
    }


def test_the_day_before_everybody_with_a_seat_is_reminded_once():
    date = open_date(2, starts_at=timezone.now() + timedelta(hours=20))
    held = make_registration(date)
    make_registration(date, state=S.WAITING)
    long_ago = timezone.now() - timedelta(days=3)
    Registration.objects.update(changed_at=long_ago)

    assert (reminding.remind_all(), reminding.remind_all()) == (1, 0)

    row = Delivery.objects.get()
    assert row.params == {
        "registration": held.pk,
        "mail": "reminder",
        "language": "de",
    }
    assert date_in(read(row))[0] == "PUBLISH"


def test_who_registered_today_for_tomorrow_needs_no_reminder():
    date = open_date(starts_at=timezone.now() + timedelta(hours=20))
    make_registration(date)

    assert reminding.remind_all() == 0


@pytest.mark.parametrize(
    "fields",
    (
        {"occurrence__starts_at": at(5)},
        {"occurrence__cancelled_at": timezone.now()},
        {"event__cancelled_at": timezone.now()},
        {"event__publication": Publication.SUBMITTED, "event__published_at": None},
    ),
    ids=["later", "date off", "event off", "not public"],
)
def test_nobody_is_reminded_of_what_does_not_happen_tomorrow(fields):
    date = open_date(starts_at=timezone.now() + timedelta(hours=20))
    make_registration(date)
    Registration.objects.update(changed_at=timezone.now() - timedelta(days=3))
    for name, value in fields.items():
        owner, field = name.split("__")
        extra = {"ends_at": at(6)} if field == "starts_at" else {}
        model = Occurrence if owner == "occurrence" else Event
        model.objects.update(**{field: value}, **extra)

    assert reminding.remind_all() == 0


def test_words_of_people_end_no_line_of_a_mail_or_file():
    title = "Fest\r\nBcc: alle@example.org\nBEGIN:VEVENT"
    date = open_date(title=title)
    signed_up(date)

    mail = read(sent()["held"])

    _method, event = date_in(mail)
    assert str(event["SUMMARY"]) == title.replace("\r\n", "\n")


@pytest.mark.parametrize("language", ("de", "en", "de-ls"))
def test_mails_are_in_the_language_of_the_account(language):
    date = open_date()
    signed_up(date, user=UserFactory(language=language))

    mail = read(Delivery.objects.get(renderer=RENDERER))

    assert mail.language == language
