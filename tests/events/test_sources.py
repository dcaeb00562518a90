"""A partner's calendar over real HTTPS: tried out, connected, read, read again."""

import uuid
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from commons.delivery import fetching
from commons.errors import RuleViolation
from commons.verbs.models import Happening
from events.calendar.models import (
    CalendarSource,
    Event,
    ImportedEvent,
    Occurrence,
    SourcePlace,
)
from events.calendar.services import source_reading, sources, vanishing
from events.calendar.services.sources import Arrangement
from events.calendar.source_states import Placing, SourceState
from neighbourhood.regions.models import Region
from tests.factories.actors import ActorFactory, make_member
from tests.factories.events import at
from tests.factories.sources import (
    CalendarSourceFactory,
    entry,
    read_again,
    says,
)

pytestmark = pytest.mark.django_db


def tried(partner, actor=None):
    actor = actor or ActorFactory(verified=True)
    by = make_member(actor)
    source = sources.try_out(actor, partner.url, draft_id=uuid.uuid4(), by=by)
    return read_again(source), by


def test_a_preview_names_what_would_come_in_and_what_not_and_nothing_is_public(partner):
    says(
        partner,
        entry("a", title="Nähcafé", starts=at(2), where="Haus am Park"),
        entry("b", "RRULE:FREQ=WEEKLY;COUNT=3", title="Chor"),
        entry("c", "CLASS:PRIVATE", title="Teamsitzung"),
    )

    source, _by = tried(partner)

    assert source.name == "Programm"
    assert (source.preview["total"], source.preview["dates"]) == (2, 4)
    assert [row["title"] for row in source.preview["rows"]] == ["Nähcafé", "Chor"]
    assert [one["why"] for one in source.unread] == ["private"]
    assert not Event.objects.exists()


def test_connected_the_events_come_in_with_their_dates_and_their_source(partner):
    says(
        partner,
        entry(
            "a",
            "DESCRIPTION:Mit Kuchen.",
            "URL:https://haus.example/naehen",
            title="Nähcafé",
            starts=at(5),
            where="Haus am Park",
        ),
        entry("b", "RRULE:FREQ=WEEKLY;COUNT=3", title="Chor", starts=at(3)),
    )
    source, by = tried(partner)

    sources.connect(source, Arrangement("Unser Programm"), by=by)
    read_again(source)

    once = Event.objects.get(external_uid="a")
    assert (once.title, once.text, once.place_text) == (
        "Nähcafé",
        "Mit Kuchen.",
        "Haus am Park",
    )
    assert (once.actor, once.publication, once.organiser) == (
        source.actor,
        "published",
        "actor",
    )
    assert once.imported.url == "https://haus.example/naehen"
    assert once.imported.source.name == "Unser Programm"
    assert [one.starts_at for one in once.occurrences.all()] == [at(5)]
    chor = Event.objects.get(external_uid="b")
    assert [one.starts_at for one in chor.occurrences.all()] == [at(3), at(10), at(17)]
    assert Occurrence.objects.listed().count() == 4


def test_only_what_comes_after_the_first_time_is_news(partner):
    says(partner, entry("a"))
    source, by = tried(partner)
    sources.connect(source, Arrangement("Programm"), by=by)
    source = read_again(source)

    says(partner, entry("a"), entry("b"))
    read_again(source)

    verbs = Happening.objects.filter(kind="event").order_by("pk")
    assert [one.verb for one in verbs] == ["event.imported", "event.published"]


def test_twice_the_same_file_writes_nothing(partner):
    says(partner, entry("a", "RRULE:FREQ=WEEKLY;COUNT=5"))
    source = read_again(CalendarSourceFactory(address=partner.url))
    before = list(Occurrence.objects.order_by("pk").values())
    happened = Happening.objects.count()

    read_again(source)
    CalendarSource.objects.update(whole_at=None)
    read_again(source)

    assert list(Occurrence.objects.order_by("pk").values()) == before
    assert Happening.objects.count() == happened


def test_what_the_server_calls_unchanged_is_not_fetched_again(partner):
    says(partner, entry("a"))
    partner.etag = '"1"'
    source = read_again(CalendarSourceFactory(address=partner.url))
    first = source.read_at

    with time_machine.travel(timezone.now() + timedelta(hours=1), tick=False):
        source = read_again(source)

    assert partner.asked[1][1]["If-None-Match"] == '"1"'
    assert source.read_at > first
    assert source.problem == ""


def test_once_a_day_the_whole_file_is_read_so_that_series_go_on(partner):
    says(partner, entry("a", "RRULE:FREQ=MONTHLY"))
    partner.etag = '"1"'
    source = read_again(CalendarSourceFactory(address=partner.url))
    before = Occurrence.objects.count()

    with time_machine.travel(timezone.now() + timedelta(days=40), tick=False):
        read_again(source)

    assert "If-None-Match" not in partner.asked[1][1]
    assert Occurrence.objects.count() > before


def test_an_address_in_the_district_decides_where_an_event_is(partner):
    region = Region.objects.order_by("number").last()
    says(
        partner,
        entry("a", where=region.name),
        entry("b", where="Irgendwo im Nirgendwo"),
        entry("c", where="Bei uns im Haus"),
    )
    source, by = tried(partner)
    home = source.actor.region
    ours = SourcePlace.objects.get(source=source, text="Bei uns im Haus")

    arrangement = Arrangement("Programm", region=home, places={ours.pk: None})
    sources.connect(source, arrangement, by=by)
    read_again(source)

    placed = dict(Event.objects.values_list("external_uid", "region"))
    assert placed == {"a": region.pk, "b": home.pk, "c": None}


def test_mapping_anew_moves_what_came_in(partner):
    regions = list(Region.objects.order_by("number")[:2])
    says(partner, entry("a", where="Haus am Park"), entry("b"))
    source = read_again(CalendarSourceFactory(address=partner.url, region=regions[0]))
    by = make_member(source.actor)

    arrangement = Arrangement("Neu", placing=Placing.CHOSEN, region=regions[1])
    sources.change(source, arrangement, by=by)
    read_again(source)

    assert set(Event.objects.values_list("region", flat=True)) == {regions[1].pk}


def test_only_actors_that_the_spk_vouches_for_may_connect(partner):
    actor = ActorFactory(verified=False)
    by = make_member(actor)

    with pytest.raises(RuleViolation) as refusal:
        sources.try_out(actor, partner.url, draft_id=uuid.uuid4(), by=by)

    assert refusal.value.code == "not_verified"
    assert partner.asked == []


def test_an_actor_that_loses_its_trust_is_read_no_longer(partner):
    says(partner, entry("a"))
    source = CalendarSourceFactory(address=partner.url)
    source.actor.verified_at = None
    source.actor.save()

    source = read_again(source)

    assert (source.state, partner.asked) == (SourceState.STOPPED, [])
    assert Happening.objects.filter(verb="calendar_source.stopped").count() == 1


def test_what_was_not_read_is_not_connected(partner):
    partner.answer = (404, {}, b"")
    source, by = tried(partner)

    with pytest.raises(RuleViolation) as refusal:
        sources.connect(source, Arrangement("Programm"), by=by)

    assert (refusal.value.code, source.problem) == ("not_read", "refused")


def test_a_second_click_makes_no_second_calendar(partner):
    actor = ActorFactory(verified=True)
    by, key = make_member(actor), uuid.uuid4()

    first = sources.try_out(actor, partner.url, draft_id=key, by=by)
    second = sources.try_out(actor, partner.url, draft_id=key, by=by)

    assert first == second


def test_the_address_is_sealed(partner):
    source, _by = tried(partner)

    assert partner.url.encode() not in bytes(source.sealed_url)
    assert (source.host, sources.url_of(source)) == ("127.0.0.1", partner.url)


@pytest.mark.parametrize(
    ("tries", "minutes"), ((1, 30), (2, 60), (3, 120), (6, 960), (7, 1440), (90, 1440))
)
def test_who_fails_is_asked_less_and_less_often(tries, minutes):
    assert source_reading.wait_after(tries) == timedelta(minutes=minutes)


def test_after_several_failures_its_people_are_told_once_and_all_stays(partner):
    says(partner, entry("a"))
    source = read_again(CalendarSourceFactory(address=partner.url))
    partner.answer = (500, {}, b"")

    for _time in range(6):
        source = read_again(source)

    told = Happening.objects.filter(verb="calendar_source.failed")
    assert (source.problem, source.tries, told.count()) == ("refused", 6, 1)
    assert Occurrence.objects.listed().count() == 1

    says(partner, entry("a"))
    source = read_again(source)
    assert (source.problem, source.tries, source.told_at) == ("", 0, None)


def test_a_reading_that_never_ended_counts_as_a_failure(partner):
    says(partner, entry("a"))
    source = CalendarSourceFactory(
        address=partner.url, tries=3, began_at=timezone.now() - timedelta(hours=4)
    )
    partner.answer = (500, {}, b"")

    source = read_again(source)

    assert (source.tries, source.problem) == (4, "refused")
    assert Happening.objects.filter(verb="calendar_source.failed").count() == 1


def test_two_tasks_for_one_calendar_read_it_once(partner):
    says(partner, entry("a"))
    source = CalendarSourceFactory(address=partner.url)

    outcomes = [source_reading.read(source.pk) for _time in range(2)]

    assert (outcomes, len(partner.asked)) == ([True, False], 1)


def test_each_calendar_is_woken_in_its_turn(django_capture_on_commit_callbacks):
    CalendarSourceFactory()
    CalendarSourceFactory(next_at=timezone.now() + timedelta(hours=1))
    CalendarSourceFactory(state=SourceState.PAUSED)

    with django_capture_on_commit_callbacks() as woken:
        count = source_reading.wake_due()

    assert (count, len(woken)) == (1, 1)


def test_trials_are_forgotten_after_a_day(partner):
    says(partner, entry("a"))
    tried(partner)

    with time_machine.travel(timezone.now() + timedelta(days=2), tick=False):
        sources.forget_trials()

    assert not CalendarSource.objects.exists()


def test_paused_it_is_not_read_and_after_two_weeks_leaves_the_lists(partner):
    says(partner, entry("a", starts=at(30)))
    source = read_again(CalendarSourceFactory(address=partner.url))
    by = make_member(source.actor)
    sources.pause(source, by=by)

    with time_machine.travel(timezone.now() + timedelta(days=15), tick=False):
        read_again(source)
        vanishing.lay_aside_all()
        listed = Occurrence.objects.listed().count()
        cancelled = Occurrence.objects.filter(cancelled_at__isnull=False).count()
        sources.resume(source, by=by)
        read_again(source)

        assert (len(partner.asked), listed, cancelled) == (2, 0, 0)
        assert Occurrence.objects.listed().count() == 1


@pytest.mark.parametrize("keeps", (True, False))
def test_disconnected_the_events_stay_as_own_or_leave(partner, keeps):
    says(partner, entry("a"))
    source = read_again(CalendarSourceFactory(address=partner.url))
    by = make_member(source.actor)

    count = sources.disconnect(source, keeps_events=keeps, by=by)

    event = Event.objects.get()
    assert (count, CalendarSource.objects.count()) == (1, 0)
    assert not ImportedEvent.objects.exists()
    assert event.is_vanished is not keeps
    assert event.occurrences.taking_place().exists() is keeps
    assert (event.external_uid == "") is keeps


def test_a_calendar_that_is_let_go_meanwhile_brings_nothing_in(partner, monkeypatch):
    says(partner, entry("a"))
    source = CalendarSourceFactory(address=partner.url)
    known = fetching.get

    def slow(*words, **more):
        found = known(*words, **more)
        CalendarSource.objects.filter(pk=source.pk).delete()
        return found

    monkeypatch.setattr(fetching, "get", slow)

    assert not source_reading.read(source.pk)
    assert not Event.objects.exists()
