"""Reporting a contribution: from anybody, gathered, answered once, hiding nothing."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from commons.notifications import rendering
from commons.notifications.models import Notification
from commons.verbs import registry
from commons.verbs.models import Happening
from commons.verbs.registry import Recipient
from participation.moderation import services
from participation.moderation.enums import (
    Cause,
    LawField,
    Publication,
    Reason,
    ReportReason,
    Verdict,
)
from participation.moderation.models import QueueItem, Report
from participation.moderation.services import reports
from participation.moderation.services.reports import Notice, Origin
from tests.clients import StrictClient
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.ideas import IdeaFactory
from tests.participation.objections import idea_of, tell_everything, token_of

pytestmark = pytest.mark.django_db
INSULT = Notice(ReportReason.INSULT, "Das beleidigt alle hier.")


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
    done = reverse("moderation:report-done")
    assert response.headers["Location"] == f"{done}?nr={report.reference}"
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


def test_the_same_account_adds_to_its_report_while_that_waits():
    idea, neighbour = IdeaFactory(), UserFactory()
    first = reports.report(idea, INSULT, by=neighbour)

    second = reports.report(
        idea, Notice(ReportReason.OTHER, "Auch der Titel."), by=neighbour
    )

    first.refresh_from_db()
    assert (second.pk, first.times) == (first.pk, 2)
    assert first.reason == ReportReason.INSULT
    assert first.text == "Das beleidigt alle hier.\n\nAuch der Titel."
    assert first.item.report_count == 1


def test_the_same_device_without_account_adds_to_its_report(client):
    idea = IdeaFactory()
    form = {"reason": ReportReason.INSULT, "text": "Der zweite Satz."}

    client.post(url_of(idea), form)
    client.post(url_of(idea), form | {"address": "jemand@example.org"})
    StrictClient().post(url_of(idea), form)

    mine, other = Report.objects.order_by("pk")
    assert (mine.times, mine.address) == (2, "jemand@example.org")
    assert mine.device != other.device


def test_after_the_answer_a_report_is_a_new_one():
    idea, neighbour = IdeaFactory(), UserFactory()
    first = reports.report(idea, INSULT, by=neighbour)
    services.decide(first.item, verdict=Verdict.KEEP, version=1, by=make_staff())

    second = reports.report(idea, INSULT, by=neighbour)

    assert (second.pk != first.pk, second.times) == (True, 1)


LAWFUL = {
    "reason": ReportReason.UNLAWFUL,
    "law_field": LawField.HATE,
    "passage": "der zweite Satz",
    "text": "Da wird zu Gewalt aufgerufen.",
    "is_in_good_faith": "on",
    "name": "Nachbarin",
    "address": "jemand@example.org",
}


def test_a_notice_of_illegal_content_holds_what_the_law_asks_for(client):
    client.post(url_of(IdeaFactory()), LAWFUL)

    report = Report.objects.get()
    assert (report.law_field, report.passage) == (LawField.HATE, "der zweite Satz")
    assert (report.name, report.is_in_good_faith) == ("Nachbarin", True)


@pytest.mark.parametrize(
    "missing", ("law_field", "passage", "text", "is_in_good_faith", "name", "address")
)
def test_what_the_law_asks_for_must_be_there(client, missing):
    given = {name: value for name, value in LAWFUL.items() if name != missing}

    response = client.post(url_of(IdeaFactory()), given)

    assert response.status_code == 422
    assert list(response.context["form"].errors) == [missing]
    assert not Report.objects.exists()


def test_child_abuse_is_reported_without_a_name(client):
    given = LAWFUL | {"law_field": LawField.CHILD_ABUSE, "name": "", "address": ""}

    client.post(url_of(IdeaFactory()), given)

    assert Report.objects.get().law_field == LawField.CHILD_ABUSE


def test_other_reasons_keep_no_name_that_was_typed_before(client):
    client.post(url_of(IdeaFactory()), LAWFUL | {"reason": ReportReason.INSULT})

    report = Report.objects.get()
    assert (report.name, report.law_field, report.passage) == ("", "", "")


def test_something_else_needs_words(client):
    response = client.post(url_of(IdeaFactory()), {"reason": ReportReason.OTHER})

    assert list(response.context["form"].errors) == ["text"]


def test_the_receipt_names_the_number(client):
    response = client.post(
        url_of(IdeaFactory()), {"reason": ReportReason.INSULT}, follow=True
    )

    assert Report.objects.get().reference in response.text


@pytest.mark.parametrize("number", ("", "<b>", "M-1", "M-2026-1<script>"))
def test_the_receipt_repeats_no_made_up_number(client, number):
    page = client.get(reverse("moderation:report-done"), {"nr": number}).text

    assert "hat die Nummer" not in page


@pytest.mark.parametrize("has_account", (True, False))
def test_whoever_reports_gets_a_receipt(has_account):
    neighbour = UserFactory() if has_account else None
    notice = Notice(ReportReason.OTHER, "Bitte ansehen", "jemand@example.org")
    report = reports.report(IdeaFactory(title="Bank"), notice, by=neighbour)

    tell_everything()

    told = Notification.objects.get()
    words = rendering.tell(told, report)
    assert (told.user, told.address) == (
        neighbour,
        "" if has_account else "jemand@example.org",
    )
    assert report.reference in words.text


def test_networks_are_forgotten_within_a_week_and_senders_when_it_is_over():
    notice = Notice(ReportReason.UNLAWFUL, "Hier", "x@example.org", name="Nachbarin")
    origin = Origin(device="d" * 64, network="192.0.2.1")
    report = reports.report(IdeaFactory(), notice, by=None, origin=origin)
    assert len(report.network) == 64
    now = timezone.now()

    reports.forget_senders(now + timedelta(days=8))
    report.refresh_from_db()
    assert (report.network, report.address) == ("", "x@example.org")

    services.decide(report.item, verdict=Verdict.KEEP, version=1, by=make_staff())
    reports.forget_senders(now + timedelta(days=220))
    report.refresh_from_db()
    assert (report.address, report.name, report.device) == ("", "", "")


def test_with_the_account_goes_whose_report_it_was():
    neighbour = UserFactory()
    report = reports.report(
        IdeaFactory(), Notice(ReportReason.UNLAWFUL, "Hier", name="Name"), by=neighbour
    )

    reports.forget_of(neighbour)

    report.refresh_from_db()
    assert (report.reported_by, report.name, report.text) == (None, "", "Hier")


def test_everyone_who_reported_is_told_once_what_came_of_it():
    idea, neighbour = IdeaFactory(title="Bank am Anger"), UserFactory()
    reports.report(idea, INSULT, by=neighbour)
    notice = Notice(ReportReason.OTHER, address="jemand@example.org")
    reports.report(idea, notice, by=None)
    reports.report(idea, Notice(ReportReason.OTHER), by=None)
    item = QueueItem.objects.open().get()

    services.decide(item, verdict=Verdict.KEEP, version=1, by=make_staff())
    tell_everything()
    tell_everything()

    told = Notification.objects.filter(happening__verb="report.settled")
    assert [(each.user, each.address) for each in told.order_by("pk")] == [
        (None, "jemand@example.org"),
        (neighbour, ""),
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


def test_who_is_not_content_reads_how_to_object():
    report = reports.report(IdeaFactory(), INSULT, by=UserFactory())
    services.decide(report.item, verdict=Verdict.KEEP, version=1, by=make_staff())

    tell_everything()

    told = Notification.objects.get(happening__verb="report.settled")
    words = str(rendering.tell(told, idea_of(report)).text)
    assert token_of(words.strip())


def test_who_got_what_they_asked_for_reads_of_no_objection():
    report = reports.report(IdeaFactory(), INSULT, by=UserFactory())
    services.decide(
        report.item,
        verdict=Verdict.REMOVE,
        reason=Reason.INSULT,
        version=1,
        by=make_staff(),
    )

    tell_everything()

    told = Notification.objects.get(happening__verb="report.settled")
    assert "Einwand" not in str(rendering.tell(told, idea_of(report)).text)
