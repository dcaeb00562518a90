"""That something changed is said after the commit, and never fails a request."""

import pytest
from django.db import transaction

from events.live import pulse
from tests.factories.rooms import RoomFactory

pytestmark = pytest.mark.usefixtures("own_database")


def version_of(room):
    room.refresh_from_db()
    return room.version


def test_a_change_counts_once_it_is_committed():
    room = RoomFactory()

    with transaction.atomic():
        pulse.changed(room.pk, {"questions"})
        before = version_of(room)

    assert (before, version_of(room)) == (0, 1)


def test_what_is_rolled_back_was_never_said():
    room = RoomFactory()

    with transaction.atomic():
        pulse.changed(room.pk, {"questions"})
        transaction.set_rollback(True)

    assert version_of(room) == 0


def test_a_layer_that_is_away_loses_no_request(settings):
    room = RoomFactory()
    settings.CHANNEL_LAYERS = {
        "default": settings.CHANNEL_LAYERS["default"]
        | {"CONFIG": {"hosts": ["redis://127.0.0.1:1/0"]}}
    }

    pulse.changed(room.pk, {"questions"})

    assert version_of(room) == 1
