"""Good, but without money now: it comes back on its day."""

from datetime import timedelta

import pytest
from django.urls import reverse

from commons.accounts.visitors import Visitor
from commons.clock import berlin_today
from commons.errors import RuleViolation
from participation.ideas.enums import Case, Outcome
from participation.referrals.models import Answer
from participation.referrals.queries import promises_today
from participation.referrals.queries.deferring import come_back
from participation.referrals.services import answering, deferring
from tests.factories.accounts import make_staff
from tests.factories.referrals import AnswerFactory

pytestmark = pytest.mark.django_db
SPRING = berlin_today() + timedelta(days=120)


@pytest.fixture
def by():
    return make_staff()


@pytest.fixture
def deferred(by):
    draft = AnswerFactory(
        outcome=Outcome.DEFERRED, reason="Es fehlt Geld.", look_again_on=SPRING
    )
    return answering.publish(draft, version=1, by=by)


def url(name, answer):
    return reverse(f"referrals:deferral-{name}", args=[answer.idea.number])


def test_everybody_reads_when_it_is_looked_at_again(client, deferred):
    html = client.get(deferred.idea.get_absolute_url()).text

    assert html.count(f"Wir sehen es uns {deferred.look_again} wieder an") == 2


def test_it_comes_back_on_its_day(by, deferred):
    found = [list(come_back(day)) for day in (SPRING - timedelta(days=1), SPRING)]
    Answer.objects.update(look_again_on=berlin_today())

    items = list(promises_today.deferred(Visitor(user=by)))

    assert found == [[], [deferred]]
    assert [item.url for item in items] == [url("show", deferred)]


def test_it_is_put_off_with_a_public_reason(client, sign_in, by, deferred):
    desk, day = sign_in(client, by), SPRING + timedelta(days=200)

    refused = desk.post(url("show", deferred), {"look_again_on": day.isoformat()})
    desk.post(
        url("show", deferred),
        {"look_again_on": day.isoformat(), "reason": "Der Haushalt kommt später."},
    )

    deferred.refresh_from_db()
    rows = deferred.deferrals.values_list("number", "look_again_on", "reason")
    assert refused.status_code == 422
    assert deferred.look_again_on == day
    assert list(rows) == [(1, SPRING, ""), (2, day, "Der Haushalt kommt später.")]
    assert (
        "Der Haushalt kommt später."
        in client.get(deferred.idea.get_absolute_url()).text
    )


@pytest.mark.parametrize(
    ("way", "page"), (("weiterleiten", "referral-create"), ("antworten", "answer-edit"))
)
def test_it_goes_on_to_an_amt_or_to_an_answer(client, sign_in, by, deferred, way, page):
    desk = sign_in(client, by)

    response = desk.post(url("take-up", deferred), {"weiter": way})

    deferred.idea.refresh_from_db()
    number = deferred.idea.number
    assert response.url == reverse(f"referrals:{page}", args=[number])
    assert deferred.idea.case == Case.REOPENED
    assert desk.get(url("show", deferred)).status_code == 404


def test_what_was_taken_up_is_not_put_off(by, deferred):
    deferring.take_up(deferred.idea, by=by)

    with pytest.raises(RuleViolation) as refusal:
        deferring.put_off(deferred.idea, to=SPRING, reason="Nein.", by=by)

    assert refusal.value.code == "not_deferred"
