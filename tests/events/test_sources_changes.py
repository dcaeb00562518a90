"""What changes in a partner's calendar changes here; what vanishes leaves, and is told."""

import dataclasses
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from commons.blackening import BAR
from commons.delivery.models import Delivery
from commons.errors import RuleViolation
from events.calendar.models import Event, Occurrence, Registration
from events.calendar.services import announcing, cancelling, moving, vanishing
from events.calendar.services.contents import content_of
from events.calendar.services.moving import When
from participation.moderation.enums import Publication
from tests.factories.actors import make_member
from tests.factories.events import at
from tests.factories.registrations import make_registration
from tests.factories.sources import (
    entry,
    read_again,
    says,
    standing,
)

pytestmark = pytest.mark.django_db


def look_twice(source):
    """Where much is missing at once, only the second look counts."""
    read_again(source)
    with time_machine.travel(timezone.now() + timedelta(minutes=31), tick=False):
        return read_again(source)


def registered_for(date, **fields):
    Event.objects.filter(pk=date.event_id).update(takes_registrations=True)
    return make_registration(date, **fields)


def mails():
    return Delivery.objects.count()


def test_a_moved_date_keeps_its_row_and_counts_its_changes(partner):
    source = standing(partner, entry("a", starts=at(5)))
    before = Occurrence.objects.get()
    registered_for(before)
    told = mails()

    says(partner, entry("a", starts=at(6, 20)))
    read_again(source)

    after = Occurrence.objects.get()
    assert (after.pk, after.uid, after.starts_at) == (before.pk, before.uid, at(6, 20))
    assert after.sequence == before.sequence + 1
    assert after.event.imported.changed_at is not None
    assert after.imported.changed_at is not None
    assert mails() == told + 1


def test_new_words_are_a_new_version_and_a_change_in_calendars(partner):
    source = standing(partner, entry("a", title="Nähcafé"))

    says(partner, entry("a", title="Reparaturcafé"))
    read_again(source)

    event = Event.objects.get()
    assert (event.title, event.slug, event.version) == (
        "Reparaturcafé",
        "reparaturcafe",
        2,
    )
    assert event.occurrences.get().sequence == 1
    assert event.snapshots.count() == 2


def test_what_the_organiser_added_here_stays(partner):
    source = standing(partner, entry("a"))
    Event.objects.update(capacity=12, takes_registrations=True, access=["step_free"])

    says(partner, entry("a", title="Anders"))
    read_again(source)

    event = Event.objects.get()
    assert (event.capacity, event.takes_registrations) == (12, True)
    assert event.access == ["step_free"]


def test_a_vanished_event_leaves_the_lists_and_who_comes_is_told(partner):
    source = standing(partner, entry("a"), entry("b"), entry("c"))
    event = Event.objects.get(external_uid="a")
    registered_for(event.occurrences.get())
    told = mails()

    says(partner, entry("b"), entry("c"))
    read_again(source)

    event.refresh_from_db()
    date = event.occurrences.get()
    assert event.is_vanished
    assert date.is_cancelled
    assert (date.cancel_reason, date.sequence) == (str(vanishing.GONE), 1)
    assert set(Occurrence.objects.listed().values_list("event__external_uid")) == {
        ("b",),
        ("c",),
    }
    assert mails() == told + 1


def test_what_comes_back_is_shown_again_under_the_same_name(partner):
    source = standing(partner, entry("a"), entry("b"), entry("c"))
    uid = Occurrence.objects.get(event__external_uid="a").uid
    says(partner, entry("b"), entry("c"))
    read_again(source)

    says(partner, entry("a"), entry("b"), entry("c"))
    read_again(source)

    date = Occurrence.objects.get(event__external_uid="a")
    assert (date.uid, date.is_cancelled, date.event.is_vanished) == (uid, False, False)
    assert date.sequence == 2
    assert Occurrence.objects.listed().count() == 3


def test_all_gone_at_once_is_believed_at_the_second_look(partner):
    source = standing(partner, entry("a"), entry("b"))
    says(partner)

    doubted = read_again(source)
    kept = Occurrence.objects.listed().count()
    believed = look_twice(source)

    assert (doubted.problem, kept) == ("shrunk", 2)
    assert (believed.problem, Occurrence.objects.listed().count()) == ("", 0)


def test_a_fault_of_theirs_that_passes_cancels_nothing(partner):
    source = standing(partner, *(entry(f"n{n}") for n in range(12)))
    says(partner, entry("n1"))
    read_again(source)

    says(partner, *(entry(f"n{n}") for n in range(12)))
    source = read_again(source)

    assert (source.problem, source.doubted_at) == ("", None)
    assert not Occurrence.objects.filter(sequence__gt=0).exists()


def test_what_is_over_is_not_missed(partner):
    source = standing(partner, entry("a", starts=at(1)), entry("b", starts=at(40)))

    with time_machine.travel(timezone.now() + timedelta(days=10), tick=False):
        says(partner, entry("b", starts=at(30)))
        read_again(source)

    assert not Event.objects.get(external_uid="a").is_vanished


def test_one_date_of_a_series_goes_and_the_others_stay(partner):
    rule = "RRULE:FREQ=WEEKLY;COUNT=4"
    source = standing(partner, entry("a", rule, starts=at(3)))
    dates = {one.starts_at: one.pk for one in Occurrence.objects.all()}
    gone = f"EXDATE;TZID=Europe/Berlin:{at(10):%Y%m%dT%H%M%S}"

    says(partner, entry("a", rule, gone, starts=at(3)))
    read_again(source)

    rows = Occurrence.objects.order_by("starts_at")
    assert [row.is_cancelled for row in rows] == [False, True, False, False]
    assert {one.starts_at: one.pk for one in rows} == dates
    assert not Event.objects.get().is_vanished


def test_a_whole_series_that_moves_an_hour_keeps_its_rows(partner):
    rule = "RRULE:FREQ=WEEKLY;COUNT=4"
    source = standing(partner, entry("a", rule, starts=at(3, 18)))
    before = list(Occurrence.objects.order_by("pk").values_list("pk", "uid"))

    says(partner, entry("a", rule, starts=at(3, 19)))
    read_again(source)

    rows = Occurrence.objects.order_by("pk")
    assert list(rows.values_list("pk", "uid")) == before
    assert [row.starts_at for row in rows] == [at(3 + 7 * n, 19) for n in range(4)]
    assert {row.sequence for row in rows} == {1}


def test_called_off_there_is_called_off_here(partner):
    source = standing(partner, entry("a"), entry("b"))

    says(partner, entry("a", "STATUS:CANCELLED"), entry("b"))
    read_again(source)

    date = Occurrence.objects.get(event__external_uid="a")
    assert date.cancel_reason == str(vanishing.CALLED_OFF)
    assert not date.event.is_vanished


def test_what_is_called_off_here_stays_so(partner):
    source = standing(partner, entry("a"), entry("b"))
    date = Occurrence.objects.get(event__external_uid="a")
    cancelling.cancel_occurrence(date, reason="Krank", by=date.event.author)

    says(partner, entry("a", title="Neu"), entry("b"))
    read_again(source)

    date.refresh_from_db()
    assert date.cancel_reason == "Krank"


@pytest.mark.parametrize("state", (Publication.WITHDRAWN, Publication.SUBMITTED))
def test_what_left_the_public_here_is_not_written_anew(partner, state):
    source = standing(partner, entry("a", title="Alt"), entry("b"))
    Event.objects.filter(external_uid="a").update(publication=state)

    says(partner, entry("a", title="Neu"), entry("b"))
    read_again(source)

    event = Event.objects.get(external_uid="a")
    assert (event.title, event.publication) == ("Alt", state)


def test_blackened_words_do_not_come_back(partner):
    source = standing(partner, entry("a", "DESCRIPTION:Ruft Ada an"))
    Event.objects.update(text=f"Ruft {BAR} an")

    says(partner, entry("a", "DESCRIPTION:Ruft Ada heute an", starts=at(9)))
    read_again(source)

    event = Event.objects.get()
    assert event.text == f"Ruft {BAR} an"
    assert event.occurrences.get().starts_at == at(9)


def test_times_and_words_are_changed_where_they_are_kept(partner):
    source = standing(partner, entry("a"))
    by = make_member(source.actor)
    event = Event.objects.get()
    date = event.occurrences.get()
    content = content_of(event)
    later = When(at(20), at(20, 20))

    for act in (
        lambda: moving.move_occurrence(date, later, by=by),
        lambda: moving.add_occurrence(event, later, by=by),
        lambda: announcing.change(
            event,
            dataclasses.replace(content, title="Von Hand"),
            version=event.version,
            by=by,
        ),
    ):
        with pytest.raises(RuleViolation) as refusal:
            act()
        assert refusal.value.code == "imported"


def test_all_else_of_an_imported_event_is_changed_here(partner):
    source = standing(partner, entry("a", "DESCRIPTION:Eins\\nzwei", where="Haus"))
    by = make_member(source.actor)
    event = Event.objects.get()
    wanted = dataclasses.replace(
        content_of(event),
        text="Eins\r\nzwei",
        place_text="Anders geschrieben",
        access=["step_free"],
    )

    announcing.change(event, wanted, version=event.version, by=by)

    event.refresh_from_db()
    assert (event.access, event.text) == (["step_free"], "Eins\nzwei")
    assert event.place_text == "Haus"


def test_nobody_is_told_twice_of_what_vanished(partner):
    source = standing(partner, entry("a"), entry("b"), entry("c"))
    registered_for(Occurrence.objects.get(event__external_uid="a"))
    says(partner, entry("b"), entry("c"))
    read_again(source)
    told = mails()

    says(partner, entry("b", title="Anders"), entry("c"))
    read_again(source)

    assert mails() == told
    assert Registration.objects.count() == 1


def test_the_form_of_an_imported_event_holds_what_its_calendar_says(
    client, sign_in, partner
):
    source = standing(partner, entry("a", title="Nähcafé"))
    sign_in(client, make_member(source.actor))
    event = Event.objects.get()
    url = reverse("calendar:event-edit", args=[event.pk])
    typed = {
        "title": "Von Hand",
        "address": "Florastr. 12",
        "access": ["step_free"],
        "version": event.version,
        "key": event.draft_id,
        "is_free": "on",
        "most_companions": 0,
    }

    shown = client.get(url)
    saved = client.post(url, typed)
    says(partner, entry("a", title="Reparaturcafé"))
    read_again(source)

    event.refresh_from_db()
    assert "werden dort geändert" in shown.text
    assert saved.status_code == 302, saved.context["form"].errors
    assert (event.title, event.access) == ("Reparaturcafé", ["step_free"])
    assert "Florastr" in event.place_text
