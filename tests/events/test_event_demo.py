"""The demo's calendar shows what a calendar can."""

import pytest
from django.core.management import call_command

from events.calendar.models import Event, Occurrence, Registration
from events.calendar.registration_states import RegistrationState

pytestmark = pytest.mark.django_db


def test_the_demo_has_events_of_every_sort():
    call_command("load_demo", verbosity=0)

    public = Event.objects.listed()
    full = Occurrence.objects.get(event__title="Bilderbuchkino")
    waiting = Registration.objects.filter(state=RegistrationState.WAITING)
    assert (Event.objects.count(), public.count()) == (14, 13)
    assert set(Event.objects.values_list("organiser", flat=True)) == {
        *("actor", "spk", "department"),
    }
    assert public.exclude(rrule="").count() == 4
    assert public.exclude(online_url="").count() == 2
    assert public.filter(cancelled_at__isnull=False).count() == 1
    assert (full.taken, full.capacity) == (4, 4)
    assert waiting.filter(occurrence=full).count() == 2
    assert public.filter(lon__isnull=False).count() == 12
    assert any(date.is_moved for date in Occurrence.objects.upcoming())
