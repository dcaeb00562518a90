"""Handing a case on inside the department, and the SPK's hand on those links."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from commons.delivery import renderers
from commons.delivery.enums import DeliveryState
from commons.delivery.models import Delivery
from commons.delivery.renderers import Withdrawn
from commons.delivery.services.failures import readdress
from commons.errors import RuleViolation
from commons.links import services as links
from commons.links.models import SignedLink
from participation.referrals.enums import ReferralState
from participation.referrals.models import HandOver, Question, Statement
from participation.referrals.services import colleagues, questions
from participation.referrals.services.recalling import recall
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.departments import DepartmentFactory
from tests.factories.referrals import ReferralFactory
from tests.participation.amt import (
    WHO,
    member_of,
    on_link,
    signed_in,
    statement,
    url,
)

pytestmark = pytest.mark.django_db
OFFICE = "gruen@amt.example.org"
COLLEAGUE = "kollegin@amt.example.org"
# What somebody may type as a name: it must come out as words, whatever it looks like.
HOSTILE = (
    "<script>alert(1)</script>",
    "{{ settings.SECRET_KEY }}",
    "Robert'); DROP TABLE referrals_statement;--",
    "\u202eemaN red\u202c",
    '" onmouseover="x',
)


@pytest.fixture
def referral():
    return ReferralFactory(department=DepartmentFactory(email=OFFICE))


def hand_on(referral, address=COLLEAGUE, **more):
    return colleagues.hand_on(referral, address, giver="Amt am Apparat", **more)


def mail_of(hand_over):
    return renderers.get(colleagues.RENDERER)(hand_over.delivery)


def test_colleague_gets_a_link_of_their_own_and_the_first_stays(referral):
    client = on_link(referral)

    client.post(
        url("hand-on", referral),
        {"address": COLLEAGUE, "note": "Ist das nicht deins?", "giver": "Am Apparat"},
    )

    hand_over = HandOver.objects.get()
    assert (hand_over.link.recipient, hand_over.from_link) == (COLLEAGUE, referral.link)
    assert hand_over.delivery.to_address == COLLEAGUE
    assert on_link(referral).get(url("show", referral)).status_code == 200
    assert on_link(referral, hand_over.link).get(url("show", referral)).status_code == (
        200
    )


def test_mail_to_the_colleague_says_who_gave_it_and_opens_their_link(referral):
    hand_over = hand_on(referral, note="Ist das nicht deins?")

    mail = mail_of(hand_over)

    for words in ("Amt am Apparat", "Ist das nicht deins?", referral.idea.title):
        assert words in mail.text, words
    assert links.token_of(hand_over.link) in mail.text
    assert links.token_of(referral.link) not in mail.text


@pytest.mark.parametrize(
    "address",
    (
        "jemand@woanders.example.org",
        "jemand@amt.example.org.evil.example",
        "jemand@evil-amt.example.org",
    ),
)
def test_case_is_not_handed_to_a_foreign_address(referral, address):
    client = on_link(referral)

    response = client.post(
        url("hand-on", referral), {"address": address, "giver": "Am Apparat"}
    )

    assert response.status_code == 422
    assert "@amt.example.org" in response.content.decode()
    assert not HandOver.objects.exists()


def test_domain_where_anybody_has_an_address_says_nothing():
    department = DepartmentFactory(email="verein.nord@web.de")
    referral = ReferralFactory(department=department)

    with pytest.raises(RuleViolation) as refusal:
        hand_on(referral, "irgendwer@web.de")

    assert refusal.value.code == "foreign_address"


def test_member_with_another_address_is_known(referral):
    user = member_of(referral.department, email="zuhause@anderswo.example.org")

    hand_over = hand_on(referral, user.email.upper())

    assert hand_over.link.recipient == user.email.upper()


def test_nobody_gets_a_second_link_while_the_first_counts(referral):
    hand_on(referral)

    with pytest.raises(RuleViolation) as refusal:
        hand_on(referral, COLLEAGUE.upper())

    assert refusal.value.code == "has_link"


def test_case_does_not_travel_to_a_whole_office(referral):
    for number in range(8):
        hand_on(referral, f"person{number}@amt.example.org")

    with pytest.raises(RuleViolation) as refusal:
        hand_on(referral, "noch-eine@amt.example.org")

    assert refusal.value.code == "too_many_links"


@pytest.mark.parametrize("state", ("returned", "recalled", "failed", "queued"))
def test_what_is_not_with_the_department_is_not_handed_on(state):
    referral = ReferralFactory(
        state=ReferralState(state), department__email="gruen@amt.example.org"
    )

    with pytest.raises(RuleViolation) as refusal:
        hand_on(referral)

    assert refusal.value.code == "not_with_department"


def test_spk_sees_where_it_went_and_who_opened_it(referral):
    hand_over = hand_on(referral, note="Bitte schau mal.")
    on_link(referral, hand_over.link)
    desk = signed_in(make_staff())

    html = desk.get(referral.get_absolute_url()).content.decode()

    for words in (COLLEAGUE, "Amt am Apparat", "Bitte schau mal.", "geöffnet"):
        assert words in html, words


def test_spk_ends_a_link_also_where_it_is_open(referral):
    hand_over = hand_on(referral)
    client = on_link(referral, hand_over.link)
    desk = signed_in(make_staff())

    desk.post(reverse("referrals:link-revoke", args=[referral.pk, hand_over.pk]))

    response = client.get(url("show", referral))
    assert (response.status_code, referral.idea.title in response.content.decode()) == (
        404,
        False,
    )
    assert "Dieser Link gilt nicht" in response.content.decode()
    with pytest.raises(Withdrawn):
        mail_of(hand_over)
    hand_over.delivery.refresh_from_db()
    assert hand_over.delivery.state == DeliveryState.RECALLED


def test_link_of_another_referral_is_not_revoked_through_this_one(referral):
    other = hand_on(ReferralFactory(department=referral.department))
    desk = signed_in(make_staff())
    address = reverse("referrals:link-revoke", args=[referral.pk, other.pk])

    assert desk.post(address).status_code == 404
    assert links.is_valid(SignedLink.objects.get(pk=other.link_id))


def test_renewed_link_replaces_the_old_one_wherever_it_went(referral):
    old = referral.link
    desk = signed_in(make_staff())

    desk.post(reverse("referrals:link-renew", args=[referral.pk]))

    referral.refresh_from_db()
    old.refresh_from_db()
    assert (links.is_valid(old), links.is_valid(referral.link)) == (False, True)
    assert referral.link.recipient == OFFICE
    mail = mail_of(HandOver.objects.get())
    assert links.token_of(referral.link) in mail.text


def test_recalled_case_ends_all_links_and_tells_everybody(referral):
    hand_over = hand_on(referral)

    recall(referral, by=UserFactory())

    hand_over.link.refresh_from_db()
    assert not links.is_valid(hand_over.link)
    told = Delivery.objects.filter(renderer="referrals.recalled")
    assert sorted(told.values_list("to_address", flat=True)) == [OFFICE, COLLEAGUE]


def test_link_opens_one_case_only(referral):
    other = ReferralFactory(department=referral.department)
    client = on_link(referral)

    response = client.get(url("show", other))

    assert response.status_code == 302
    assert response.url.startswith(reverse("account_login"))


def test_expired_link_opens_nothing(referral):
    client = on_link(referral)
    SignedLink.objects.filter(pk=referral.link_id).update(
        created_at=timezone.now() - timedelta(days=200),
        expires_at=timezone.now() - timedelta(days=1),
        opened_at=None,
    )

    assert client.get(url("show", referral)).status_code == 404
    assert client.post(url("state", referral), statement()).status_code == 404
    assert not Statement.objects.exists()


def test_answer_to_a_question_goes_to_whoever_asked(referral):
    hand_over = hand_on(referral)
    client = on_link(referral, hand_over.link)
    client.post(url("ask", referral), {"text": "Wo genau?", **WHO})
    question = Question.objects.get()

    questions.answer_question(question, text="Am Tor.", by=UserFactory())

    delivery = Delivery.objects.get(renderer="referrals.question_answered")
    mail = renderers.get(delivery.renderer)(delivery)
    assert delivery.to_address == COLLEAGUE
    assert links.token_of(hand_over.link) in mail.text
    assert question.spoken_by == "Amt am Apparat, SGA 12"


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_come_out_as_words(referral, name):
    client = on_link(referral)
    client.post(url("hand-on", referral), {"address": COLLEAGUE, "giver": name})
    client.post(url("state", referral), statement(speaker=name, unit=name[:40]))

    row = Statement.objects.get()
    mail = mail_of(HandOver.objects.get())
    page = signed_in(make_staff()).get(referral.get_absolute_url()).content.decode()
    assert row.speaker == name
    assert "<script>alert" not in page + mail.html
    assert '" onmouseover="x' not in page + mail.html
    assert escape(name) in page


def test_name_and_reference_are_asked_once_for_a_session(referral):
    client = on_link(referral)
    client.post(
        url("hand-on", referral), {"address": COLLEAGUE, "giver": "Amt am Apparat"}
    )

    form = client.get(url("state", referral)).context["form"]

    assert form["speaker"].value() == "Amt am Apparat"
    fresh = on_link(referral).get(url("state", referral)).context["form"]
    assert fresh["speaker"].value() == ""


def not_arrived(hand_over):
    Delivery.objects.filter(pk=hand_over.delivery_id).update(
        state=DeliveryState.FAILED, failed_at=timezone.now()
    )
    return Delivery.objects.get(pk=hand_over.delivery_id)


def test_a_mail_that_goes_elsewhere_brings_a_link_of_that_address(referral):
    hand_over = hand_on(referral)
    mistyped = hand_over.link

    readdress(
        not_arrived(hand_over),
        address="kollege@amt.example.org",
        because="Tippfehler",
        by=make_staff(),
    )

    hand_over.refresh_from_db()
    mistyped.refresh_from_db()
    assert hand_over.link.recipient == "kollege@amt.example.org"
    assert not links.is_valid(mistyped)
    assert links.token_of(hand_over.link) in mail_of(hand_over).text


def test_no_mail_that_did_not_arrive_leads_a_link_out_of_the_amt(referral):
    hand_over = hand_on(referral)

    with pytest.raises(RuleViolation) as refused:
        readdress(
            not_arrived(hand_over),
            address="irgendwer@fremd.example.com",
            because="Tippfehler",
            by=make_staff(),
        )

    assert refused.value.code == "foreign_address"
    assert links.is_valid(HandOver.objects.get().link)
