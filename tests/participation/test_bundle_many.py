"""304 ideas to one Amt, as in Pankow's one large round: what it costs, in literals."""

import io

import pytest
from django.utils import timezone
from pypdf import PdfReader

from commons.delivery import renderers
from commons.files import services as files
from neighbourhood.deadlines.services import due_after
from participation.bundles.enums import BundleState
from participation.bundles.models import Bundle, BundleItem
from participation.bundles.services import packing, sending
from participation.bundles.services.bundling import bundle_up
from participation.ideas.enums import Case
from participation.ideas.models import Idea
from participation.referrals.models import Referral
from tests.factories.accounts import make_staff
from tests.factories.departments import DepartmentFactory
from tests.factories.ideas import IdeaFactory
from tests.participation.bundling import NOTE, fresh, open_ideas

pytestmark = pytest.mark.django_db
ROUND = 304
TEXT = "Am Platz fehlen Bänke, und ältere Leute müssen stehen. " * 8


def copies_of(idea, count):
    """As many public ideas, written in one go."""
    rows = []
    for number in range(count):
        row = Idea(
            **{
                field.attname: getattr(idea, field.attname)
                for field in Idea._meta.concrete_fields
                if field.attname not in {"id", "draft_id", "number", "slug", "title"}
            }
        )
        row.number = f"2024-{number:05d}"
        row.slug, row.title = f"idee-{number}", f"Idee der Runde {number}"
        rows.append(row)
    return Idea.objects.bulk_create(rows)


@pytest.fixture
def bundle():
    """On its way with all of them; the paper is not made yet."""
    by, amt = make_staff(), DepartmentFactory()
    idea = IdeaFactory(case=Case.REFERRED, lead_department=amt, text=TEXT)
    row = Bundle(
        department=amt,
        state=BundleState.QUEUED,
        cover_note=NOTE,
        working_days=20,
        made_by=by,
    )
    sending.queue(row, by=by)
    due = due_after(row.due_on, 0)
    referrals = Referral.objects.bulk_create(
        Referral(
            idea=each,
            department=amt,
            role="lead",
            cover_note=NOTE,
            working_days=20,
            referred_at=timezone.now(),
            due_on=due,
            first_due_on=due,
            goes_along=True,
        )
        for each in copies_of(idea, ROUND)
    )
    BundleItem.objects.bulk_create(
        BundleItem(bundle=row, referral=each, position=position)
        for position, each in enumerate(referrals, start=1)
    )
    return row


def test_one_paper_and_one_short_mail_for_304(bundle, django_assert_num_queries):
    with django_assert_num_queries(33):
        packing.pack(bundle.pk)

    bundle = fresh(bundle)
    paper = PdfReader(io.BytesIO(files.read(bundle.dossier)))
    with django_assert_num_queries(8):
        mail = renderers.get(bundle.delivery.renderer)(bundle.delivery)
    assert "Idee der Runde 303" in paper.pages[-1].extract_text()
    assert bundle.dossier.size < 4_000_000
    assert len(mail.html) < 20_000
    assert len(mail.enclosed[0].content) < 200_000
    assert "und 274 weitere Ideen" in mail.text


def test_page_of_304_asks_as_often_as_one_of_two(
    bundle, client, sign_in, django_assert_num_queries
):
    sign_in(client, make_staff())
    client.get(bundle.get_absolute_url())

    with django_assert_num_queries(17):
        page = client.get(bundle.get_absolute_url())

    assert len(page.context["rows"]) == ROUND


@pytest.mark.parametrize("count", (3, 6))
def test_referring_many_costs_the_same_for_each(count, django_assert_num_queries):
    """Beside what any bundle costs, each idea is referred as it would be alone."""
    by, amt, ideas = make_staff(), DepartmentFactory(), open_ideas(count)

    with django_assert_num_queries(11 + 33 * count):
        bundle_up(ideas, department=amt, cover_note=NOTE, by=by)
