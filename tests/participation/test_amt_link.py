"""The department without an account: from the mail's link to its statement."""

from datetime import timedelta

import pytest
from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.urls import reverse
from django.utils import timezone

from commons.files import services as files
from commons.links import services as links
from commons.links.models import SignedLink
from commons.verbs.models import Happening
from neighbourhood.pages.queries import contact_for
from participation.ideas.enums import Case, Outcome
from participation.moderation.enums import Publication
from participation.referrals.enums import ReferralState, ReturnReason, StatementSource
from participation.referrals.models import Question, Referral, Statement
from participation.referrals.services.recalling import recall
from tests.clients import StrictClient
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.departments import (
    DepartmentFactory,
    DepartmentMembershipFactory,
)
from tests.factories.ideas import DecisionFactory
from tests.factories.referrals import (
    QuestionFactory,
    ReferralFactory,
    StatementFactory,
)

pytestmark = pytest.mark.django_db

SAID = {"text": "Ja.", "outcome": "planned", "speaker": "Amt am Apparat"}
ACTIONS = ("case-show", "case-dossier", "case-state", "case-ask", "case-return")


@pytest.fixture
def referral():
    return ReferralFactory()


def link_url(referral):
    return reverse("referrals:link-show", args=[links.token_of(referral.link)])


def case_url(referral, view="case-show"):
    return reverse(f"referrals:{view}", args=[referral.pk])


def opened(client, referral):
    client.post(link_url(referral))
    return client


def test_link_says_nothing_until_the_button_is_pressed(client, referral):
    html = client.get(link_url(referral)).content.decode()

    assert "Vorgang öffnen" in html
    for secret in (
        referral.idea.title,
        referral.idea.number,
        referral.department.name,
        referral.cover_note,
    ):
        assert secret not in html


def test_mail_scanner_changes_nothing(client, referral):
    before = SignedLink.objects.values().get()

    for _ in range(3):
        client.get(link_url(referral))
        client.head(link_url(referral))

    assert SignedLink.objects.values().get() == before
    assert "links" not in client.session


def test_button_leads_to_the_case_and_is_noted(client, referral):
    response = client.post(link_url(referral))

    referral.link.refresh_from_db()
    assert response.url == case_url(referral)
    assert referral.link.opened_at is not None
    assert Happening.objects.filter(verb="referral.opened").count() == 1


def test_case_shows_the_idea_and_what_can_be_done(client, referral):
    html = opened(client, referral).get(case_url(referral)).content.decode()

    for part in (referral.idea.title, referral.idea.number, referral.cover_note):
        assert part in html
    for view in ("case-state", "case-acknowledge", "case-ask", "case-return"):
        assert case_url(referral, view) in html


def test_link_works_again_and_on_another_device(client, referral):
    opened(client, referral)
    other = StrictClient()

    response = opened(other, referral).get(case_url(referral))

    assert response.status_code == 200
    assert opened(client, referral).get(case_url(referral)).status_code == 200
    assert Happening.objects.filter(verb="referral.opened").count() == 1


def test_link_opens_only_its_own_case(client, referral):
    other = ReferralFactory(department=referral.department)
    opened(client, referral)

    answers = {view: client.get(case_url(other, view)).status_code for view in ACTIONS}

    assert answers == dict.fromkeys(ACTIONS, 302)


def test_without_link_and_account_the_way_leads_to_the_sign_in(client, referral):
    response = client.get(case_url(referral))

    assert response.url == f"{reverse('account_login')}?next={case_url(referral)}"


@pytest.mark.parametrize("wrong", ("revoked", "expired", "unknown"))
def test_link_that_is_no_longer_valid_says_whom_to_call(client, referral, wrong):
    url = link_url(referral)
    if wrong == "unknown":
        url = reverse("referrals:link-show", args=["x" * 43])
    elif wrong == "revoked":
        links.revoke(referral.link)
    else:
        past = timezone.now() - timedelta(days=1)
        SignedLink.objects.update(created_at=past - timedelta(1), expires_at=past)

    shown, pressed = client.get(url), client.post(url)

    phone = contact_for(None).phone
    assert (shown.status_code, pressed.status_code) == (200, 404)
    assert phone in shown.content.decode()
    assert phone in pressed.content.decode()
    assert referral.idea.title not in pressed.content.decode()


def test_session_ends_with_the_link(client, referral):
    opened(client, referral)
    links.revoke(referral.link)

    assert client.get(case_url(referral)).status_code == 404


def test_recall_closes_the_case_for_the_department(client, referral):
    opened(client, referral)
    recall(referral, by=None)

    response = client.get(case_url(referral))
    assert response.status_code == 404
    assert "Dieser Link gilt nicht" in response.content.decode()


def test_department_acknowledges(client, referral):
    opened(client, referral).post(case_url(referral, "case-acknowledge"))

    referral.refresh_from_db()
    assert referral.state == ReferralState.ACKNOWLEDGED


def test_department_states_and_is_thanked(client, referral):
    response = opened(client, referral).post(
        case_url(referral, "case-state"),
        {
            "text": "Wir stellen **drei** Bänke auf.",
            "outcome": Outcome.WILL_BE_DONE,
            "promised_on": (timezone.localdate() + timedelta(90)).isoformat(),
            "reference": "SGA 12/26",
            "speaker": "Amt am Apparat",
        },
        follow=True,
    )

    statement = Statement.objects.get()
    html = response.content.decode()
    assert (statement.source, statement.link, statement.stated_by) == (
        StatementSource.LINK,
        referral.link,
        None,
    )
    assert "Danke, Ihre Stellungnahme ist da" in html
    assert "<strong>drei</strong>" in html
    assert case_url(referral, "case-state") not in html


def test_lead_statement_is_the_desks_turn(client, referral):
    opened(client, referral).post(
        case_url(referral, "case-state"),
        {"text": "Ja.", "outcome": Outcome.PLANNED, "speaker": "Amt am Apparat"},
    )

    referral.idea.refresh_from_db()
    assert referral.idea.case == Case.STATEMENT_IN


def test_department_asks_and_its_clock_stands_still(client, referral):
    opened(client, referral).post(
        case_url(referral, "case-ask"), {"text": "Welche Seite?"}
    )

    referral.refresh_from_db()
    assert Question.objects.get().text == "Welche Seite?"
    assert (referral.state, referral.is_paused) == (ReferralState.QUESTION, True)


def test_department_gives_it_back_with_a_hint(client, referral):
    hint = DepartmentFactory()

    response = opened(client, referral).post(
        case_url(referral, "case-return"),
        {
            "reason": ReturnReason.NOT_RESPONSIBLE,
            "text": "Das macht die BVG.",
            "suggested": hint.pk,
        },
        follow=True,
    )

    referral.refresh_from_db()
    assert (referral.state, referral.return_reason, referral.suggested_department) == (
        ReferralState.RETURNED,
        ReturnReason.NOT_RESPONSIBLE,
        hint,
    )
    assert "Sie haben die Idee zurückgegeben" in response.content.decode()


@pytest.mark.parametrize(
    ("view", "fields", "field"),
    (
        ("case-state", {**SAID, "text": ""}, "text"),
        ("case-state", {**SAID, "speaker": ""}, "speaker"),
        ("case-state", {**SAID, "outcome": ""}, "outcome"),
        ("case-state", {**SAID, "outcome": "magic"}, "outcome"),
        ("case-state", {**SAID, "promised_on": "2020-01-01"}, "promised_on"),
        ("case-ask", {"text": " "}, "text"),
        ("case-return", {"reason": ""}, "reason"),
        ("case-return", {"reason": ReturnReason.OTHER}, "text"),
    ),
)
def test_incomplete_form_is_shown_again(client, referral, view, fields, field):
    response = opened(client, referral).post(case_url(referral, view), fields)

    referral.refresh_from_db()
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert referral.state == ReferralState.SENT


@pytest.mark.parametrize("view", ("case-state", "case-ask", "case-return"))
def test_second_statement_is_refused_in_plain_words(client, view):
    referral = StatementFactory().referral

    response = opened(client, referral).post(
        case_url(referral, view),
        {**SAID, "reason": "not_responsible"},
    )

    assert response.status_code == 422
    assert "Das geht nicht mehr" in response.content.decode()
    assert Statement.objects.count() == 1


def test_question_can_be_taken_back(client):
    referral = QuestionFactory().referral

    opened(client, referral).post(case_url(referral, "case-acknowledge"))

    referral.refresh_from_db()
    assert (referral.state, referral.is_paused) == (ReferralState.ACKNOWLEDGED, False)
    assert not Question.objects.filter(answered_at=None).exists()


def test_dossier_is_given_to_whoever_holds_the_link(client, referral):
    content = b"%PDF-1.7"
    file = files.store_bytes("d.pdf", content, "application/pdf", purpose="dossier")
    Referral.objects.update(dossier=file)

    response = opened(client, referral).get(case_url(referral, "case-dossier"))

    assert response.content == content
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("state", (Publication.HIDDEN, Publication.REMOVED))
def test_the_dossier_of_what_left_the_public_is_given_to_nobody(
    client, sign_in, referral, state
):
    file = files.store_bytes("d.pdf", b"%PDF-1.7", "application/pdf", purpose="dossier")
    Referral.objects.update(dossier=file)
    member = UserFactory(secret=generate_totp_secret())
    DepartmentMembershipFactory(user=member, department=referral.department)
    moderator = make_staff()
    page = opened(client, referral)
    before = [
        page.get(case_url(referral, "case-dossier")).status_code,
        sign_in(StrictClient(), member).get(file.get_absolute_url()).status_code,
    ]

    referral.idea.decision = DecisionFactory(target_id=referral.idea_id)
    referral.idea.publication = state
    referral.idea.save(update_fields=["publication", "decision"])

    assert before == [200, 200]
    assert page.get(case_url(referral, "case-dossier")).status_code == 404
    shown = sign_in(StrictClient(), member).get(file.get_absolute_url())
    assert shown.status_code == 404
    kept = sign_in(StrictClient(), moderator).get(file.get_absolute_url())
    assert kept.status_code == 200


def test_idea_that_left_the_public_is_not_shown(client, referral):
    opened(client, referral)
    referral.idea.publication = Publication.WITHDRAWN
    referral.idea.save(update_fields=["publication"])

    html = client.get(case_url(referral)).content.decode()

    assert referral.idea.text.split()[0] + " Platz fehlen" not in html
    assert "zurzeit nicht öffentlich" in html
