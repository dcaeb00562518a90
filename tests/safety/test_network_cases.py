"""The desk reads what only members read as long as there is a case, and no longer."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from commons.accounts.visitors import visitor_for
from participation.moderation import services as moderation, workflow
from participation.moderation.enums import ComplaintOutcome, Verdict
from participation.moderation.queries.item import open_item_of
from participation.moderation.services import complaints
from participation.networks.enums import Visibility
from participation.networks.queries import documents
from tests.factories.accounts import make_staff
from tests.factories.networks import make_network, member_of
from tests.factories.posts import document_of, said
from tests.participation.deciding import ruling
from tests.participation.test_network_circles import reported

pytestmark = pytest.mark.django_db
WORDS = "Quittenernte am Sonntag"


@pytest.fixture(params=(Visibility.MEMBERS, Visibility.HIDDEN))
def case(request):
    """A post with a file, its reporter and a decision about it, to be made."""
    network, coordinator = make_network(request.param)
    post = said(network, by=coordinator, text=WORDS)
    reporter = member_of(network)
    return Case(post, document_of(post), reporter)


class Case:
    def __init__(self, post, document, reporter):
        self.post, self.document, self.reporter = post, document, reporter
        self.moderator = make_staff()
        reported(post, by=reporter)

    def decide(self, verdict):
        item = open_item_of(self.post)
        decision = moderation.decide(item, **ruling(verdict), by=self.moderator)
        self.post.refresh_from_db()
        return decision

    def read_by(self, client, sign_in):
        """What a moderator reads: the file, the page at the desk."""
        visitor = visitor_for(self.moderator)
        sign_in(client, self.moderator)
        url = reverse("moderation:contribution", args=["network_post", self.post.pk])
        page = client.get(url, follow=True)
        return (
            documents.can_see_file(visitor, self.document.stored_file),
            WORDS in page.text,
        )


def test_what_was_left_standing_is_read_no_more(client, sign_in, case):
    before = case.read_by(client, sign_in)

    case.decide(Verdict.KEEP)

    assert (before, case.read_by(client, sign_in)) == ((True, True), (False, False))


def test_an_objection_opens_it_until_it_is_answered(client, sign_in, case):
    decision = case.decide(Verdict.KEEP)
    complaint = complaints.complain(decision, text="Doch.", by=case.reporter)
    during = case.read_by(client, sign_in)
    other = make_staff()

    complaints.answer(
        complaint, outcome=ComplaintOutcome.UPHELD, text="Bleibt so.", by=other
    )

    assert (during, case.read_by(client, sign_in)) == ((True, True), (False, False))
    sign_in(client, other)
    page = client.get(reverse("moderation:complaint", args=[complaint.pk]))
    assert (page.status_code, WORDS in page.text) == (200, False)


def test_what_was_taken_away_is_read_as_long_as_one_may_object(client, sign_in, case):
    case.decide(Verdict.REMOVE)
    now = timezone.now()

    assert case.read_by(client, sign_in) == (True, True)
    with time_machine.travel(now + workflow.OBJECTION + timedelta(days=1)):
        assert case.read_by(client, sign_in) == (False, False)


def test_the_page_of_a_case_that_is_over_says_so(client, sign_in, case):
    case.decide(Verdict.KEEP)
    sign_in(client, case.moderator)
    desk = "moderation:contribution"

    over = client.get(reverse(desk, args=["network_post", case.post.pk]))
    never = client.get(
        reverse(
            desk, args=["network_post", said(case.post.network, by=case.reporter).pk]
        )
    )

    assert over.url == reverse("moderation:queue")
    assert never.status_code == 404
