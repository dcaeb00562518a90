"""Objecting to a decision: once, within six months, and somebody else looks."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from commons.notifications.models import Notification
from commons.notifications.services import expand
from commons.verbs import registry
from commons.verbs.models import Happening
from commons.verbs.registry import Recipient
from neighbourhood.regions.models import Region
from participation.moderation import services
from participation.moderation.enums import (
    ComplaintOutcome,
    Publication,
    Verdict,
)
from participation.moderation.models import Complaint, Decision, QueueItem
from participation.moderation.services import complaints
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.moderation import make_regional_moderator
from tests.participation.objections import (
    STATES,
    decided,
    idea_of,
    objected,
    refused,
)
from tests.telling import past_undoing

pytestmark = pytest.mark.django_db


@pytest.fixture
def first():
    return make_staff(display_name="Kollegin Eins")


@pytest.fixture
def second():
    return make_staff(display_name="Kollege Zwei")


def url_of(decision):
    return reverse("moderation:complaint-create", args=[decision.pk])


def test_the_author_objects_on_the_page_of_the_decision(client, sign_in, first):
    decision = decided(first)
    client = sign_in(client, idea_of(decision).author)
    assert "Das ist Werbung." in client.get(url_of(decision)).text

    client.post(url_of(decision), {"text": "Das ist keine Werbung."})

    complaint = Complaint.objects.get()
    assert (complaint.decision, complaint.first_decided_by) == (decision, first)
    assert complaint.region == idea_of(decision).region


def test_nobody_else_sees_the_page(client, sign_in, first):
    decision = decided(first)

    assert sign_in(client, UserFactory()).get(url_of(decision)).status_code == 404
    assert sign_in(client, first).get(url_of(decision)).status_code == 404


def test_one_objects_once(first):
    complaint = objected(first)

    refused(
        "objected_already",
        complaints.complain,
        complaint.decision,
        text="Noch einmal.",
        by=complaint.complained_by,
    )


def test_after_six_months_it_is_too_late(first):
    decision = decided(first)
    long_ago = timezone.now() - timedelta(days=184)
    Decision.objects.filter(pk=decision.pk).update(decided_at=long_ago)
    decision.refresh_from_db()

    refused(
        "too_late",
        complaints.complain,
        decision,
        text="Jetzt erst gesehen.",
        by=idea_of(decision).author,
    )


def test_what_no_longer_stands_needs_no_objection(first, second):
    decision = decided(first)
    services.decide_directly(
        idea_of(decision), verdict=Verdict.PUBLISH, version=1, by=second
    )

    refused(
        "cannot_object",
        complaints.complain,
        decision,
        text="Doch.",
        by=idea_of(decision).author,
    )


@pytest.mark.parametrize("who", ("first", "author"))
def test_neither_the_first_moderator_nor_the_author_decides(first, who):
    complaint = objected(first, author=make_staff())
    person = {"first": first, "author": complaint.complained_by}[who]

    refused(
        "same_person",
        complaints.answer,
        complaint,
        outcome=ComplaintOutcome.UPHELD,
        text="Es bleibt dabei.",
        by=person,
    )


def test_the_database_refuses_the_same_person_too(first):
    complaint = objected(first)

    with pytest.raises(IntegrityError), transaction.atomic():
        Complaint.objects.filter(pk=complaint.pk).update(
            decided_by=first,
            decided_at=timezone.now(),
            outcome=ComplaintOutcome.UPHELD,
            answer="Es bleibt dabei.",
        )


@pytest.mark.parametrize("verdict", [each for each in STATES if each != Verdict.MERGE])
def test_reversing_brings_the_contribution_back(first, second, verdict):
    complaint = objected(first, verdict)

    complaints.answer(
        complaint,
        outcome=ComplaintOutcome.REVERSED,
        text="Sie haben recht.",
        by=second,
    )

    idea = idea_of(complaint.decision)
    assert idea.publication == Publication.PUBLISHED
    assert (idea.decision.decided_by, idea.decision.text) == (
        second,
        "Sie haben recht.",
    )
    assert not QueueItem.objects.open().filter(target_id=idea.pk).exists()


def test_reversing_a_merge_makes_the_idea_what_it_was(first, second):
    complaint = objected(first, Verdict.MERGE)

    complaints.answer(
        complaint,
        outcome=ComplaintOutcome.REVERSED,
        text="Sie haben recht.",
        by=second,
    )

    idea = idea_of(complaint.decision)
    assert (idea.publication, idea.merged_into, idea.decision) == (
        Publication.PUBLISHED,
        None,
        None,
    )


def test_the_author_hears_once_of_a_reversal(first, second):
    complaint = objected(first)
    Happening.objects.update(expanded_at=timezone.now())
    complaints.answer(
        complaint, outcome=ComplaintOutcome.REVERSED, text="Stimmt.", by=second
    )

    past_undoing()
    for happening in Happening.objects.filter(expanded_at=None):
        expand(happening.pk)

    mine = Notification.objects.filter(user=complaint.complained_by)
    assert [each.happening.verb for each in mine] == ["idea.published"]


def test_the_author_hears_why_the_decision_stays(first, second):
    complaint = objected(first)
    complaint = complaints.answer(
        complaint,
        outcome=ComplaintOutcome.UPHELD,
        text="Der Laden wird dreimal genannt.",
        by=second,
    )

    upheld = registry.get("complaint.upheld")
    recipients = list(upheld.audience(complaint, {}))
    told = upheld.tell(complaint, {}, Recipient())
    assert [each.user_id for each in recipients] == [complaint.complained_by_id]
    assert "Der Laden wird dreimal genannt." in told.text
    assert idea_of(complaint.decision).publication == Publication.DECLINED


def test_an_answer_is_given_once_and_with_reasons(first, second):
    complaint = objected(first)
    answer = {"outcome": ComplaintOutcome.UPHELD, "by": second}

    refused("text_missing", complaints.answer, complaint, text=" ", **answer)
    complaints.answer(complaint, text="Es bleibt.", **answer)
    refused("answered_already", complaints.answer, complaint, text="Neu.", **answer)


def test_the_list_shows_what_waits_in_own_regions(client, sign_in, first):
    here, there = Region.objects.order_by("number")[:2]
    objected(first, region=here, title="Hier")
    objected(first, region=there, title="Dort")

    page = sign_in(client, make_regional_moderator(here)).get(
        reverse("moderation:complaint-list")
    )

    assert [shown.title for shown in page.context["complaints"]] == ["Hier"]


def test_the_first_moderator_reads_but_does_not_decide(client, sign_in, first, second):
    complaint = objected(first)
    client = sign_in(client, first)
    answer = {"outcome": ComplaintOutcome.UPHELD, "text": "Es bleibt."}

    assert "Das prüft jemand anderes" in client.get(complaint.get_absolute_url()).text
    assert client.post(complaint.get_absolute_url(), answer).status_code == 403


def test_somebody_else_decides_on_the_page(client, sign_in, first, second):
    complaint = objected(first)

    response = sign_in(client, second).post(
        complaint.get_absolute_url(),
        {"outcome": ComplaintOutcome.REVERSED, "text": "Sie haben recht."},
    )

    complaint.refresh_from_db()
    assert response.headers["Location"] == reverse("moderation:complaint-list")
    assert (complaint.outcome, complaint.decided_by) == ("reversed", second)


def test_complaints_of_other_regions_are_not_there(client, sign_in, first):
    here, there = Region.objects.order_by("number")[:2]
    complaint = objected(first, region=there)

    response = sign_in(client, make_regional_moderator(here)).get(
        complaint.get_absolute_url()
    )

    assert response.status_code == 404


@pytest.mark.parametrize("rows", (1, 30))
def test_the_list_costs_the_same_with_1_and_30_complaints(
    client, sign_in, first, second, django_assert_num_queries, rows
):
    for _ in range(rows):
        objected(first)
    client = sign_in(client, second)

    with django_assert_num_queries(15):
        page = client.get(reverse("moderation:complaint-list"))

    assert len(page.context["complaints"]) == rows
