"""Objecting without an account: by the link of a mail, by a code, on paper."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from commons.links.models import SignedLink
from commons.notifications import rendering
from commons.notifications.models import Notification
from commons.verbs.registry import Recipient
from participation.ideas.models import Submission
from participation.ideas.services import pickup
from participation.moderation import services
from participation.moderation.enums import (
    ComplaintOutcome,
    Publication,
    Reason,
    ReportReason,
    Verdict,
)
from participation.moderation.models import Complaint, Decision, QueueItem
from participation.moderation.services import complaints, objecting, reports
from participation.moderation.services.complaints import Entrance
from participation.moderation.services.objecting import address_for
from participation.moderation.services.reports import Notice
from tests.clients import StrictClient
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.ideas import SubmissionFactory
from tests.participation.objections import (
    decided,
    idea_of,
    refused,
    tell_everything,
    the_link,
    token_of,
)

pytestmark = pytest.mark.django_db
TEXT = "Das ist keine Werbung."


@pytest.fixture
def first():
    return make_staff()


def path_of(address):
    assert address.startswith(settings.BASE_URL)
    return address.removeprefix(settings.BASE_URL)


def page_of(decision):
    return reverse("moderation:complaint-create", args=[decision.pk])


def opened(client, decision, recipient):
    """The link of the mail, opened by its button."""
    response = client.post(path_of(address_for(decision, recipient)))
    assert response.headers["Location"] == page_of(decision)
    return client


def test_the_link_opens_by_the_button_alone_and_for_this_decision_alone(client, first):
    decision, other = decided(first), decided(first)
    path = path_of(
        address_for(decision, Recipient(user_id=idea_of(decision).author_id))
    )

    assert decision.text not in client.get(path).text
    assert client.get(page_of(decision)).status_code == 302
    client.post(path)

    assert decision.text in client.get(page_of(decision)).text
    assert client.get(page_of(other)).status_code == 302


def test_nobody_objects_by_link_for_somebody_else_who_is_signed_in(
    client, sign_in, first
):
    decision = decided(first)
    author = idea_of(decision).author
    client = opened(
        sign_in(client, UserFactory()), decision, Recipient(user_id=author.pk)
    )

    client.post(page_of(decision), {"text": TEXT})

    assert Complaint.objects.get().complained_by == author


def test_the_same_recipient_has_one_link_however_often_the_mail_is_made(first):
    decision = decided(first)
    author = Recipient(user_id=idea_of(decision).author_id)

    addresses = {address_for(decision, author) for _ in range(3)}
    address_for(decision, Recipient(address="jemand@example.org"))

    assert len(addresses) == 1
    assert SignedLink.objects.count() == 2


def test_the_table_of_links_holds_no_token(first):
    decision = decided(first)
    token = token_of(address_for(decision, Recipient(address="x@example.org")))

    link = the_link()
    assert token not in str(vars(link))
    assert link.expires_at == decision.decided_at + timedelta(days=183)


def test_after_six_months_the_link_is_gone(client, first):
    decision = decided(first)
    path = path_of(address_for(decision, Recipient(address="x@example.org")))
    SignedLink.objects.update(
        created_at=timezone.now() - timedelta(days=200),
        expires_at=timezone.now() - timedelta(days=1),
    )

    assert client.post(path).status_code == 404


def test_after_a_complaint_the_answer_can_be_read_as_long(client, first):
    decision = decided(first)
    opened(client, decision, Recipient(address="x@example.org"))
    SignedLink.objects.update(expires_at=timezone.now() + timedelta(hours=1))

    client.post(page_of(decision), {"text": TEXT})

    assert the_link().expires_at > timezone.now() + timedelta(days=180)


def test_whoever_left_an_address_hears_the_outcome_there(client, first):
    decision = decided(first)
    opened(client, decision, Recipient(address="x@example.org"))
    client.post(page_of(decision), {"text": TEXT})

    complaints.answer(
        Complaint.objects.get(),
        outcome=ComplaintOutcome.UPHELD,
        text="Es bleibt dabei.",
        by=make_staff(),
    )
    tell_everything()

    told = Notification.objects.get(happening__verb="complaint.upheld")
    assert (told.user, told.address) == (None, "x@example.org")
    assert "Es bleibt dabei." in client.get(page_of(decision)).text


def test_a_deleted_account_objects_by_its_mail_and_says_where_to_answer(client, first):
    decision = decided(first)
    idea = idea_of(decision)
    path = path_of(address_for(decision, Recipient(user_id=idea.author_id)))
    author, idea.author = idea.author, None
    idea.save()
    author.is_active = False
    author.save()

    client.post(path)
    form = {"text": TEXT, "address": "neu@example.org"}
    client.post(page_of(decision), form)

    complaint = Complaint.objects.get()
    assert (complaint.complained_by, complaint.author) == (None, None)
    assert complaint.address == "neu@example.org"


def with_code(idea):
    idea.author = None
    idea.save()
    code = "ABCD-EFGH-JKMN"
    SubmissionFactory(idea=idea, claim_hash=pickup.hash_of(code))
    return code


def test_whoever_holds_the_code_objects_with_it(client, first):
    decision = decided(first)
    idea = idea_of(decision)
    code = with_code(idea)
    assert client.get(page_of(decision)).status_code == 302

    client.post(reverse("ideas:idea-claim"), {"number": idea.number, "code": code})
    client.post(page_of(decision), {"text": TEXT})

    assert Complaint.objects.get().text == TEXT
    assert StrictClient().get(page_of(decision)).status_code == 302


def test_paper_names_the_page_of_the_code_and_no_link(first):
    decision = decided(first)
    on_paper = Recipient(address="idea-contact:1", channel="letter")
    assert address_for(decision, on_paper) == ""

    with_code(idea_of(decision))

    number = idea_of(decision).number
    assert address_for(decision, on_paper) == (
        f"{settings.BASE_URL}{reverse('ideas:idea-claim')}?nummer={number}"
    )
    assert not SignedLink.objects.exists()
    assert Submission.objects.exists()


def test_the_desk_types_what_came_by_letter(client, sign_in, first):
    decision = decided(first)
    idea = idea_of(decision)
    assert sign_in(client, first).get(page_of(decision)).status_code == 404
    idea.author = None
    idea.save()

    sign_in(client, first).post(page_of(decision), {"text": TEXT})

    complaint = Complaint.objects.get()
    assert (complaint.entered_by, complaint.complained_by) == (first, None)


@pytest.mark.parametrize("entrance", (Entrance(), Entrance(holds_code=True)))
def test_no_way_in_is_no_right(first, entrance):
    """A code is worth nothing once the idea belongs to an account."""
    decision = decided(first)

    refused(
        "not_yours",
        complaints.complain,
        decision,
        text=TEXT,
        by=UserFactory(),
        entrance=entrance,
    )


def test_a_link_to_another_decision_is_no_right(first):
    decision, other = decided(first), decided(first)
    address_for(other, Recipient(address="x@example.org"))

    refused(
        "not_yours",
        complaints.complain,
        decision,
        text=TEXT,
        by=None,
        entrance=Entrance(link=the_link()),
    )


def test_a_decision_that_was_replaced_leads_to_the_new_one(client, sign_in, first):
    held = decided(first, Verdict.HIDE)
    item = QueueItem.objects.open().get()
    final = services.decide(
        item, verdict=Verdict.DECLINE, reason=Reason.ADVERTISING, version=1, by=first
    )

    page = sign_in(client, idea_of(held).author).get(page_of(held)).text

    assert "Inzwischen haben wir neu entschieden." in page
    assert page_of(final) in page


def test_who_decides_reads_that_the_decision_no_longer_holds(client, sign_in, first):
    held = decided(first, Verdict.HIDE)
    author = idea_of(held).author
    complaint = complaints.complain(held, text=TEXT, by=author)
    services.decide(
        QueueItem.objects.open().get(), verdict=Verdict.RESTORE, version=1, by=first
    )
    second = make_staff()

    page = sign_in(client, second).get(complaint.get_absolute_url()).text
    complaints.answer(
        complaint, outcome=ComplaintOutcome.REVERSED, text="Stimmt.", by=second
    )
    tell_everything()

    assert "gilt schon nicht mehr" in page
    told = Notification.objects.get(happening__verb="complaint.reversed")
    assert told.user == author


def left_standing(by, address=""):
    """Somebody reported, and the desk left it; gives the decision."""
    idea = idea_of(decided(make_staff(), Verdict.HIDE))
    services.decide(
        QueueItem.objects.open().get(), verdict=Verdict.RESTORE, version=1, by=by
    )
    idea.refresh_from_db()
    neighbour = None if address else UserFactory()
    notice = Notice(ReportReason.INSULT, "Das beleidigt uns.", address)
    report = reports.report(idea, notice, by=neighbour)
    services.decide(report.item, verdict=Verdict.KEEP, version=1, by=by)
    return Decision.objects.get(verdict=Verdict.KEEP)


def test_whoever_reported_objects_by_the_link_of_their_mail(client, first):
    decision = left_standing(first, "jemand@example.org")
    tell_everything()
    told = Notification.objects.get(happening__verb="report.settled")
    words = str(rendering.tell(told, idea_of(decision)).text)
    address = words.rsplit(maxsplit=1)[-1]

    client.post(path_of(address))
    client.post(page_of(decision), {"text": "Doch, lesen Sie den zweiten Satz."})

    complaint = Complaint.objects.get()
    assert complaint.address == "jemand@example.org"
    assert complaint.author == idea_of(decision).author


def test_the_author_does_not_object_to_being_left_alone(client, sign_in, first):
    decision = left_standing(first)
    client = sign_in(client, idea_of(decision).author)

    assert client.get(page_of(decision)).status_code == 404


def test_a_reporter_who_is_right_brings_the_reports_back_and_hides_nothing(first):
    decision = left_standing(first)
    report = decision.reports.get()
    complaint = complaints.complain(decision, text="Doch.", by=report.reported_by)

    complaints.answer(
        complaint, outcome=ComplaintOutcome.REVERSED, text="Stimmt.", by=make_staff()
    )

    report.refresh_from_db()
    item = QueueItem.objects.open().get()
    assert (report.decision, report.item, item.report_count) == (None, item, 1)
    assert idea_of(decision).publication == Publication.PUBLISHED


def test_the_link_of_an_account_names_no_address(first):
    decision = decided(first)
    author = idea_of(decision).author

    address_for(decision, Recipient(user_id=author.pk))

    assert the_link().recipient == f"{objecting.ACCOUNT}{author.pk}"
