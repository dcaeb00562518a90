"""At the same moment: two beats, two people at the desk, news and a release."""

from datetime import timedelta

import pytest
from django.utils import timezone

from commons.clock import berlin_today
from commons.delivery.models import Delivery
from commons.notifications import services as follows
from commons.verbs.models import Happening
from participation.ideas.enums import Case
from participation.ideas.models import Idea
from participation.ideas.services import cases
from participation.notices.enums import NoticeState
from participation.notices.models import InterimNotice
from participation.notices.services import releasing, sending, watching
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.ideas import IdeaFactory
from tests.factories.notices import NoticeFactory
from tests.participation.at_once import at_once


@pytest.fixture(scope="module", autouse=True)
def database(own_database):
    return own_database


def due_case():
    idea = IdeaFactory(case=Case.OPEN)
    Idea.objects.filter(pk=idea.pk).update(next_on=berlin_today())
    return idea


@pytest.mark.parametrize("_round", range(3))
def test_two_beats_open_one_notice_each(_round):
    ideas = [due_case() for _number in range(5)]

    at_once(watching.watch, watching.watch, watching.watch)

    rows = InterimNotice.objects.filter(idea__in=ideas)
    assert rows.count() == 5


@pytest.mark.parametrize("_round", range(3))
def test_two_people_release_once(_round):
    notice = NoticeFactory()
    people = [make_staff() for _number in range(2)]

    results = at_once(
        *(lambda by=by: releasing.release(notice, by=by).state for by in people)
    )

    assert sorted(results) == ["notice_transition", NoticeState.RELEASED]
    said = Happening.objects.filter(verb="notice.released", target_id=notice.idea_id)
    assert said.count() == 1


@pytest.mark.parametrize("_round", range(3))
def test_an_end_and_a_release_leave_nothing_to_send(_round):
    notice = NoticeFactory()
    clerk = make_staff()

    at_once(
        lambda: releasing.release(notice, by=clerk),
        lambda: cases.close(notice.idea, by=clerk),
    )
    notice.refresh_from_db()

    assert notice.state == NoticeState.OVERTAKEN


@pytest.mark.parametrize("_round", range(3))
def test_two_workers_send_one_mail_and_news_in_between_win(_round):
    author = UserFactory()
    rows = [
        NoticeFactory(
            idea__author=author,
            state=NoticeState.RELEASED,
            leaves_at=timezone.now() - timedelta(seconds=1),
        )
        for _number in range(3)
    ]
    for row in rows:
        follows.follow(author, row.idea, reason="author")
    clerk = make_staff()

    at_once(
        sending.send_due, sending.send_due, lambda: cases.close(rows[0].idea, by=clerk)
    )
    sending.send_due()

    mails = Delivery.objects.filter(renderer=sending.RENDERER, to_user=author)
    told = {pk for mail in mails for pk in mail.params["notices"]}
    states = dict(
        InterimNotice.objects.filter(pk__in=[row.pk for row in rows]).values_list(
            "pk", "state"
        )
    )
    assert mails.count() == 1
    assert told == {pk for pk, state in states.items() if state == NoticeState.SENT}
    assert set(states.values()) <= {NoticeState.SENT, NoticeState.OVERTAKEN}
