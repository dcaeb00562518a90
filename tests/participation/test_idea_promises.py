from datetime import timedelta

import pytest

from commons.clock import berlin_today
from commons.verbs.models import Happening
from participation.ideas.enums import Case
from participation.ideas.models import Idea
from participation.ideas.services import promises
from tests.factories.ideas import IdeaFactory

pytestmark = pytest.mark.django_db
NOTICE = "idea.interim_noticed"


def make_due(case=Case.OPEN, days=0, **fields):
    idea = IdeaFactory(case=case, **fields)
    Idea.objects.filter(pk=idea.pk).update(next_on=berlin_today() - timedelta(days))
    return idea


def test_a_date_that_comes_brings_a_notice_and_a_new_date():
    idea = make_due()

    assert promises.keep() == 1

    idea.refresh_from_db()
    assert idea.next_on > berlin_today()
    assert list(Happening.objects.values_list("verb", "target_id")) == [
        (NOTICE, idea.pk)
    ]


def test_a_second_run_tells_nobody_again():
    make_due(days=3)
    promises.keep()

    assert promises.keep() == 0


@pytest.mark.parametrize("case", (Case.REFERRED, Case.QUESTION))
def test_while_a_department_has_it_its_own_reminders_speak(case):
    make_due(case=case)

    assert promises.keep() == 0


def test_a_date_ahead_is_left_alone():
    make_due(days=-1)

    assert promises.keep() == 0
