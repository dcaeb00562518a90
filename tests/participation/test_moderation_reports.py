"""Reporting a contribution: from anybody, gathered, answered once, hiding nothing."""

import pytest
from django.urls import reverse

from commons.errors import RuleViolation
from commons.notifications.models import Notification
from commons.notifications.services import expand
from commons.verbs import registry
from commons.verbs.models import Happening
from commons.verbs.registry import Recipient
from participation.moderation import services
from participation.moderation.enums import Cause, Publication, Reason, Verdict
from participation.moderation.models import QueueItem, Report
from participation.moderation.services import reports
from participation.moderation.services.reports import Notice
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.ideas import IdeaFactory

pytestmark = pytest.mark.django_db
INSULT = Notice(Reason.INSULT, "Das beleidigt alle hier.")


def url_of(idea):
    return reverse("moderation:report-create", args=["idea", idea.pk])


def test_a_report_without_account_lands_on_the_desk(client):
    idea = IdeaFactory()

    response = client.post(
        url_of(idea),
        {
            "reason": Reason.INSULT,
            "text": "Das beleidigt alle hier.",
            "address": "jemand@example.org",
        },
    )

    report = Report.objects.get()
    assert response.headers["Location"] == reverse("moderation:report-done")
    assert (report.reported_by, report.address) == (None, "jemand@example.org")
    assert (report.item.cause, report.item.target_id) == (Cause.REPORTED, idea.pk)


def test_a_report_of_somebody_signed_in_bears_their_account(client, sign_in):
    neighbour = UserFactory()
    idea = IdeaFactory()

    sign_in(client, neighbour).post(url_of(idea), {"reason": Reason.ADVERTISING})

    assert Report.objects.get().reported_by == neighbour


def test_the_form_asks_an_account_for_no_address(client, sign_in):
    page = sign_in(client, UserFactory()).get(url_of(IdeaFactory())).text

    assert 'name="address"' not in page


def test_a_report_needs_to_say_what_is_wrong(client):
    response = client.post(url_of(IdeaFactory()), {"text": "So nicht."})

    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["reason"]
    assert not Report.objects.exists()


def test_a_robot_that_fills_every_field_is_refused(client):
    client.post(url_of(IdeaFactory()), {"reason": Reason.INSULT, "homepage": "x"})

    assert not Report.objects.exists()


@pytest.mark.parametrize("state", sorted(set(Publication) - {Publication.PUBLISHED}))
def test_only_what_is_public_can_be_reported(client, state):
    idea = IdeaFactory(publication=state)

    assert client.get(url_of(idea)).status_code == 404


@pytest.mark.parametrize("kind", ("user", "unsinn"))
def test_only_contributions_can_be_reported(client, kind):
    url = reverse("moderation:report-create", args=[kind, UserFactory().pk])

    assert client.get(url).status_code == 404


def test_fifty_reports_are_one_task_and_hide_nothing():
    idea = IdeaFactory()

    for _ in range(50):
        reports.report(idea, INSULT, by=UserFactory())

    idea.refresh_from_db()
    item = QueueItem.objects.open().get()
    assert idea.publication == Publication.PUBLISHED
    assert item.reports.count() == 50


def test_the_same_account_reports_once_while_it_waits():
    idea, neighbour = IdeaFactory(), UserFactory()
    reports.report(idea, INSULT, by=neighbour)

    with pytest.raises(RuleViolation) as caught:
        reports.report(idea, INSULT, by=neighbour)

    assert caught.value.code == "reported_already"


def test_everyone_who_reported_is_told_once_what_came_of_it():
    idea, neighbour = IdeaFactory(title="Bank am Anger"), UserFactory()
    reports.report(idea, INSULT, by=neighbour)
    reports.report(idea, Notice(Reason.OTHER, address="jemand@example.org"), by=None)
    reports.report(idea, Notice(Reason.OTHER), by=None)
    item = QueueItem.objects.open().get()

    services.decide(item, verdict=Verdict.KEEP, version=1, by=make_staff())
    settled = Happening.objects.get(verb="report.settled")
    expand(settled.pk)
    expand(settled.pk)

    told = Notification.objects.order_by("pk")
    assert [(each.user, each.address) for each in told] == [
        (neighbour, ""),
        (None, "jemand@example.org"),
    ]


@pytest.mark.parametrize(
    ("verdict", "words"),
    (
        (Verdict.KEEP, "lassen ihn stehen"),
        (Verdict.REMOVE, "nicht mehr öffentlich"),
    ),
)
def test_the_outcome_is_told_in_plain_words(verdict, words):
    idea = IdeaFactory()
    reports.report(idea, INSULT, by=UserFactory())
    item = QueueItem.objects.open().get()
    services.decide(
        item, verdict=verdict, reason=Reason.INSULT, version=1, by=make_staff()
    )
    settled = Happening.objects.get(verb="report.settled")
    idea.refresh_from_db()

    told = registry.get("report.settled").tell(idea, settled.params, Recipient())

    assert words in told.text
    assert "beleidigt alle" not in told.text
