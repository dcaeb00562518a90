"""The moderation by keyboard: after each step one goes on where one was."""

import re

import pytest
from django.urls import reverse

from events.live.enums import QuestionState
from tests.factories.accounts import make_staff
from tests.factories.events import EventFactory
from tests.factories.rooms import QuestionFactory, RoomFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def room(client, sign_in):
    """A room of the SPK; the client is somebody who moderates there."""
    staff = make_staff()
    event = EventFactory(organiser="spk", actor=None, author=staff)
    sign_in(client, staff)
    return RoomFactory(occurrence=event.occurrences.get())


def test_a_step_leads_back_to_the_row_of_its_question(client, room):
    question = QuestionFactory(room=room, state=QuestionState.WAITING)

    answer = client.post(
        reverse("live:question-put", args=[question.pk]), {"to": QuestionState.OPEN}
    )

    page = reverse("live:room-moderate", args=[room.pk])
    assert answer["Location"] == f"{page}#frage-{question.pk}"
    assert f'id="frage-{question.pk}"' in client.get(page).content.decode()


def test_each_button_keeps_the_focus_when_the_list_is_renewed(client, room):
    """A part that is fetched anew gives the focus back by id."""
    QuestionFactory(room=room, state=QuestionState.OPEN)
    QuestionFactory(room=room, state=QuestionState.WAITING)

    page = client.get(reverse("live:room-moderate", args=[room.pk]))

    part = page.content.decode().partition('<live-region id="moderation"')[2]
    tags = re.findall(r"<(?:button|a) [^>]*>", part.partition("</live-region>")[0])
    ids = [re.findall(r' id="([^"]+)"', tag) for tag in tags]
    assert len(tags) >= len(QuestionState.values)
    assert [len(each) for each in ids] == [1] * len(tags)
    assert len({each for [each] in ids}) == len(tags)
