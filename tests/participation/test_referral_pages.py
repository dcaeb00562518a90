"""The desk's pages: choose, see the mail, send; what came back, what to do."""

import re

import pytest
from django.urls import reverse

from commons.accounts.enums import Role
from commons.clock import berlin_today
from commons.delivery import renderers
from commons.delivery.enums import DeliveryState
from commons.delivery.models import Delivery
from participation.ideas.enums import Case, Outcome
from participation.ideas.models import Idea
from participation.referrals.enums import ReferralRole, ReferralState, StatementSource
from participation.referrals.models import Referral, Statement
from participation.referrals.services import referring
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.delivery import FailedFactory
from tests.factories.departments import DepartmentFactory, TopicFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.referrals import (
    QuestionFactory,
    ReferralFactory,
    StatementFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderator():
    return make_staff()


@pytest.fixture
def desk(client, sign_in, moderator):
    return sign_in(client, moderator)


@pytest.fixture
def idea():
    return IdeaFactory(case=Case.OPEN, topic=TopicFactory(name="Bänke"))


def create_url(idea):
    return reverse("referrals:referral-create", args=[idea.number])


def send_url(idea):
    return reverse("referrals:referral-send", args=[idea.number])


def order(lead, **more):
    return {"lead": lead.pk, "cover_note": "Bitte prüfen.", "working_days": "", **more}


def seen_in(response):
    html = response.content.decode()
    raw = re.search(r'name="seen" value="([^"]*)"', html).group(1)
    return raw.replace("&quot;", '"')


def test_responsible_department_is_suggested_first_with_the_reason(desk, idea):
    department = DepartmentFactory(name="Amt für Bänke")
    department.topics.add(idea.topic)
    DepartmentFactory(name="Amt für Anderes")

    response = desk.get(create_url(idea))

    form = response.context["form"]
    assert form.fields["lead"].initial == department.pk
    assert form.fields["lead"].help_text == (
        "Vorschlag, weil dieses Amt für „Bänke“ zuständig ist."
    )


def test_department_named_at_the_return_is_suggested(desk):
    hint = DepartmentFactory(name="Amt am Ziel")
    returned = ReferralFactory(
        state=ReferralState.RETURNED,
        suggested_department=hint,
        department__name="Amt auf dem Weg",
    )

    response = desk.get(create_url(returned.idea))

    form = response.context["form"]
    assert form.fields["lead"].initial == hint.pk
    assert form.fields["lead"].help_text == "Vorschlag von: Amt auf dem Weg."


def test_first_step_sends_nothing_and_shows_the_mail(desk, idea):
    lead, other = DepartmentFactory(), DepartmentFactory()

    response = desk.post(create_url(idea), order(lead, consulted=[other.pk]))

    html = response.content.decode()
    assert not Referral.objects.exists()
    assert not Delivery.objects.exists()
    for part in (lead.email, other.email, idea.title, "Bitte prüfen.", "Dossier"):
        assert part in html, part


def test_preview_is_what_is_sent(desk, idea):
    lead = DepartmentFactory()
    preview = desk.post(create_url(idea), order(lead))

    desk.post(send_url(idea), order(lead, seen=seen_in(preview)))

    referral = Referral.objects.get()
    shown = preview.context["mails"][0]["mail"]
    sent = referring_mail(referral)
    assert sent.subject == shown.subject
    assert without_link(sent.text) == without_link(shown.text)


def referring_mail(referral):
    return renderers.get(referring.RENDERER)(referral.delivery)


def without_link(text):
    return re.sub(r"/vorgang/\S+", "/vorgang/", text)


def test_send_leads_to_the_referral(desk, idea, moderator):
    lead = DepartmentFactory()
    preview = desk.post(create_url(idea), order(lead))

    response = desk.post(send_url(idea), order(lead, seen=seen_in(preview)))

    referral = Referral.objects.get()
    assert response.url == reverse("referrals:referral-detail", args=[referral.pk])
    assert (referral.department, referral.role, referral.referred_by) == (
        lead,
        ReferralRole.LEAD,
        moderator,
    )


def test_send_without_preview_sends_nothing(desk, idea):
    response = desk.post(send_url(idea), order(DepartmentFactory()))

    assert "mails" in response.context
    assert not Referral.objects.exists()


def test_idea_changed_since_the_preview_is_shown_again(desk, idea):
    lead = DepartmentFactory()
    preview = desk.post(create_url(idea), order(lead))
    Idea.objects.filter(pk=idea.pk).update(version=2)

    response = desk.post(send_url(idea), order(lead, seen=seen_in(preview)))

    assert not Referral.objects.exists()
    assert "Seit der Vorschau hat sich etwas geändert" in response.content.decode()


def test_dossier_of_the_preview_is_a_pdf_and_stores_nothing(desk, idea):
    lead = DepartmentFactory()
    url = reverse("referrals:dossier-preview", args=[idea.number, lead.pk])

    response = desk.post(url, order(lead))

    assert response.content.startswith(b"%PDF-")
    assert not Delivery.objects.exists()


def test_form_without_department_says_so(desk, idea):
    response = desk.post(create_url(idea), {"lead": ""})

    assert response.status_code == 422
    assert "lead" in response.context["form"].errors


def test_with_a_lead_only_others_can_be_chosen(desk):
    lead = ReferralFactory()

    response = desk.get(create_url(lead.idea))

    assert "lead" not in response.context["form"].fields


def test_panel_beside_the_idea_leads_to_forwarding_and_answering(desk, idea):
    html = desk.get(idea.get_absolute_url()).content.decode()

    assert create_url(idea) in html
    assert reverse("referrals:answer-edit", args=[idea.number]) in html


def test_panel_is_not_there_for_residents(client, sign_in, idea):
    sign_in(client, UserFactory())

    html = client.get(idea.get_absolute_url()).content.decode()

    assert create_url(idea) not in html


def test_question_is_answered_at_the_desk(desk):
    question = QuestionFactory()
    url = reverse("referrals:question-answer", args=[question.pk])

    desk.post(url, {"text": "Die Nordseite."})

    question.refresh_from_db()
    delivery = Delivery.objects.get()
    assert question.answer == "Die Nordseite."
    assert delivery.renderer == "referrals.question_answered"
    assert Referral.objects.get().state == ReferralState.ACKNOWLEDGED


def test_empty_answer_to_a_question_is_refused(desk):
    question = QuestionFactory()

    response = desk.post(
        reverse("referrals:question-answer", args=[question.pk]), {"text": " "}
    )

    assert response.status_code == 422
    assert Referral.objects.get().state == ReferralState.QUESTION


def test_statement_on_the_telephone_is_recorded_as_such(desk, moderator):
    referral = ReferralFactory()
    url = reverse("referrals:statement-record", args=[referral.pk])

    said = {"text": "Kommt im Mai.", "outcome": Outcome.PLANNED, "way": "phone"}
    desk.post(url, said | {"said_on": berlin_today().isoformat()})

    statement = Statement.objects.get()
    assert (statement.source, statement.stated_by, statement.outcome) == (
        StatementSource.RECORDED,
        moderator,
        Outcome.PLANNED,
    )


def test_handing_over_by_hand_starts_the_departments_turn(desk, idea, moderator):
    (referral,) = referring.refer(
        idea, lead=DepartmentFactory(email=""), cover_note="", by=moderator
    )

    desk.post(reverse("referrals:referral-pass-on", args=[referral.pk]))

    referral.refresh_from_db()
    referral.delivery.refresh_from_db()
    assert (referral.state, referral.delivery.state) == (
        ReferralState.SENT,
        DeliveryState.SENT,
    )


def test_failed_referral_is_sent_again(desk):
    referral = ReferralFactory(
        state=ReferralState.FAILED,
        delivery=FailedFactory(renderer=referring.RENDERER),
    )

    desk.post(reverse("referrals:referral-resend", args=[referral.pk]))

    referral.refresh_from_db()
    referral.delivery.refresh_from_db()
    assert (referral.state, referral.delivery.state) == (
        ReferralState.QUEUED,
        DeliveryState.QUEUED,
    )


def test_recall_goes_back_to_the_desk(desk):
    referral = ReferralFactory()

    desk.post(reverse("referrals:referral-recall", args=[referral.pk]))

    referral.refresh_from_db()
    assert referral.state == ReferralState.RECALLED


@pytest.mark.parametrize("view", ("recall", "pass-on", "resend"))
def test_what_the_state_forbids_is_said_and_not_done(desk, view):
    referral = StatementFactory().referral

    response = desk.post(
        reverse(f"referrals:referral-{view}", args=[referral.pk]), follow=True
    )

    referral.refresh_from_db()
    assert referral.state == ReferralState.STATED
    assert response.context["messages"]


@pytest.mark.parametrize("rows", (1, 30))
def test_list_of_referrals_costs_the_same_for_many(
    desk, rows, django_assert_num_queries
):
    ReferralFactory.create_batch(rows)
    url = reverse("referrals:referral-list")
    desk.get(url)

    with django_assert_num_queries(11):
        response = desk.get(url)

    assert len(response.context["page"].referrals) == rows


def test_list_goes_on_where_the_page_ended(desk):
    referrals = ReferralFactory.create_batch(51)

    first = desk.get(reverse("referrals:referral-list"))
    second = desk.get(
        f"{reverse('referrals:referral-list')}{first.context['next_url']}"
    )

    shown = [
        row.pk for page in (first, second) for row in page.context["page"].referrals
    ]
    assert shown == [row.pk for row in referrals]


@pytest.mark.parametrize("view", ("overdue", "offen", "zurueck", "x' OR 1=1"))
@pytest.mark.parametrize("cursor", ("", "2026-01-01,1", "2026-13-01,x", "9" * 99))
def test_list_takes_any_view_and_cursor(desk, view, cursor):
    response = desk.get(
        reverse("referrals:referral-list"), {"ansicht": view, "ab": cursor}
    )

    assert response.status_code == 200


@pytest.mark.parametrize(
    ("role", "status"),
    (
        (Role.MODERATOR, 200),
        (Role.COORDINATOR, 200),
        (Role.DATA_EDITOR, 403),
        (None, 403),
    ),
)
def test_list_is_for_the_desk(client, sign_in, role, status):
    user = make_staff(role) if role else UserFactory()
    sign_in(client, user)

    assert client.get(reverse("referrals:referral-list")).status_code == status
